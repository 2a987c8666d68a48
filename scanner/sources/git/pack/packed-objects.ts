import { applyDelta, deltaSizes } from './apply-delta.ts'
import { createContentRing, type Range } from './content-ring.ts'
import { openPacks } from './open-packs.ts'
import { offsetOf } from './places.ts'

export interface PackedObjects {
  /**
   * The content of the object at a position; valid until the next call. null where it is larger than 8 MiB or cannot be put
   * together: git then has the last word.
   */
  readonly read: (position: number) => Uint8Array | null
  readonly close: () => void
}

const maxSize = 8 * 1024 * 1024
// Room for a base and what is made of it wherever they lie, and for many small ones; see ContentRing.
const cacheBytes = 3 * maxSize
// git makes chains of 50 by default and of 4095 at most.
const maxChain = 5000

/**
 * Reads objects from packs without git: nothing goes through a pipe, and in the order of `inPackOrder` every base is unpacked
 * about once.
 * @param paths of the packs, as positions count them
 */
export function openPackedObjects(paths: readonly string[], idLength: number): PackedObjects {
  const packs = openPacks(paths, idLength)
  const ring = createContentRing(cacheBytes)

  /** Puts a content without a base into the ring. */
  const keep = (position: number, data: Uint8Array): Range => {
    const range = ring.reserve(position, data.length)
    ring.memory().set(data, range.start)
    return range
  }

  const build = (position: number, base: Range, delta: Uint8Array): Range | null => {
    const sizes = deltaSizes(delta)
    if (sizes === null || sizes.base !== base.end - base.start || sizes.result > maxSize) return null
    const range = ring.reserve(position, sizes.result, base)
    if (applyDelta(ring.memory(), base.start, range.start, delta, sizes)) return range
    ring.forget(position)
    return null
  }

  const find = (position: number): Range | null => {
    const deltas: { readonly at: number; readonly data: Uint8Array }[] = []
    let range: Range | null | undefined
    for (let at = position; ;) {
      range = ring.find(at)
      if (range !== undefined) break
      const entry = packs.at(at)?.read(offsetOf(at), maxSize)
      if (entry === undefined || deltas.length > maxChain) return null
      if (entry.base === null) {
        range = keep(at, entry.data)
        break
      }
      deltas.push({ at, data: entry.data })
      at = packs.baseAt(at, entry.base)
      if (at < 0) return null
    }
    for (let next = deltas.pop(); next !== undefined; next = deltas.pop()) {
      range = build(next.at, range, next.data)
      if (range === null) return null
    }
    return range
  }

  const read = (position: number): Uint8Array | null => {
    const range = find(position)
    return range === null ? null : ring.memory().subarray(range.start, range.end)
  }
  return { read, close: packs.close }
}

/** Keeps packs open, with what was read of them last, from one slice of a scan to the next. */
export interface KeptPacks {
  /** Closes those of another repository. */
  readonly open: (paths: readonly string[], idLength: number) => PackedObjects
  readonly close: () => void
}

/**
 * For one thread. A cache made anew for each slice lies beside those before it until the collector has noticed that they are
 * free.
 */
export function keepPacks(): KeptPacks {
  let kept: { readonly key: string; readonly objects: PackedObjects } | undefined
  const close = (): void => {
    kept?.objects.close()
    kept = undefined
  }
  const open = (paths: readonly string[], idLength: number): PackedObjects => {
    const key = paths.join('\0')
    if (kept?.key !== key) {
      close()
      kept = { key, objects: openPackedObjects(paths, idLength) }
    }
    return kept.objects
  }
  return { open, close }
}
