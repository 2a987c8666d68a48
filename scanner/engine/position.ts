import type { Place } from './inspection.ts'

const newline = 10

/** A point in a text: bytes before it, and its 1-based line and column in UTF-16 units. */
export interface Point {
  readonly offset: number
  readonly line: number
  readonly column: number
}

export const atStart: Point = { offset: 0, line: 1, column: 1 }

/**
 * The point at `offset`, found by walking on from an earlier one.
 * @param bytes UTF-8; a byte that is not counts as one unit, as it is shown
 * @param from a point in the same bytes, not after `offset`
 */
export function walk(bytes: Uint8Array, from: Point, offset: number): Point {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  // Not searched beyond the offset: in a file that is one long line every step would go through the rest of it.
  const passed = buffer.subarray(from.offset, Math.max(from.offset, offset))
  let { line, column } = from
  let at = 0
  for (let next = passed.indexOf(newline); next !== -1; next = passed.indexOf(newline, at)) {
    line += 1
    column = 1
    at = next + 1
  }
  return { offset, line, column: column + passed.toString('utf8', at).length }
}

/**
 * Turns byte ranges into places; ranges must come in ascending order of their starts. Each byte is walked about once, also
 * in a file that is one long line, and where thousands of ranges are the same: all that was decoded from one base64 run.
 * @param origin where `bytes` stands in a larger text that is read window by window
 */
export function placesIn(bytes: Uint8Array, origin: Point = atStart): (start: number, end: number) => Place {
  let from: Point = { ...origin, offset: 0 }
  let to = from
  return (start, end) => {
    from = walk(bytes, nearest(from, to, start), start)
    to = walk(bytes, nearest(from, to, end), end)
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}

/** The later of two points, of which the first is not after the offset, from where to walk there. */
const nearest = (sure: Point, maybe: Point, offset: number): Point =>
  maybe.offset <= offset && maybe.offset > sure.offset ? maybe : sure
