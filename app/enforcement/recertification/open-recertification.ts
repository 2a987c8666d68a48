import { modeAt } from '../../../policies/mode-at.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import type { KnownOrganization, Recorder, Records } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import { type GroupedReview, groupReviews } from './group-reviews.ts'
import type { Candidate } from './recertification.ts'
import { askedText, reviewTitle } from './review-words.ts'

export interface Opening {
  readonly organization: Pick<KnownOrganization, 'id'>
  readonly records: Pick<Records, 'recertification' | 'governance' | 'note'>
  readonly ceiling: Mode
  /** Opaque id of who orders it; null: the policy does. */
  readonly by: string | null
  readonly now: Date
}

export type Opened =
  | { readonly opened: 'yes'; readonly approvals: number; readonly issues: number; readonly leftOut: number }
  | { readonly opened: 'open-already' }
  /** `leftOut`: so many are in groups in which nobody may be written to. */
  | { readonly opened: 'nothing-to-confirm'; readonly leftOut: number }

/** Has every approval in force confirmed: in one transaction what is asked of whom, and the issues that ask. */
export async function openRecertification(opening: Opening): Promise<Opened> {
  const { organization, records, ceiling, by, now } = opening
  const { inForce } = await records.governance(organization.id)
  const { policy } = inForce
  const all = await records.recertification.candidates(organization.id, now)
  const asked = all.filter((one) => mayBeAsked(one, policy, ceiling, now))
  const leftOut = all.length - asked.length
  if (asked.length === 0) return { opened: 'nothing-to-confirm', leftOut }
  const reviews = groupReviews(asked, policy.requests.recertification)
  const { dueDays } = policy.requests.recertification
  const isNew = await records.note(async (recorder) => {
    const opened = { organization: organization.id, by, dueDays }
    const recertification = await recorder.recertification.open(opened, now)
    if (recertification === undefined) return false
    const effects = []
    for (const review of reviews)
      effects.push(
        await recordReview(recorder, { organization: organization.id, recertification, policy, review }),
      )
    const subject = { planner: 'requests', organization: organization.id, repository: null } as const
    const wanted = effects.map((action) => ({
      action,
      reason: 'Approvals are to be confirmed.',
      policy: inForce.id,
    }))
    const planned = await recorder.planAlso(subject, wanted, now)
    await recorder.want([keyOf('changes', organization.id)])
    const data = { recertification, approvals: asked.length, issues: reviews.length, leftOut, dueDays }
    await recorder.audit(organization.id, now, [
      { kind: 'recertification.opened', actor: by, subject: `organization:${organization.id}`, data },
      ...planned.map(plannedEvent),
    ])
    return true
  })
  return isNew
    ? { opened: 'yes', approvals: asked.length, issues: reviews.length, leftOut }
    : { opened: 'open-already' }
}

/** Of what nobody may be asked about, nothing may end because nobody answered. */
function mayBeAsked({ group: name }: Candidate, policy: Policy, ceiling: Mode, now: Date): boolean {
  const group = policy.groups.find((one) => one.name === name)
  return group !== undefined && leastMode(ceiling, modeAt(group, now)) !== 'observe'
}

async function recordReview(
  recorder: Recorder,
  {
    organization,
    recertification,
    policy,
    review,
  }: {
    readonly organization: string
    readonly recertification: string
    readonly policy: Policy
    readonly review: GroupedReview
  },
) {
  const id = await recorder.recertification.review(recertification, organization, review)
  const { graceDays, recertification: settings } = policy.requests
  const count = review.repositories.length
  return {
    kind: 'open-issue',
    for: 'recertification',
    id,
    title: reviewTitle(count),
    text: askedText(id, { count, dueDays: settings.dueDays, graceDays }),
  } as const
}
