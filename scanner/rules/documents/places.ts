import type { Place } from '../../engine/inspection.ts'
import type { Document, Range, ScalarNode } from './document.ts'

/** Turns UTF-16 ranges of a text into places; any order, any number of times. */
export function placesOf(text: string): (range: Range) => Place {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const point = (offset: number) => {
    const bounded = Math.min(Math.max(offset, 0), text.length)
    const line = lastAtOrBefore(starts, bounded)
    return { line: line + 1, column: bounded - starts[line]! + 1 }
  }
  return ({ start, end }) => {
    const from = point(start)
    const to = point(Math.max(start, end))
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * Where a part of a scalar's value stands in the file. The value and the source differ (indentation, escapes), so the part is
 * looked for by its text; where it can't be found as written, the whole scalar is meant.
 * @param part what to find: a word, a flag, an expression
 * @param at its offset in `node.text`; tells one occurrence from another
 */
export function within(document: Document, node: ScalarNode, part: string, at: number): Range {
  const whole = { start: node.start, end: node.end }
  if (part === '') return whole
  let nth = 0
  for (let next = node.text.indexOf(part); next !== -1 && next < at; next = node.text.indexOf(part, next + 1))
    nth += 1
  const source = document.text.slice(node.start, node.end)
  // The header of a block scalar (`|- # comment`) is not part of its value.
  let found = source.indexOf(part, /^[|>]/.test(source) ? source.indexOf('\n') : 0)
  while (found !== -1 && nth > 0) {
    found = source.indexOf(part, found + 1)
    nth -= 1
  }
  return found === -1 ? whole : { start: node.start + found, end: node.start + found + part.length }
}
