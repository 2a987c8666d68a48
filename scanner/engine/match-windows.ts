import type { CompiledRules } from './compile-rules.ts'
import { matchBytes, type OnProblem } from './match-bytes.ts'
import type { Match } from './match.ts'
import { atStart, type Point, walk } from './position.ts'

/** Matches the next window of a file: bytes that start at `offset`; `last` where the file ends with them. */
export type MatchWindow = (window: Uint8Array, offset: number, last: boolean) => readonly Match[]

/**
 * Matches a large file window by window, so that memory does not grow with the file.
 * @param overlap how many bytes two neighbouring windows share: more than the longest secret
 * @returns a function to call with each window in order; it returns the matches that no earlier call has returned
 */
export function createWindowMatcher(rules: CompiledRules, overlap: number, onProblem: OnProblem): MatchWindow {
  let origin: Point = atStart
  let doneTo = 0
  return (window, offset, last) => {
    const step = window.length - overlap
    // A secret that starts in the overlap may be cut by this window's end; the next one has it whole.
    const limit = last ? Infinity : offset + step
    const matches = matchBytes(rules, window, onProblem, origin).filter((match) => {
      const start = offset + match.start
      return start >= doneTo && start < limit
    })
    if (last) return matches
    doneTo = Math.max(limit, ...matches.slice(-1).map((match) => offset + match.end))
    origin = { ...walk(window, { ...origin, offset: 0 }, step), offset: offset + step }
    return matches
  }
}
