/** Places that a search found, each with its kind. */
export interface Hits {
  readonly count: number
  readonly positions: Uint32Array
  /** For literals: which one; for signs: one of `signs`. */
  readonly kinds: Uint32Array
}

/** Hits that a search writes to. It is used again for each text, because a new list for each keeps the collector busy. */
export interface HitList {
  count: number
  positions: Uint32Array
  kinds: Uint32Array
}

export const createHits = (): HitList => ({
  count: 0,
  positions: new Uint32Array(1024),
  kinds: new Uint32Array(1024),
})

export function addHit(list: HitList, position: number, kind: number): void {
  if (list.count === list.positions.length) reserve(list, list.count + 1)
  list.positions[list.count] = position
  list.kinds[list.count] = kind
  list.count += 1
}

/** Adds what the kernel wrote: pairs of position and kind. */
export function addPairs(list: HitList, pairs: Uint32Array): void {
  const count = pairs.length / 2
  if (list.count + count > list.positions.length) reserve(list, list.count + count)
  const { positions, kinds, count: from } = list
  for (let index = 0; index < count; index += 1) {
    positions[from + index] = pairs[index * 2]!
    kinds[from + index] = pairs[index * 2 + 1]!
  }
  list.count += count
}

function reserve(list: HitList, least: number): void {
  const size = Math.max(least, list.positions.length * 2)
  const [positions, kinds] = [new Uint32Array(size), new Uint32Array(size)]
  positions.set(list.positions)
  kinds.set(list.kinds)
  list.positions = positions
  list.kinds = kinds
}
