/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** An integer from 0 up to and without `below`. */
  readonly below: (below: number) => number
  readonly oneOf: <T>(items: readonly T[]) => T
}

/** Mulberry32: 32 bits of state are enough to choose from a hundred things a few thousand times. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    oneOf(items) {
      const chosen = items[below(items.length)]
      if (chosen === undefined) throw new Error('There is nothing to choose from')
      return chosen
    },
  }
}
