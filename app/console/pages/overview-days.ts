import type { Schema } from '../api.ts'
import type { Trend } from '../parts/trend/trend.ts'

const day = 24 * 60 * 60_000

/** Every day from the first to the last, with a gap where nobody looked. @param trend the oldest first, not empty */
export function daysOf(trend: Schema<'Overview'>['trend']): Trend {
  const byDay = new Map(trend.map((one) => [one.day, one]))
  const first = Date.parse(trend[0]!.day)
  const count = Math.round((Date.parse(trend.at(-1)!.day) - first) / day) + 1
  const days = Array.from({ length: count }, (_, at) => new Date(first + at * day).toISOString().slice(0, 10))
  const over = (value: 'reached' | 'allowed' | 'exposedSecrets') =>
    days.map((one) => byDay.get(one)?.[value] ?? null)
  return {
    title: 'The last 90 days',
    days,
    series: [
      { name: 'Repositories reached', tone: 'accent', values: over('reached') },
      { name: 'Reached and allowed', tone: 'success', values: over('allowed') },
      { name: 'Secrets that Claude can read', tone: 'danger', values: over('exposedSecrets') },
    ],
  }
}
