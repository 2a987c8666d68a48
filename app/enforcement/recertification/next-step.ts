import { dueNotices } from '../requests/notices.ts'
import { isOpen } from './judge-answer.ts'
import type { Review } from './recertification.ts'

const day = 24 * 60 * 60 * 1000

export type NextStep =
  | { readonly step: 'nothing' }
  /** Days before its end of which is to be told, the nearest first. */
  | { readonly step: 'notice'; readonly days: readonly number[]; readonly due: Date }
  | { readonly step: 'overdue'; readonly ends: Date }
  | { readonly step: 'lapse' }

/**
 * What a review needs now. Its time runs from when its issue was made, and grace from when its reviewers were told that the time
 * is over, not from the days that were planned: who was away is Gatehouse, after an outage or a clock that was wrong, and they
 * have their time all the same. Pure.
 */
export function nextStep(
  review: Review,
  { noticeDays, graceDays }: { readonly noticeDays: readonly number[]; readonly graceDays: number },
  now: Date,
): NextStep {
  const { askedAt, overdueAt, dueDays, told } = review
  if (!askedAt || !review.items.some(isOpen)) return { step: 'nothing' }
  if (overdueAt)
    return now.getTime() >= overdueAt.getTime() + graceDays * day ? { step: 'lapse' } : { step: 'nothing' }
  const due = new Date(askedAt.getTime() + dueDays * day)
  if (now >= due) return { step: 'overdue', ends: new Date(now.getTime() + graceDays * day) }
  const days = dueNotices({ grantedAt: askedAt, endsAt: due, told }, noticeDays, now)
  return days.length > 0 ? { step: 'notice', days, due } : { step: 'nothing' }
}

/**
 * Whether a recertification begins by itself: that many days after the last one, and after the first approval in force was given.
 * Each takes in every approval in force, so that none goes unconfirmed for longer. Pure.
 */
export function isScheduled(
  everyDays: number | undefined,
  last: Date | undefined,
  oldest: Date | undefined,
  now: Date,
): boolean {
  if (everyDays === undefined || oldest === undefined) return false
  const since = Math.max(last?.getTime() ?? 0, oldest.getTime())
  return now.getTime() >= since + everyDays * day
}
