import { reasonOf } from '../../policies/reason-of.ts'
import { AppError } from '../../scanner/errors.ts'
import type { RecertificationsApi } from '../api/v1/resources/recertifications.ts'
import { askForWork } from '../database/ask-for-work.ts'
import {
  listRecertificationItems,
  listRecertifications,
  readNewestReviewers,
  readRecertificationRow,
  type ReviewReader,
} from '../database/list-recertifications.ts'
import { createGovernanceReader } from '../database/policies.ts'
import { createRecords } from '../database/records.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { confirmApprovals } from '../enforcement/recertification/answer-review.ts'
import type {
  RecertificationAccount,
  RecertificationRow,
} from '../enforcement/reading/recertification-list.ts'
import { ownersOf } from '../enforcement/requests/end-access.ts'
import type { SideAct } from '../enforcement/requests/outcome.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { actAside } from './act-aside.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'
import type { KnownTeams } from './known-teams.ts'
import { partlySeen } from './partly-seen.ts'
import { done, partsOf, saidTo } from './requests.ts'

/** Recertifications as the API has them; they are answered by the rules of comments. */
export function createRecertificationsApi(acting: Acting, teamsOf: KnownTeams): RecertificationsApi {
  const { store, now } = acting
  const readerFor = createReaders(acting, teamsOf)
  const withPage = (row: RecertificationRow): RecertificationAccount => {
    const { host, login } = row.organization
    return { ...row, issuesPage: `https://${host}/${login}/${acting.config.policyRepository}/issues` }
  }
  const read: RecertificationsApi['read'] = async (viewer, recertification) => {
    const row = await readRecertificationRow(store, viewer.scope, await readerFor(viewer), recertification)
    return row && withPage(row)
  }
  return {
    read,
    list: async (viewer, query) => {
      const { rows, next } = await listRecertifications(store, viewer.scope, await readerFor(viewer), query)
      return { rows: rows.map(withPage), next }
    },
    items: async (viewer, query) =>
      listRecertificationItems(store, viewer.scope, await readerFor(viewer), query),
    answer: async (viewer, { recertification, review: id }, answer) => {
      const shown = await read(viewer, recertification)
      const asked = shown?.reviews.find((one) => one.id === id)
      if (!shown || !asked) throw new AppError('not-there', 'There is no such review that you can see.')
      if (shown.closedAt !== null) throw new AppError('conflict', 'This recertification is over.')
      // The record tells what the numbers mean when its reviewers are asked.
      if (asked.issue === null) throw new AppError('conflict', 'Nobody is asked yet: its issue is not made.')
      const organization = await knownOrganization(store, shown.organization.id)
      const actor = await actorIn(store, viewer, organization)
      const records = createRecords(store, askForWork)
      const review = await records.recertification.review(id, now())
      const command = answer.kind === 'drop' ? { ...answer, reason: reasonOf(answer.reason) } : answer
      const acted = await actAside(
        partsOf(acting, organization, await acting.open(organization)),
        async (input) =>
          closingSoon(await confirmApprovals(input, { review, actor }, command), organization.id),
        asked.issue,
      )
      await done(acted, records)
      return {
        recertification: (await read(viewer, recertification)) ?? shown,
        said: acted.kind === 'done' ? await saidTo(acted.answer, records) : '',
      }
    },
  }
}

/**
 * What changes nothing is refused here; a comment is answered all the same. Whether that was the last answer is looked at by whoever
 * reads comments, who has none to read now.
 */
function closingSoon(side: SideAct | undefined, organization: string): SideAct | undefined {
  const { answer, write } = side ?? {}
  if (!answer || !write) return side
  if (answer.outcome === 'nothing-confirmed') return { answer }
  return {
    answer,
    write: async (recorder, at) => {
      await recorder.want([keyOf('requests', organization)])
      return write(recorder, at)
    },
  }
}

/** Who is asked in an issue may answer here, also of repositories that they do not see. */
function createReaders({ store }: Acting, teamsOf: KnownTeams) {
  const governanceOf = createGovernanceReader(store)
  return async (viewer: Viewer): Promise<ReviewReader> => {
    const organizations = partlySeen(viewer)
    const reviewers = await readNewestReviewers(store, organizations)
    const all = await Promise.all(
      [...reviewers].map(async ([id, named]) => {
        const owners = ownersOf((await governanceOf(id)).inForce.policy.requests)
        const mine = await teamsOf(viewer, id, [...owners, ...named])
        const isOwner = owners.some((one) => mine.has(one.toLowerCase()))
        return { id, isOwner, names: named.filter((one) => mine.has(one.toLowerCase())) }
      }),
    )
    return {
      owned: all.filter(({ isOwner }) => isOwner).map(({ id }) => id),
      names: new Map(all.map(({ id, names }) => [id, names])),
    }
  }
}
