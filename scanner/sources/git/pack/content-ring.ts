/** Where a content is in the ring's memory. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * A cache of contents in one piece of memory that is written round and round: the oldest are overwritten. Nothing is
 * allocated for a content, which for hundreds of thousands of them would keep the garbage collector busy.
 */
export interface ContentRing {
  /** Another one after each `reserve` that needs more of it. */
  readonly memory: () => Buffer
  readonly find: (key: number) => Range | undefined
  /**
   * Makes room for a content, to be written by the caller.
   * @param keep a content that must not be overwritten now; together they may take at most the ring's capacity
   */
  readonly reserve: (key: number, size: number, keep?: Range) => Range
  /** Forgets a content that turned out not to be sound. */
  readonly forget: (key: number) => void
}

/**
 * Bytes to begin with. The collector counts what was allocated and not what is used: were it all of the capacity, it would go through the
 * whole heap after every few repositories, however small they are.
 */
const least = 64 * 1024

/** @param capacity bytes, of which only those are allocated that are needed, from `first` on */
export function createContentRing(capacity: number, first = least): ContentRing {
  let memory = Buffer.allocUnsafeSlow(Math.min(first, capacity))
  // In the order in which they were written, which is also the order in which they lie.
  const held = new Map<number, Range>()
  let next = 0
  // The second half is for contents of which few fit into the first.
  let limit = capacity / 2

  /** Forgets contents, the oldest first, as long as they are in the way. */
  const clear = (isInTheWay: (range: Range) => boolean): void => {
    for (const [key, range] of held) {
      if (!isInTheWay(range)) return
      held.delete(key)
    }
  }

  const wrap = (): void => {
    const from = next
    clear((range) => range.start >= from)
    next = 0
  }

  const grow = (needed: number): void => {
    if (needed <= memory.length) return
    const larger = Buffer.allocUnsafeSlow(Math.min(capacity, Math.max(needed, memory.length * 2)))
    memory.copy(larger)
    memory = larger
  }

  const reserve = (key: number, size: number, keep?: Range): Range => {
    if (size > limit / 3) limit = capacity
    if (next + size > limit) wrap()
    if (keep !== undefined && next < keep.end && keep.start < next + size) {
      // What lies up to its end is the oldest; it is forgotten, but stays in memory until the next round.
      clear((range) => range.start >= next && range.start < keep.end)
      next = keep.end
      if (next + size > limit) wrap()
    }
    const range = { start: next, end: next + size }
    clear((other) => other.start >= range.start && other.start < range.end)
    held.delete(key)
    held.set(key, range)
    next = range.end
    grow(next)
    return range
  }

  return { memory: () => memory, find: (key) => held.get(key), reserve, forget: (key) => held.delete(key) }
}
