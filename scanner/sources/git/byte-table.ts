/**
 * Distinct byte strings, numbered from 0 in the order of their first appearance. A million object ids or paths as
 * strings in a Map take some 150 MB; here they take their own bytes plus 16 each.
 */
export interface ByteTable {
  /** The number of `source[start, end)`, new or known. */
  readonly intern: (source: Uint8Array, start: number, end: number) => number
  /** The number of `source[start, end)`, or -1 where it was never interned. */
  readonly find: (source: Uint8Array, start: number, end: number) => number
  /** A view of the bytes with this number; valid until the next `intern`. */
  readonly bytes: (index: number) => Uint8Array
  /** A view of all of them, one after the other; valid until the next `intern`. */
  readonly all: () => Uint8Array
  readonly count: () => number
}

/** @param seed anything not known beforehand, so that nobody can prepare names that all collide */
export function createByteTable(seed: number = Math.floor(Math.random() * 0x7fffffff)): ByteTable {
  let arena = new Uint8Array(1 << 16)
  let ends = new Float64Array(1 << 10)
  let hashes = new Int32Array(1 << 10)
  // Open addressing; a slot holds number + 1, 0 is free.
  let slots = new Int32Array(1 << 12)
  let count = 0

  const startOf = (index: number): number => (index === 0 ? 0 : ends[index - 1]!)

  const slotOf = (hash: number, source: Uint8Array, start: number, end: number): number => {
    const mask = slots.length - 1
    let slot = (hash >>> 7) & mask
    for (let held = slots[slot]!; held !== 0; held = slots[slot]!) {
      if (hashes[held - 1] === hash && isSame(held - 1, source, start, end)) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }

  const isSame = (index: number, source: Uint8Array, start: number, end: number): boolean => {
    const from = startOf(index)
    if (ends[index]! - from !== end - start) return false
    for (let at = start, own = from; at < end; at += 1, own += 1) if (source[at] !== arena[own]) return false
    return true
  }

  const append = (source: Uint8Array, start: number, end: number, hash: number): void => {
    const from = startOf(count)
    const to = from + end - start
    if (to > arena.length) arena = grown(arena, Math.max(to, arena.length * 2), Uint8Array)
    if (count === ends.length) {
      ends = grown(ends, count * 2, Float64Array)
      hashes = grown(hashes, count * 2, Int32Array)
    }
    for (let at = start, own = from; at < end; at += 1, own += 1) arena[own] = source[at]!
    ends[count] = to
    hashes[count] = hash
    count += 1
  }

  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2)
    const mask = slots.length - 1
    for (let index = 0; index < count; index += 1) {
      let slot = (hashes[index]! >>> 7) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = index + 1
    }
  }

  return {
    intern(source, start, end) {
      const hash = hashOf(source, start, end, seed)
      const slot = slotOf(hash, source, start, end)
      const held = slots[slot]!
      if (held !== 0) return held - 1
      append(source, start, end, hash)
      slots[slot] = count
      if (count * 2 > slots.length) rehash()
      return count - 1
    },
    find: (source, start, end) => slots[slotOf(hashOf(source, start, end, seed), source, start, end)]! - 1,
    bytes: (index) => arena.subarray(startOf(index), ends[index]),
    all: () => arena.subarray(0, startOf(count)),
    count: () => count,
  }
}

/** FNV-1a over the bytes, then mixed so that all bits of the slot number depend on all bytes. */
function hashOf(source: Uint8Array, start: number, end: number, seed: number): number {
  let hash = seed | 0
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ source[at]!, 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}

/** A longer copy of a typed array. */
export function grown<T extends Uint8Array | Int32Array | Float64Array>(
  array: T,
  length: number,
  kind: new (length: number) => T,
): T {
  const longer = new kind(length)
  longer.set(array)
  return longer
}
