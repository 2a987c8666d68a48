import { plainFile } from '../read-configuration.ts'

/** Where the objects of one pack are. */
export interface PackIndex {
  readonly count: number
  /** The offset of the object whose id is `ids[at, at + idLength)`, or -1. */
  readonly find: (ids: Uint8Array, at: number) => number
}

const magic = 0xff744f63
const headerSize = 8
const fanoutSize = 256 * 4
// Node reads no larger file at once; an index of this size has 70 million objects.
const maxSize = 2 ** 31 - 1

/**
 * Reads a pack's index, version 2. null where there is none, or none that can be trusted; git then finds the objects.
 * Source: gitformat-pack(5), "VERSION 2 PACK-*.IDX FILES".
 */
export function readPackIndex(path: string, idLength: number): PackIndex | null {
  const bytes = plainFile(path, maxSize)
  if (bytes === null || bytes.length < headerSize + fanoutSize) return null
  if (bytes.readUInt32BE(0) !== magic || bytes.readUInt32BE(4) !== 2) return null
  const fanout = (byte: number): number => (byte < 0 ? 0 : bytes.readUInt32BE(headerSize + byte * 4))
  const count = fanout(255)
  const names = headerSize + fanoutSize
  const offsets = names + count * (idLength + 4)
  const large = offsets + count * 4
  if (bytes.length < large + idLength * 2) return null

  const offsetAt = (index: number): number => {
    const offset = bytes.readUInt32BE(offsets + index * 4)
    if (offset < 0x80000000) return offset
    const place = large + (offset - 0x80000000) * 8
    return place + 8 > bytes.length ? -1 : bytes.readUInt32BE(place) * 2 ** 32 + bytes.readUInt32BE(place + 4)
  }

  const find = (ids: Uint8Array, at: number): number => {
    const first = ids[at]!
    let low = fanout(first - 1)
    let high = Math.min(fanout(first), count)
    while (low < high) {
      const middle = (low + high) >>> 1
      const order = compareId(bytes, names + middle * idLength, ids, at, idLength)
      if (order === 0) return offsetAt(middle)
      if (order < 0) low = middle + 1
      else high = middle
    }
    return -1
  }
  return { count, find }
}

function compareId(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): number {
  for (let index = 0; index < length; index += 1) {
    const difference = a[aStart + index]! - b[bStart + index]!
    if (difference !== 0) return difference
  }
  return 0
}
