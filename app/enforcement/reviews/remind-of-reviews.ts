import { markdownCode } from '../../../report/escape/markdown.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import { commandForms } from '../requests/command.ts'
import { mention } from '../requests/person-marks.ts'
import { loudest, type SituationInput } from '../requests/read-situation.ts'
import { keyOf } from '../work-keys.ts'
import type { EmergencyReview } from './emergency-review.ts'

const day = 24 * 60 * 60 * 1000

/** Whether its being late is to be spoken of now: at once when it is, and then once a day. Pure. */
export const isReminderDue = (
  { dueAt, remindedAt, reviewedAt }: Pick<EmergencyReview, 'dueAt' | 'remindedAt' | 'reviewedAt'>,
  now: Date,
): boolean =>
  reviewedAt === null && dueAt <= now && (remindedAt === null || now.getTime() - remindedAt.getTime() >= day)

/** Reminds the Gatehouse owners, in its issue, of each emergency that nobody has reviewed in time. */
export async function remindOfReviews(input: SituationInput): Promise<void> {
  const { organization, records, ceiling, now } = input
  const { inForce } = await records.governance(organization.id)
  const at = now()
  if (leastMode(ceiling, loudest(inForce.policy, at)) === 'observe') return
  for (const review of await records.reviews.open(organization.id)) {
    // Without an issue nobody can be reminded; it is being opened.
    if (review.issue === null || !isReminderDue(review, at)) continue
    const text = reminderText(review, inForce.policy.requests.owners ?? [])
    const about = `review:${review.approval}:${at.toISOString().slice(0, 10)}`
    const action = { kind: 'comment', issue: review.issue, about, text } as const
    await records.note(async (recorder) => {
      await recorder.reviews.reminded(review.approval, at)
      const wanted = [{ action, reason: 'The review of an emergency is overdue.', policy: inForce.id }]
      const subject = {
        planner: 'requests',
        organization: organization.id,
        repository: review.repository,
      } as const
      const planned = await recorder.planAlso(subject, wanted, at)
      await recorder.want([keyOf('changes', organization.id)])
      await recorder.audit(organization.id, at, planned.map(plannedEvent))
    })
  }
}

function reminderText({ dueAt }: EmergencyReview, owners: readonly string[]): string {
  // The owners of an organization are no team that could be told.
  const told = owners.length > 0 ? owners.map(mention).join(', ') : 'Owners of the organization'
  return `${told}: the review of this emergency was due on ${dueAt.toISOString().slice(0, 10)} (UTC), and nobody has done it. Whoever has looked at it writes ${markdownCode(commandForms.reviewed)}.`
}
