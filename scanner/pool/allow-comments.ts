import { redact } from '../engine/excerpt.ts'
import type { Match } from '../engine/match.ts'

/** A comment that asks to allow what stands on its line or the next; read by policies/, which decides whether it counts. */
export interface AllowComment {
  /** 1-based. */
  readonly line: number
  /** From the marker to the end of the line, at most 400 characters. */
  readonly text: string
}

/** What such a comment begins with. */
export const allowMarker = 'gatehouse:allow'
const mostPerFile = 1000

/**
 * Reads the allow comments of a file.
 * @param places where the marker stands, ascending
 * @param secrets of the same bytes, sorted; they are masked
 */
export function readAllowComments(
  bytes: Uint8Array,
  places: readonly number[],
  secrets: readonly Match[],
): readonly AllowComment[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let line = 1
  let counted = 0
  return places.slice(0, mostPerFile).map((at) => {
    for (
      let next = buffer.indexOf(10, counted);
      next !== -1 && next < at;
      next = buffer.indexOf(10, counted)
    ) {
      line += 1
      counted = next + 1
    }
    const lineEnd = buffer.indexOf(10, at)
    const end = Math.min(lineEnd === -1 ? buffer.length : lineEnd, at + 400)
    const spans = secrets
      .filter((match) => match.end > at && match.start < end)
      .map((match) => ({ start: match.start - at, end: match.end - at, shown: 0 }))
    return { line, text: redact(bytes.subarray(at, end), spans).trimEnd() }
  })
}
