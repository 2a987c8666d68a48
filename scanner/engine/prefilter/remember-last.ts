import { type CommonPart, commonParts } from './common-parts.ts'
import { longestLook } from './literals.ts'
import { addHit, createHits, type HitList, type Hits } from './hits.ts'
import type { Found, Search } from './scan.ts'
import { signLookBehind } from './signs.ts'

/** Smaller texts are searched sooner than compared. */
const worthwhile = 4096

/**
 * A search that remembers the text before. The versions of a file come one after the other when history is read and have
 * most in common: there the hits are those of the version before, and only what changed is searched.
 * Finds exactly what `find` finds.
 */
export function rememberLast(find: Search): Search {
  const last = createKeptText()
  let known = createFound()
  let spare = createFound()
  return (bytes) => {
    const now = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const found = spare
    found.literals.count = 0
    found.signs.count = 0
    const parts = bytes.length < worthwhile ? [] : commonParts(last.bytes(), now)
    let searched = 0
    for (const part of parts) {
      // Hits near the ends of a part depend on bytes beside it, so they are searched anew.
      const from = part.now + (part.now === 0 && part.before === 0 ? 0 : signLookBehind)
      const to = part.now + part.length - (isEnd(part, last.bytes(), now) ? 0 : longestLook)
      if (to <= from) continue
      search(find, now, searched, from, found)
      const shift = part.now - part.before
      copy(known.literals, from - shift, to - from, shift, found.literals)
      copy(known.signs, from - shift, to - from, shift, found.signs)
      searched = to
    }
    search(find, now, searched, now.length, found)
    last.keep(now)
    ;[known, spare] = [found, known]
    return found
  }
}

interface KeptFound extends Found {
  readonly literals: HitList
  readonly signs: HitList
}

const createFound = (): KeptFound => ({ literals: createHits(), signs: createHits() })

const isEnd = (part: CommonPart, before: Buffer, now: Buffer): boolean =>
  part.before + part.length === before.length && part.now + part.length === now.length

/** Searches for hits that begin from `from` up to `to`. */
function search(find: Search, bytes: Buffer, from: number, to: number, into: KeptFound): void {
  if (from >= to) return
  const start = Math.max(0, from - signLookBehind)
  const found = find(bytes.subarray(start, Math.min(bytes.length, to + longestLook)))
  keep(found.literals, start, from, to, into.literals)
  keep(found.signs, start, from, to, into.signs)
}

function keep(
  { count, positions, kinds }: Hits,
  start: number,
  from: number,
  to: number,
  into: HitList,
): void {
  for (let index = 0; index < count; index += 1) {
    const at = start + positions[index]!
    if (at >= from && at < to) addHit(into, at, kinds[index]!)
  }
}

/** Takes over the hits that begin in `length` bytes from `from` on. */
function copy(known: Hits, from: number, length: number, shift: number, into: HitList): void {
  for (let index = firstNear(known, from); index < known.count; index += 1) {
    const at = known.positions[index]!
    // Hits may come a position out of order.
    if (at > from + length) break
    if (at < from || at >= from + length) continue
    addHit(into, at + shift, known.kinds[index]!)
  }
}

function firstNear({ count, positions }: Hits, offset: number): number {
  let [low, high] = [0, count]
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
