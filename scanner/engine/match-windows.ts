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
export function createWindowMatcher(
  rules: CompiledRules,
  overlap: number,
  onProblem: OnProblem,
): MatchWindow {
  let origin: Point = atStart
  let doneTo = 0
  return (window, offset, last) => {
    // A window may begin inside a character, which the one before has counted.
    const skipped = continuationBytes(window, 0)
    const text = window.subarray(skipped)
    const base = offset + skipped
    const step = window.length - overlap
    // A secret far into the overlap may be cut by this window's end; one right at the next window's start would be judged
    // there without what stands before it. A quarter into the overlap both windows see enough.
    const limit = last ? Infinity : offset + step + (overlap >> 2)
    const matches = matchBytes(rules, text, onProblem, origin).filter(
      ({ start }) => base + start >= doneTo && base + start < limit,
    )
    if (last) return matches
    doneTo = Math.max(limit, ...matches.slice(-1).map(({ end }) => base + end))
    const next = step + continuationBytes(window, step)
    origin = { ...walk(text, { ...origin, offset: 0 }, next - skipped), offset: offset + next }
    return matches
  }
}

/** How many bytes from `at` on belong to a UTF-8 character that began before; 0 at the start of a file. */
function continuationBytes(bytes: Uint8Array, at: number): number {
  let count = 0
  while (count < 3 && (bytes[at + count]! & 0xc0) === 0x80) count += 1
  return count
}
