import { reasonOf } from '../../policies/reason-of.ts'
import { AppError } from '../../scanner/errors.ts'
import type { EmergencyReviewsApi } from '../api/v1/resources/emergency-reviews.ts'
import { askForWork } from '../database/ask-for-work.ts'
import {
  type EmergencyReader,
  listEmergencyReviews,
  readEmergencyReview,
  withEmergencies,
} from '../database/list-emergency-reviews.ts'
import { createGovernanceReader } from '../database/policies.ts'
import { createRecords } from '../database/records.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { ownersOf } from '../enforcement/requests/end-access.ts'
import { reviewEmergency } from '../enforcement/reviews/answer-reviewed.ts'
import { actAside } from './act-aside.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'
import { createApprovableGroups } from './approvable-groups.ts'
import type { KnownTeams } from './known-teams.ts'
import { partlySeen } from './partly-seen.ts'
import { done, partsOf } from './requests.ts'

/** Reviews of emergencies as the API has them; they are done by the rules of comments. */
export function createEmergencyReviewsApi(acting: Acting, teamsOf: KnownTeams): EmergencyReviewsApi {
  const { store } = acting
  const readerFor = createReaders(acting, teamsOf)
  const read: EmergencyReviewsApi['read'] = async (viewer, approval) =>
    readEmergencyReview(store, viewer.scope, await readerFor(viewer), approval)
  return {
    list: async (viewer, query) => listEmergencyReviews(store, viewer.scope, await readerFor(viewer), query),
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

/** Who may review it in its issue may here, also where they do not see the repository: by the names that `reviewEmergency` goes by. */
function createReaders({ store }: Acting, teamsOf: KnownTeams) {
  const governanceOf = createGovernanceReader(store)
  const groupsOf = createApprovableGroups(teamsOf, governanceOf)
  return async (viewer: Viewer): Promise<EmergencyReader> => {
    const organizations = await withEmergencies(store, partlySeen(viewer))
    const all = await Promise.all(
      organizations.map(async (id) => {
        const { requests } = (await governanceOf(id)).inForce.policy
        const names = [...ownersOf(requests), ...(requests.emergency?.by ?? [])]
        return (await teamsOf(viewer, id, names)).size > 0 ? [id] : []
      }),
    )
    return { person: viewer.person, all: all.flat(), groups: await groupsOf(viewer, organizations) }
  }
}
