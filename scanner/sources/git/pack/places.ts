import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { idLength, type Repository } from '../repository.ts'
import { objectStores } from './object-stores.ts'
import { readPackIndex } from './pack-index.ts'

/** Where objects lie in packs, for a list of ids. A plain value: worker threads get a copy or a slice of it. */
export interface Places {
  /** Absolute paths of the packs. */
  readonly packs: readonly string[]
  /** For each id the number of its pack and its offset in it (see `placeOf`), or -1 where it is in no pack. */
  readonly positions: Float64Array
}

// Packs of up to 4 TB, and 2048 of them, fit in the 53 bits of a number. What does not fit is left to git.
const packUnit = 2 ** 42
const maxPacks = 2048

export const placeOf = (pack: number, offset: number): number => pack * packUnit + offset
export const packOf = (position: number): number => Math.floor(position / packUnit)
export const offsetOf = (position: number): number => position % packUnit

/** The places of a part of the list. */
export function slicePlaces({ packs, positions }: Places, from: number, to: number): Places {
  return { packs, positions: positions.slice(from, to) }
}

/** The places of some of the list, in this order. */
export function pickPlaces({ packs, positions }: Places, indexes: readonly number[]): Places {
  return { packs, positions: Float64Array.from(indexes, (index) => positions[index]!) }
}

/** Looks ids up in the indexes of all packs. @param ids as bytes, one after the other */
export function findPlaces(repository: Repository, ids: Uint8Array): Places {
  const length = idLength(repository)
  const positions = new Float64Array(ids.length / length).fill(-1)
  const packs = objectStores(repository.commonDirectory).flatMap(packsIn).slice(0, maxPacks)
  for (const [pack, path] of packs.entries()) {
    const index = readPackIndex(path.replace(/pack$/, 'idx'), length)
    if (index === null) continue
    for (let at = 0; at < positions.length; at += 1) {
      if (positions[at]! >= 0) continue
      const offset = index.find(ids, at * length)
      if (offset >= 0) positions[at] = placeOf(pack, offset)
    }
  }
  return { packs, positions }
}

function packsIn(store: string): readonly string[] {
  const folder = join(store, 'pack')
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.pack'))
    return names.toSorted().map((name) => join(folder, name))
  } catch {
    // A store without packs.
    return []
  }
}
