import { openPack, type Base, type PackFile } from './pack-file.ts'
import { readPackIndex, type PackIndex } from './pack-index.ts'
import { packOf, placeOf } from './places.ts'

/** Packs that are opened when the first of their objects is asked for. */
export interface Packs {
  readonly at: (position: number) => PackFile | null
  /** The position of what the object at `position` is built from; -1 where it cannot be found. */
  readonly baseAt: (position: number, base: Exclude<Base, null>) => number
  readonly close: () => void
}

export function openPacks(paths: readonly string[], idLength: number): Packs {
  const packs = new Map<number, PackFile | null>()
  const indexes = new Map<number, PackIndex | null>()

  const at = (position: number): PackFile | null => {
    const pack = packOf(position)
    const known = packs.get(pack)
    if (known !== undefined) return known
    const path = paths[pack]
    const opened = path === undefined ? null : openPack(path, idLength)
    packs.set(pack, opened)
    return opened
  }

  /** Only packs of unusual tools name bases by id, so that the index is read when the first one is met. */
  const named = (pack: number, id: Uint8Array): number => {
    if (!indexes.has(pack)) indexes.set(pack, readPackIndex(paths[pack]!.replace(/pack$/, 'idx'), idLength))
    return indexes.get(pack)?.find(id, 0) ?? -1
  }

  const baseAt = (position: number, base: Exclude<Base, null>): number => {
    const pack = packOf(position)
    const offset = typeof base === 'number' ? base : named(pack, base)
    return offset < 0 ? -1 : placeOf(pack, offset)
  }

  const close = (): void => {
    for (const pack of packs.values()) pack?.close()
  }
  return { at, baseAt, close }
}
