import type { Policy } from '../../../policies/resolve-policy.ts'

type QuietHours = NonNullable<Policy['notifications']['quietHours']>

const minuteMs = 60_000
const dayMinutes = 24 * 60
/** Who wants quiet on all days is told after a week all the same. */
const longestDays = 8
/** A day may be shorter or longer by this where clocks are changed. */
const clockChange = 120

/** Until when nobody is to be told; undefined: it is not quiet now. Pure. */
export function quietUntil(quietHours: QuietHours | undefined, now: Date): Date | undefined {
  if (!quietHours) return undefined
  const clock = localClock(quietHours.timeZone)
  const end = now.getTime() + longestDays * dayMinutes * minuteMs
  let at = now.getTime()
  while (at < end) {
    const local = clock(new Date(at))
    const left = quietFor(quietHours, local)
    if (left === 0) break
    // Minute by minute at last, since the clocks may be changed on the way.
    const step = left > clockChange ? left - clockChange : 1
    at = Math.floor(at / minuteMs) * minuteMs + step * minuteMs
  }
  return at === now.getTime() ? undefined : new Date(at)
}

/**
 * Until when owners are not to be told of what stands; undefined: at once. What is about to be taken from them before it is not quiet any
 * more they are told in time all the same: else they would not have been warned. Pure.
 */
export function toldNotBefore(
  quietHours: QuietHours | undefined,
  takenAt: Date | undefined,
  now: Date,
): Date | undefined {
  const until = quietUntil(quietHours, now)
  const isTakenBefore = until && takenAt && takenAt > now && takenAt <= until
  return isTakenBefore ? undefined : until
}

export interface LocalTime {
  readonly day: string
  /** Since midnight. */
  readonly minutes: number
}

/** For how many minutes it stays quiet at least, within this day; 0: it is not quiet. */
function quietFor({ from, to, days }: QuietHours, { day, minutes }: LocalTime): number {
  if (days?.some((one) => one === day)) return dayMinutes - minutes
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  if (begin < end) return minutes >= begin && minutes < end ? end - minutes : 0
  if (begin === end) return 0
  if (minutes < end) return end - minutes
  return minutes >= begin ? dayMinutes - minutes : 0
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** What a clock on a wall in a time zone shows. */
export function localClock(timeZone: string): (at: Date) => LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const number = (name: 'hour' | 'minute'): number => Number(parts.get(name))
    return {
      day: (parts.get('weekday') ?? '').toLowerCase(),
      minutes: number('hour') * 60 + number('minute'),
    }
  }
}
