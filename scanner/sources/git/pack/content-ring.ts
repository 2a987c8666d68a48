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
  readonly memory: Buffer
  readonly find: (key: number) => Range | undefined
  /**
   * Makes room for a content, to be written by the caller.
   * @param keep a content that must not be overwritten now; together they may take at most the ring's capacity
   */
  readonly reserve: (key: number, size: number, keep?: Range) => Range
  /** Forgets a content that turned out not to be sound. */
  readonly forget: (key: number) => void
}

export function createContentRing(capacity: number): ContentRing {
  const memory = Buffer.allocUnsafeSlow(capacity)
  // In the order in which they were written, which is also the order in which they lie.
  const held = new Map<number, Range>()
  let next = 0
  // Memory that was never written to takes none: the second half is for contents of which few fit into the first.
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
    return range
  }

  return { memory, find: (key) => held.get(key), reserve, forget: (key) => held.delete(key) }
}
