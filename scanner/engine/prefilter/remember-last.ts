import { type CommonPart, commonParts } from './common-parts.ts'
import { longestLook } from './literals.ts'
import type { FindLiterals } from './scan.ts'

/** Smaller texts are searched sooner than compared. */
const worthwhile = 4096

/**
 * A search that remembers the text before. The versions of a file come one after the other when history is read and have
 * most in common: there the hits are those of the version before, and only what changed is searched.
 * Finds exactly what `find` finds.
 */
export function rememberLast(find: FindLiterals): FindLiterals {
  const last = createKeptText()
  let known = createHits()
  let spare = createHits()
  return (bytes) => {
    const now = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const hits = spare
    hits.positions.length = 0
    hits.literals.length = 0
    const parts = bytes.length < worthwhile ? [] : commonParts(last.bytes(), now)
    let searched = 0
    for (const part of parts) {
      // Hits near the end of a part depend on bytes behind it, so they are searched anew.
      const kept = part.now + part.length - (isEnd(part, last.bytes(), now) ? 0 : longestLook)
      if (kept <= part.now) continue
      search(find, now, searched, part.now, hits)
      copy(known, part.before, kept - part.now, part.now - part.before, hits)
      searched = kept
    }
    search(find, now, searched, now.length, hits)
    last.keep(now)
    ;[known, spare] = [hits, known]
    return {
      count: hits.positions.length,
      position: (index) => hits.positions[index]!,
      literal: (index) => hits.literals[index]!,
    }
  }
}

interface KeptHits {
  readonly positions: number[]
  readonly literals: number[]
}

const createHits = (): KeptHits => ({ positions: [], literals: [] })

const isEnd = (part: CommonPart, before: Buffer, now: Buffer): boolean =>
  part.before + part.length === before.length && part.now + part.length === now.length

/** Searches for hits that begin from `from` up to `to`. */
function search(find: FindLiterals, bytes: Buffer, from: number, to: number, into: KeptHits): void {
  if (from >= to) return
  const found = find(bytes.subarray(from, Math.min(bytes.length, to + longestLook)))
  for (let index = 0; index < found.count; index += 1) {
    const at = from + found.position(index)
    if (at >= to) continue
    into.positions.push(at)
    into.literals.push(found.literal(index))
  }
}

/** Takes over the hits that begin in `length` bytes from `from` on. */
function copy(known: KeptHits, from: number, length: number, shift: number, into: KeptHits): void {
  for (let index = firstNear(known.positions, from); index < known.positions.length; index += 1) {
    const at = known.positions[index]!
    // Hits may come a position out of order.
    if (at > from + length) break
    if (at < from || at >= from + length) continue
    into.positions.push(at + shift)
    into.literals.push(known.literals[index]!)
  }
}

function firstNear(positions: readonly number[], offset: number): number {
  let [low, high] = [0, positions.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (positions[middle]! < offset - 1) low = middle + 1
    else high = middle
  }
  return low
}

/** A copy of a text in memory that is used again: a new one for each blob of a history would keep the collector busy. */
function createKeptText(): { bytes: () => Buffer; keep: (bytes: Buffer) => void } {
  let memory = Buffer.allocUnsafeSlow(1 << 16)
  let length = 0
  return {
    bytes: () => memory.subarray(0, length),
    keep: (bytes) => {
      if (bytes.length > memory.length) memory = Buffer.allocUnsafeSlow(bytes.length * 2)
      length = bytes.copy(memory)
    },
  }
}
