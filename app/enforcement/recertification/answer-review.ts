import { markdownCode } from '../../../report/escape/markdown.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import type { Recorder } from '../records.ts'
import { type Answer, answers } from '../requests/answers.ts'
import { commandForms } from '../requests/command.ts'
import type { SideAct } from '../requests/outcome.ts'
import { personMark } from '../requests/person-marks.ts'
import { type Asking, readStandings, type SituationInput } from '../requests/read-situation.ts'
import { type JudgedAnswer, judgeAnswer, type ReviewCommand, whoAnswers } from './judge-answer.ts'
import type { Review, ReviewItem } from './recertification.ts'

/** Deals with what somebody wrote in the issue of a review. @returns undefined: it waits */
export async function answerReview(
  input: SituationInput,
  { issue, actor }: Asking,
  command: ReviewCommand,
): Promise<SideAct | undefined> {
  const { organization, records, now } = input
  const review = await records.recertification.ofIssue(organization.id, issue, now())
  return confirmApprovals(input, { review, actor }, command)
}

/**
 * Somebody says which approvals of a review stay and which end, wherever they say it: by what GitHub says of them now.
 * @param about without a review: there is none in which it could be said. @returns undefined: it waits
 */
export async function confirmApprovals(
  input: SituationInput,
  { review, actor }: Pick<Asking, 'actor'> & { readonly review: Review | undefined },
  command: ReviewCommand,
): Promise<SideAct | undefined> {
  const { organization, records } = input
  const { inForce } = await records.governance(organization.id)
  const { policy } = inForce
  const settings = policy.requests
  const names = review ? whoAnswers(review, settings) : []
  const standings = await readStandings(input, names, actor.login, undefined, policy)
  const own = review?.items.filter(({ requestedBy }) => requestedBy.includes(actor.id)) ?? []
  const selfApproved = new Set<string>()
  for (const { repository } of own) {
    const decision = await records.requests.lastDecision(repository)
    const group = policy.groups.find(({ name }) => name === decision?.group)
    if (group && group.approvals.length > 0 && group.approvals.every((rule) => rule.selfApproval))
      selfApproved.add(repository)
  }
  const judged = judgeAnswer({ command, review, actor: actor.id, standings, settings, selfApproved })
  if (judged.outcome === 'waiting') return undefined
  if (judged.outcome !== 'answered') return { answer: refusal(judged) }
  return {
    answer: answerOf(command, judged, actor.id),
    write: (recorder, when) => record(recorder, { ...judged, command, actor: actor.id }, when),
  }
}

const refusal = (judged: Extract<JudgedAnswer, { outcome: 'no-review' | 'not-allowed' }>): Answer =>
  judged.outcome === 'not-allowed'
    ? answers.notYou(judged.names)
    : {
        outcome: 'no-review',
        text: `Nothing is to be confirmed in this issue. To end an approval, write ${markdownCode(commandForms.revoke)} in the issue of its request.`,
      }

type Answered = Extract<JudgedAnswer, { outcome: 'answered' }>

function answerOf({ kind }: ReviewCommand, { items, own, strange, left }: Answered, by: string): Answer {
  const verb = kind === 'keep' ? 'Confirmed' : 'Ended'
  const parts = [
    `${verb} by ${personMark(by)}: ${items.length === 1 ? 'one approval' : `${items.length} approvals`}.`,
    ...(own > 0 ? [`${own} left out: who asked cannot confirm.`] : []),
    ...(strange > 0 ? [`${strange === 1 ? 'One number is' : `${strange} numbers are`} not open here.`] : []),
    left === 0 ? 'Nothing is left to be confirmed here.' : `${left} to be confirmed.`,
  ]
  return {
    outcome: items.length === 0 ? 'nothing-confirmed' : kind === 'keep' ? 'kept' : 'dropped',
    text: parts.join(' '),
  }
}

interface Recorded extends Answered {
  readonly command: ReviewCommand
  readonly actor: string
}

async function record(
  recorder: Recorder,
  { review, items, command, actor, left }: Recorded,
  at: Date,
): Promise<Awaited<ReturnType<NonNullable<SideAct['write']>>>> {
  const state = command.kind === 'keep' ? 'kept' : 'dropped'
  const events: NewAuditEvent[] = []
  const ended: string[] = []
  for (const item of items) {
    // Somebody was faster: their answer stands.
    if (!(await recorder.recertification.answer(review.id, item.number, state, actor, at))) continue
    events.push(answeredEvent(review, item, state, actor))
    if (command.kind === 'keep') continue
    for (const approval of await recorder.requests.end(item.approvals, actor, command.reason, at))
      events.push(endedEvent(item, approval, actor, 'dropped'))
    ended.push(item.repository)
  }
  const { issue } = review
  const actions: readonly EffectAction[] =
    left === 0 && issue !== null ? [{ kind: 'issue-state', issue }] : []
  return { events, actions, repositories: ended }
}

/** Each approval has one of these. */
export const answeredEvent = (
  { id, recertification }: Review,
  { repository, number }: ReviewItem,
  answer: string,
  actor: string | null,
): NewAuditEvent => ({
  kind: 'recertification.answered',
  actor,
  subject: `repository:${repository}`,
  data: { recertification, review: id, number, answer },
})

/** An approval that was not confirmed. */
export const endedEvent = (
  { repository }: ReviewItem,
  approval: string,
  actor: string | null,
  why: 'dropped' | 'not-recertified',
): NewAuditEvent => ({
  kind: 'approval.ended',
  actor,
  subject: `repository:${repository}`,
  data: { approval, why },
})
