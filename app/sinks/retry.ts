/** Between tries of a sink that fails: a second, doubled up to two minutes, so that a receiver that is back is soon up to date. */
const firstPauseMs = 1000
const longestPauseMs = 2 * 60 * 1000
/** A receiver's wish is followed up to here: longer, and it is tried. */
const longestWishMs = 15 * 60 * 1000

/**
 * When a sink is tried again. Pure.
 * @param failures before this one, in a row
 * @param random 0 … 1: sinks that failed together do not come back together
 */
export function nextTry(failures: number, wish: Date | undefined, now: Date, random: number): Date {
  const pause = Math.min(firstPauseMs * 2 ** Math.min(failures, 20), longestPauseMs) * (0.5 + random)
  const wished = wish === undefined ? 0 : Math.min(wish.getTime() - now.getTime(), longestWishMs)
  return new Date(now.getTime() + Math.max(pause, wished))
}
