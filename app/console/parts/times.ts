const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })

/** `3 hours ago`, `in 12 days`. What begins as thirty days is not said to be 29 a second later. Pure. */
export function relativeTime(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const unit = units.find(([, length]) => Math.abs(seconds) >= length)
  if (!unit) return 'now'
  const [name, length] = unit
  return relative.format(seconds > 0 ? Math.round(seconds / length) : Math.trunc(seconds / length), name)
}

/** With the time zone, because people in several compare. */
export const absoluteTime = (at: Date): string => absolute.format(at)

/** `27 Nov 2026`, where whoever reads it is. */
export const dayOf = (at: Date): string => day.format(at)

/** A day that is the same wherever it is read: `2026-11-27` as `27 Nov 2026`. Pure. */
export const plainDay = (written: string): string => dayOf(new Date(`${written}T00:00:00`))
