import { reasonOf } from '../../policies/reason-of.ts'
import { AppError } from '../../scanner/errors.ts'
import type { EmergencyReviewsApi } from '../api/v1/resources/emergency-reviews.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { listEmergencyReviews, readEmergencyReview } from '../database/list-emergency-reviews.ts'
import { createRecords } from '../database/records.ts'
import { reviewEmergency } from '../enforcement/reviews/answer-reviewed.ts'
import { actAside } from './act-aside.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'
import { done, partsOf } from './requests.ts'

/** Reviews of emergencies as the API has them; they are done by the rules of comments. */
export function createEmergencyReviewsApi(acting: Acting): EmergencyReviewsApi {
  const { store } = acting
  const read: EmergencyReviewsApi['read'] = ({ scope, person }, approval) =>
    readEmergencyReview(store, scope, person, approval)
  return {
    list: ({ scope, person }, query) => listEmergencyReviews(store, scope, person, query),
    read,
    review: async (viewer, approval, found) => {
      const shown = await read(viewer, approval)
      const records = createRecords(store, askForWork)
      const review = await records.reviews.of(approval)
      if (!shown || !review) throw new AppError('not-there', 'There is no such emergency that you can see.')
      const organization = await knownOrganization(store, shown.organization.id)
      const actor = await actorIn(store, viewer, organization)
      const github = await acting.open(organization)
      const acted = await actAside(
        partsOf(acting, organization, github),
        (input) => reviewEmergency(input, { review, actor }, { words: reasonOf(found) }),
        review.issue,
      )
      await done(acted, records)
      return (await read(viewer, approval)) ?? shown
    },
  }
}
