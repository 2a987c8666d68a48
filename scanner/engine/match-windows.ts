import type { CompiledRules } from './compile-rules.ts'
import { encodingOf, pieceToUtf8, type TextEncoding } from './decode/text-encoding.ts'
import { matchText } from './match-bytes.ts'
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
  onProblem: (problem: string) => void,
): MatchWindow {
  let encoding: TextEncoding = { unit: 'utf8', mark: 0 }
  let origin: Point = atStart
  // Offsets in the file, whatever its encoding.
  let doneTo = 0
  return (window, offset, last) => {
    if (offset === 0) encoding = encodingOf(window)
    const { text, base, isAt, bytesTo } = openWindow(window, offset, encoding)
    const step = window.length - overlap
    // A secret far into the overlap may be cut by this window's end; one right at the next window's start would be judged
    // there without what stands before it. A quarter into the overlap both windows see enough.
    const limit = last ? Infinity : offset + step + (overlap >> 2)
    const [from, to] = [isAt(doneTo - base), last ? Infinity : isAt(limit - base)]
    // Only at the start of a file the first bytes say what it is; and an archive that is cut can't be unpacked.
    const frame = { ...(offset === 0 && { onProblem }), origin, isPart: true }
    const matches = matchText(rules, text, frame).filter(({ start }) => start >= from && start < to)
    if (last) return matches
    const lastEnd = matches.at(-1)?.end
    doneTo = Math.max(limit, lastEnd === undefined ? 0 : base + bytesTo(lastEnd))
    const next = step + (isUtf16(encoding) ? 0 : continuationBytes(window, step))
    origin = { ...walk(text, { ...origin, offset: 0 }, isAt(offset + next - base)), offset: offset + next }
    return matches
  }
}

/** A window as UTF-8. */
interface OpenWindow {
  readonly text: Uint8Array
  /** Where in the file the text begins. */
  readonly base: number
  /** Where in the text something is that is `bytes` of the file behind `base`. */
  readonly isAt: (bytes: number) => number
  /** How many bytes of the file lead to an offset in the text. */
  readonly bytesTo: (offset: number) => number
}

function openWindow(window: Uint8Array, offset: number, encoding: TextEncoding): OpenWindow {
  if (isUtf16(encoding)) {
    const raw = window.subarray(offset === 0 ? encoding.mark : 0)
    const text = Buffer.from(pieceToUtf8(raw, encoding))
    const units = (at: number): number => text.toString('utf8', 0, at).length
    const isAt = (bytes: number): number => pieceToUtf8(raw.subarray(0, Math.max(0, bytes)), encoding).length
    return { text, base: offset + window.length - raw.length, isAt, bytesTo: (at) => units(at) * 2 }
  }
  // A window may begin with the mark, or inside a character, which the one before has counted.
  const skipped = offset === 0 ? encoding.mark : continuationBytes(window, 0)
  return { text: window.subarray(skipped), base: offset + skipped, isAt: (at) => at, bytesTo: (at) => at }
}

const isUtf16 = ({ unit }: TextEncoding): boolean => unit !== 'utf8'

/** How many bytes from `at` on belong to a UTF-8 character that began before; 0 at the start of a file. */
function continuationBytes(bytes: Uint8Array, at: number): number {
  let count = 0
  while (count < 3 && (bytes[at + count]! & 0xc0) === 0x80) count += 1
  return count
}
