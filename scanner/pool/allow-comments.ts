import { redact } from '../engine/excerpt.ts'
import type { Match } from '../engine/match.ts'

/** A comment that asks to allow what stands on its line or the next; read by policies/, which decides whether it counts. */
export interface AllowComment {
  /** 1-based. */
  readonly line: number
  /** From the marker to the end of the line, at most 400 characters. */
  readonly text: string
}

const marker = 'gatehouse:allow'
const mostPerFile = 1000

/**
 * Finds the allow comments of a file; costs one search for the marker where there is none.
 * @param secrets of the same bytes, sorted; they are masked
 */
export function readAllowComments(bytes: Uint8Array, secrets: readonly Match[]): readonly AllowComment[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const comments: AllowComment[] = []
  let line = 1
  let counted = 0
  for (
    let at = buffer.indexOf(marker);
    at !== -1 && comments.length < mostPerFile;
    at = buffer.indexOf(marker, at + 1)
  ) {
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
    comments.push({ line, text: redact(bytes.subarray(at, end), spans).trimEnd() })
  }
  return comments
}
