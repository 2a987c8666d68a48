import { modes } from '../../../policies/policy-group.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import type { Recorder } from '../records.ts'
import { loudest, type SituationInput } from '../requests/read-situation.ts'
import { keyOf } from '../work-keys.ts'
import { answeredEvent, endedEvent } from './answer-review.ts'
import { isOpen } from './judge-answer.ts'
import { isScheduled, nextStep, type NextStep } from './next-step.ts'
import { openRecertification } from './open-recertification.ts'
import type { ItemState, Review, ReviewItem } from './recertification.ts'
import { lapsedText, noticeText, overdueText } from './review-words.ts'

/**
 * Begins a recertification where the policy wants one, tells reviewers that their time ends, ends what nobody confirmed, and closes
 * it when everything is answered.
 * @param isSettled whether everything that people wrote was read and dealt with: else somebody may have confirmed it
 */
export async function followRecertification(input: SituationInput, isSettled: boolean): Promise<void> {
  const { organization, records, ceiling, now } = input
  const { inForce } = await records.governance(organization.id)
  const at = now()
  if (!modes.slice(1).includes(leastMode(ceiling, loudest(inForce.policy, at)))) return
  const open = await records.recertification.open(organization.id)
  if (open === undefined) return beginWhereWanted(input, at)
  for (const review of await records.recertification.reviews(open, at))
    await followReview(input, { review, policy: inForce.id, isSettled }, at)
  await closeWhereDone(input, open, at)
}

async function beginWhereWanted(
  { organization, records, ceiling }: SituationInput,
  now: Date,
): Promise<void> {
  const { everyDays } = (await records.governance(organization.id)).inForce.policy.requests.recertification
  if (everyDays === undefined) return
  const all = await records.recertification.candidates(organization.id, now)
  const oldest = all.map(({ since }) => since.getTime()).toSorted((one, other) => one - other)[0]
  const last = await records.recertification.lastOpenedAt(organization.id)
  if (isScheduled(everyDays, last, oldest === undefined ? undefined : new Date(oldest), now))
    await openRecertification({ organization, records, ceiling, by: null, now })
}

interface Following {
  readonly review: Review
  /** Our id of the policy's version. */
  readonly policy: string | null
  readonly isSettled: boolean
}

async function followReview(input: SituationInput, following: Following, at: Date): Promise<void> {
  const { organization, records } = input
  const { review } = following
  const { inForce } = await records.governance(organization.id)
  const next = await allowedStep(input, following, nextStep(review, inForce.policy.requests, at))
  const moot = review.items.filter((item) => item.state === 'open' && !isOpen(item))
  if (moot.length === 0 && next.step === 'nothing') return
  await records.note(async (recorder) => {
    const events: NewAuditEvent[] = []
    const ended: string[] = []
    for (const item of moot) events.push(...(await answer(recorder, review, item, mootState(item), at)))
    const actions = await takeStep(recorder, { ...following, next, events, ended }, at)
    const isDone = !review.items.some(isOpen) || next.step === 'lapse'
    const closing: readonly EffectAction[] =
      isDone && review.issue !== null ? [{ kind: 'issue-state', issue: review.issue }] : []
    const subject = { planner: 'requests', organization: organization.id, repository: null } as const
    const wanted = [...actions, ...closing].map((action) => ({
      action,
      reason: 'Approvals are to be confirmed.',
      policy: following.policy,
    }))
    const planned = await recorder.planAlso(subject, wanted, at)
    await recorder.want(ended.map((id) => keyOf('repository', id)))
    if (planned.length > 0) await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, [...events, ...planned.map(plannedEvent)])
  })
}

/** Nothing ends while somebody may have confirmed it, nor before GitHub has taken what says that the time is over. */
async function allowedStep(
  { organization, records }: SituationInput,
  { review, isSettled }: Following,
  next: NextStep,
): Promise<NextStep> {
  if (next.step !== 'lapse') return next
  const about = aboutOf(review, 'overdue')
  const waiting = await records.openEffects(organization.id)
  const isTold = !waiting.some(({ action }) => action.kind === 'comment' && action.about === about)
  return isSettled && isTold ? next : { step: 'nothing' }
}

const mootState = ({ isRenewed }: ReviewItem): ItemState & ('renewed' | 'over') =>
  isRenewed ? 'renewed' : 'over'

async function answer(
  recorder: Recorder,
  review: Review,
  item: ReviewItem,
  state: Exclude<ItemState, 'open'>,
  at: Date,
): Promise<readonly NewAuditEvent[]> {
  const isNew = await recorder.recertification.answer(review.id, item.number, state, null, at)
  return isNew ? [answeredEvent(review, item, state, null)] : []
}

interface Step extends Following {
  readonly next: NextStep
  readonly events: NewAuditEvent[]
  /** Repositories of which approvals end. */
  readonly ended: string[]
}

async function takeStep(
  recorder: Recorder,
  { review, next, events, ended }: Step,
  at: Date,
): Promise<readonly EffectAction[]> {
  const open = review.items.filter(isOpen)
  const { recertification } = recorder
  if (next.step === 'notice') {
    const [nearest] = next.days
    let isNew = false
    for (const days of next.days) {
      const isGiven = await recertification.notice(review.id, days, at)
      if (days === nearest) isNew = isGiven
    }
    return isNew ? say(review, `notice:${nearest}`, noticeText(review, open.length, next.due)) : []
  }
  if (next.step === 'overdue') {
    const isNew = await recertification.overdue(review.id, at)
    return isNew ? say(review, 'overdue', overdueText(review, open.length, next.ends)) : []
  }
  if (next.step === 'nothing') return []
  for (const item of open) {
    events.push(...(await answer(recorder, review, item, 'lapsed', at)))
    for (const one of await recorder.requests.end(item.approvals, null, 'nobody confirmed it', at))
      events.push(endedEvent(item, one, null, 'not-recertified'))
    ended.push(item.repository)
  }
  return say(review, 'lapsed', lapsedText(open.length))
}

const say = (review: Review, what: string, text: string): readonly EffectAction[] =>
  review.issue === null ? [] : [{ kind: 'comment', issue: review.issue, about: aboutOf(review, what), text }]

const aboutOf = ({ id }: Review, what: string): string => `recertification:${id}:${what}`

async function closeWhereDone(
  { organization, records }: SituationInput,
  id: string,
  at: Date,
): Promise<void> {
  const reviews = await records.recertification.reviews(id, at)
  const items = reviews.flatMap((review) => review.items)
  if (items.some(({ state }) => state === 'open')) return
  const count = (state: ItemState): number => items.filter((item) => item.state === state).length
  await records.note(async (recorder) => {
    if (!(await recorder.recertification.close(id, at))) return
    const data = {
      recertification: id,
      approvals: items.length,
      kept: count('kept'),
      dropped: count('dropped'),
      renewed: count('renewed'),
      over: count('over'),
      lapsed: count('lapsed'),
    }
    await recorder.audit(organization.id, at, [
      { kind: 'recertification.closed', actor: null, subject: `organization:${organization.id}`, data },
    ])
  })
}
