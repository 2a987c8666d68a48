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

/** Where a part of a scalar occurs, in its value and in the file. */
interface Occurrences {
  readonly inValue: readonly number[]
  readonly inSource: readonly number[]
}

/** The same part of the same scalar is looked up once for each of its occurrences; without this, each look would start over. */
const known = new WeakMap<ScalarNode, Map<string, Occurrences>>()

/**
 * Where a part of a scalar's value stands in the file. The value and the source differ (indentation, escapes), so the part is
 * looked for by its text; where it can't be found as written, the whole scalar is meant.
 * @param part what to find: a word, a flag, an expression
 * @param at its offset in `node.text`; tells one occurrence from another
 */
export function within(document: Document, node: ScalarNode, part: string, at: number): Range {
  const whole = { start: node.start, end: node.end }
  if (part === '') return whole
  const occurrences = occurrencesOf(document, node, part)
  if (!occurrences) return whole
  const { inValue, inSource } = occurrences
  const nth = inValue.length === 0 || inValue[0]! >= at ? 0 : lastAtOrBefore(inValue, at - 1) + 1
  const found = inSource[nth]
  return found === undefined ? whole : { start: found, end: found + part.length }
}

/** Each different part costs a look through the whole text; after so many the whole scalar has to do as the place. */
const mostParts = 300

function occurrencesOf(document: Document, node: ScalarNode, part: string): Occurrences | null {
  const parts = known.get(node) ?? new Map<string, Occurrences>()
  known.set(node, parts)
  const before = parts.get(part)
  if (before) return before
  if (parts.size >= mostParts) return null
  const source = document.text.slice(node.start, node.end)
  // The header of a block scalar (`|- # comment`) is not part of its value.
  const from = /^[|>]/.test(source) ? Math.max(0, source.indexOf('\n')) : 0
  const inSource = offsetsOf(source, part, from).map((offset) => node.start + offset)
  const found = { inValue: offsetsOf(node.text, part, 0), inSource }
  parts.set(part, found)
  return found
}

function offsetsOf(text: string, part: string, from: number): number[] {
  const found: number[] = []
  for (let at = text.indexOf(part, from); at !== -1; at = text.indexOf(part, at + 1)) found.push(at)
  return found
}
