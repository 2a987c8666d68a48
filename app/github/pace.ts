/**
 * Lets requests pass no faster than so many a minute, and as many at once where none came for a minute: a small organization is
 * looked at without waiting, and within any minute at most twice as many pass. GitHub counts 900 points a minute, a read is one, and whoever keeps
 * meeting that limit may be shut out altogether.
 * Source: docs "Rate limits for the REST API", "About secondary rate limits".
 * @param now milliseconds since 1970
 */
export function createPace(perMinute: number, now: () => number): () => Promise<void> {
  const interval = 60_000 / perMinute
  const burst = Number.isFinite(perMinute) ? perMinute : 0
  let next = -Infinity
  let last = -Infinity
  return async () => {
    const at = now()
    // Where somebody puts the clock back, nobody waits until it is as late again.
    if (at < last) next -= last - at
    last = at
    next = Math.max(next, at - burst * interval) + interval
    const wait = next - at
    if (wait > 0)
      await new Promise<void>((resolve) => {
        setTimeout(resolve, wait)
      })
  }
}
