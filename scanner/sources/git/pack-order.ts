import { familyOrder } from './pack/family-order.ts'
import { findPlaces, type Places } from './pack/places.ts'
import { idLength, type Repository } from './repository.ts'

export interface PackOrder {
  /** The ids as bytes, one after the other, in the order in which they are fastest to read. */
  readonly ids: Uint8Array
  /** For each of them its index in the list that was given. */
  readonly indexes: Uint32Array
  /** For each of them where it lies; lets `readBlobs` read it without git. */
  readonly places: Places
}

/**
 * Sorts object ids into an order in which each blob follows the one it is built from, so that everything is unpacked about
 * once. Ids that are in no pack, or whose entry makes no sense, come last, in the order given.
 * @param ids distinct object ids as bytes, one after the other
 */
export async function inPackOrder(repository: Repository, ids: Uint8Array): Promise<PackOrder> {
  const length = idLength(repository)
  const { packs, positions } = findPlaces(repository, ids)
  const indexes = new Uint32Array(positions.length)
  const isPlaced = new Uint8Array(positions.length)
  let placed = 0
  for (const order of [familyOrder({ packs, positions }, length), positions.keys()]) {
    for (const index of order) {
      if (isPlaced[index] === 1) continue
      isPlaced[index] = 1
      indexes[placed] = index
      placed += 1
    }
  }
  const sorted = new Uint8Array(ids.length)
  for (const [at, index] of indexes.entries())
    sorted.set(ids.subarray(index * length, (index + 1) * length), at * length)
  return {
    ids: sorted,
    indexes,
    places: { packs, positions: Float64Array.from(indexes, (index) => positions[index]!) },
  }
}
