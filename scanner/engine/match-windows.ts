import type { CompiledRules } from './compile-rules.ts'
import { matchBytes, type OnProblem } from './match-bytes.ts'
import type { Match } from './match.ts'
import { atStart, type Point, walk } from './position.ts'

/** Files up to this size are read and matched whole. */
export const windowSize = 4 << 20
/** What a window repeats of the one before: more than the longest secret and the line it stands on need. */
export const windowOverlap = 64 << 10

/**
 * Matches a large file window by window, so that memory does not grow with the file.
 * @returns a function to call with each window in turn: `windowSize` bytes that start `windowSize - windowOverlap` after the
 *   window before, the last one shorter; it returns the matches that no earlier call has returned
 */
export function createWindowMatcher(
  rules: CompiledRules,
  onProblem: OnProblem = () => {},
): (window: Uint8Array, isLast: boolean) => readonly Match[] {
  let origin: Point = atStart
  let doneTo = 0
  return (window, isLast) => {
    const base = origin.offset
    const step = windowSize - windowOverlap
    // A secret that starts in the overlap may be cut by this window's end; the next one has it whole.
    const limit = isLast ? Infinity : base + step
    const matches = matchBytes(rules, window, onProblem, origin).filter((match) => {
      const start = base + match.start
      return start >= doneTo && start < limit
    })
    doneTo = Math.max(limit === Infinity ? doneTo : limit, ...matches.slice(-1).map((match) => base + match.end))
    if (!isLast) origin = { ...walk(window, { ...origin, offset: 0 }, step), offset: base + step }
    return matches
  }
}
