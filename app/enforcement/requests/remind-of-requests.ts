import { modeAt } from '../../../policies/mode-at.ts'
import type { ApprovalRule } from '../../../policies/policy-group.ts'
import { markdownCode } from '../../../report/escape/markdown.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import { quietUntil } from '../notices/quiet-until.ts'
import { keyOf } from '../work-keys.ts'
import { commandForms } from './command.ts'
import { ownersMark } from './owner-marks.ts'
import { mention } from './person-marks.ts'
import type { SituationInput } from './read-situation.ts'
import { answerBy, dueReminder, isLast, type Reminder } from './reminder.ts'
import type { PendingRequest } from './request-records.ts'

/** Reminds who may approve, in its issue, of each request that nobody has answered; each reminder once. Not while it is quiet. */
export async function remindOfRequests(input: SituationInput): Promise<void> {
  const { organization, records, now } = input
  const { policy } = (await records.governance(organization.id)).inForce
  if (quietUntil(policy.notifications.quietHours, now())) return
  for (const pending of await records.requests.pending(organization.id))
    if (!pending.isGone) await remind(input, pending)
}

async function remind(
  { organization, records, ceiling, now }: SituationInput,
  pending: PendingRequest,
): Promise<void> {
  const { id, issue, repository } = pending
  const { inForce } = await records.governance(organization.id)
  const at = now()
  const days = inForce.policy.notifications.remindAfterDays
  const due = dueReminder(pending, days, at)
  // Without an issue nobody can be reminded; it is being opened.
  if (!due || issue === null) return
  const decision = await records.requests.lastDecision(repository)
  const group = inForce.policy.groups.find(({ name }) => name === decision?.group)
  // By a policy that asks for no approval there is nobody to be asked.
  if (!group || group.approvals.length === 0) return
  if (leastMode(ceiling, modeAt(group, at)) === 'observe') return
  const text = textOf(pending, due, { rules: group.approvals, days, at })
  await records.note(async (recorder) => {
    if (!(await recorder.requests.remind(id, due.step, at))) return
    const action = { kind: 'comment', issue, about: `reminder:${id}:${due.step}`, text } as const
    const wanted = [{ action, reason: 'A request waits for an answer.', policy: inForce.id }]
    const subject = { planner: 'requests', organization: organization.id, repository } as const
    const planned = await recorder.planAlso(subject, wanted, at)
    await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, planned.map(plannedEvent))
  })
}

interface Wording {
  readonly rules: readonly ApprovalRule[]
  readonly days: number
  readonly at: Date
}

function textOf(
  { repository, openedAt }: PendingRequest,
  due: Reminder,
  { rules, days, at }: Wording,
): string {
  const named = new Set(rules.flatMap(({ by }) => by.map((name) => name.toLowerCase())))
  if (due.toOwners) named.add('$owners')
  const told = [...named].map((name) => (name === '$owners' ? ownersMark(repository) : mention(name)))
  const next = isLast(due)
    ? 'This is the last reminder; `gatehouse requests` goes on listing it.'
    : `Unless somebody does, this is spoken of again on ${onDay(answerBy(at, days))}.`
  return [
    `${told.join(', ')}: this request was to be answered by ${onDay(answerBy(openedAt, days))}, and nobody has settled it.`,
    `Whoever may writes ${markdownCode(commandForms.approve)} or ${markdownCode(commandForms.deny)}. ${next}`,
  ].join(' ')
}

const onDay = (date: Date): string => `${date.toISOString().slice(0, 10)} (UTC)`
