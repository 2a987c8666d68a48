import { type LocalTime, localClock, quietUntil } from '../enforcement/notices/quiet-until.ts'
import { eventKindOf } from './event-kinds.ts'
import type { Digest, QuietHours, Target } from './target.ts'
import { keepsTickets } from './target.ts'

const minuteMs = 60_000
const dayMinutes = 24 * 60
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** Weekly ones come on Mondays. */
const weeklyDay = 'mon'

/**
 * When a target is to be told of something. What is urgent, and tickets, wait for nothing. Pure.
 * @param policyQuiet the quiet hours of the organization's policy, where the target has none of its own
 */
export function dueAt(
  target: Pick<Target, 'channel' | 'digest' | 'quietHours'>,
  event: string,
  policyQuiet: QuietHours | undefined,
  now: Date,
): Date {
  if (eventKindOf(event)?.isUrgent === true || keepsTickets(target)) return now
  const collected = target.digest ? nextDigest(target.digest, now) : now
  return quietUntil(target.quietHours ?? policyQuiet, collected) ?? collected
}

/** When the next summary is sent, always later than now. Pure. */
export function nextDigest({ every, at, timeZone }: Digest, now: Date): Date {
  const clock = localClock(timeZone)
  const wanted = Number(at.slice(0, 2)) * 60 + Number(at.slice(3))
  const begun = Math.floor(now.getTime() / minuteMs) * minuteMs
  const first = new Date(begun + minutesTo(every, wanted, clock(now)) * minuteMs)
  if (every === 'hourly') return first
  // Clocks may have been changed on the way: then it is an hour off.
  const off = wanted - clock(first).minutes
  const near = off > dayMinutes / 2 ? off - dayMinutes : off < -dayMinutes / 2 ? off + dayMinutes : off
  const corrected = new Date(first.getTime() + near * minuteMs)
  return corrected > now ? corrected : first
}

function minutesTo(every: Digest['every'], wanted: number, { day, minutes }: LocalTime): number {
  if (every === 'hourly') return 60 - modulo(minutes - wanted, 60)
  if (every === 'daily') return dayMinutes - modulo(minutes - wanted, dayMinutes)
  const sinceWeekly = modulo(days.indexOf(day) - days.indexOf(weeklyDay), 7) * dayMinutes + minutes - wanted
  return 7 * dayMinutes - modulo(sinceWeekly, 7 * dayMinutes)
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
