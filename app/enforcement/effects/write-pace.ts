/**
 * How much an App may write that people are told of, in one organization. GitHub calls it content, and shuts out who makes more.
 * Source: docs "Rate limits for the REST API", "About secondary rate limits".
 */
export const contentLimits = [
  { most: 80, withinMs: 60_000 },
  { most: 500, withinMs: 60 * 60_000 },
] as const

/**
 * When the next write may be made. Pure.
 * @param recent instants of those that were made within the last hour, oldest first
 */
export function nextWriteAt(recent: readonly Date[], now: Date): Date {
  const instants = contentLimits.map(({ most, withinMs }) => {
    const oldest = recent.at(-most)
    return recent.length < most || oldest === undefined ? 0 : oldest.getTime() + withinMs
  })
  return new Date(Math.max(now.getTime(), ...instants))
}

/**
 * When so many writes will be made, at best. Pure.
 * @param recent instants of those that were made within the last hour, oldest first
 */
export function whenWritten(recent: readonly Date[], count: number, now: Date): Date {
  const made = [...recent]
  let at = now
  for (let index = 0; index < count; index += 1) {
    at = nextWriteAt(made, at)
    made.push(at)
  }
  return at
}
