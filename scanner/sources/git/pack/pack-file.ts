import { inflateSync } from 'node:zlib'
import { openPackBytes } from './pack-bytes.ts'

/** What an entry of a pack is built from: nothing, the entry at an offset of the same pack, or the object with an id. */
export type Base = null | number | Uint8Array

/** One entry of a pack, unpacked but not yet put together with its base. */
export interface PackEntry {
  readonly data: Buffer
  readonly base: Base
}

export interface PackFile {
  /** undefined where the entry is malformed, damaged or larger than `limit`. */
  readonly read: (offset: number, limit: number) => PackEntry | undefined
  /** Only what it is built from; undefined where the entry is malformed. */
  readonly baseOf: (offset: number) => Base | undefined
  readonly close: () => void
}

// Type and size take at most 10 bytes, the base's offset 10 or its id 32.
const maxHeader = 64

/** Opens a pack. null where it cannot be opened. Source of the format: gitformat-pack(5). */
export function openPack(path: string, idLength: number): PackFile | null {
  const bytes = openPackBytes(path)
  if (bytes === null) return null
  // A checksum of the pack's hash ends it.
  const end = bytes.size - idLength
  const headerAt = (offset: number): Header | undefined =>
    offset < 0 || offset >= end ? undefined : readHeader(bytes.at(offset, maxHeader), offset, idLength)
  return {
    read(offset, limit) {
      const header = headerAt(offset)
      if (header === undefined || header.size > limit) return undefined
      const data = inflated(bytes.at(offset + header.length, mostPacked(header.size)), header.size)
      return data === null ? undefined : { data, base: header.base }
    },
    baseOf: (offset) => headerAt(offset)?.base,
    close: bytes.close,
  }
}

interface Header {
  readonly size: number
  /** Of the header itself, in bytes. */
  readonly length: number
  readonly base: Base
}

const offsetDelta = 6
const namedDelta = 7

function readHeader(bytes: Buffer, offset: number, idLength: number): Header | undefined {
  const type = (bytes[0]! >> 4) & 7
  let size = bytes[0]! & 0x0f
  let at = 1
  for (let factor = 16; (bytes[at - 1]! & 0x80) !== 0; factor *= 128, at += 1) {
    if (at >= bytes.length || at > 9) return undefined
    size += (bytes[at]! & 0x7f) * factor
  }
  if (type >= 1 && type <= 4) return { size, length: at, base: null }
  if (type === namedDelta && at + idLength <= bytes.length) {
    return { size, length: at + idLength, base: Uint8Array.from(bytes.subarray(at, at + idLength)) }
  }
  return type === offsetDelta ? withBaseOffset(bytes, at, offset, size) : undefined
}

/** The distance back to the base, in groups of seven bits, the highest first, each but the last plus one. */
function withBaseOffset(bytes: Buffer, start: number, offset: number, size: number): Header | undefined {
  if (start >= bytes.length) return undefined
  let at = start
  let distance = bytes[at]! & 0x7f
  while ((bytes[at]! & 0x80) !== 0) {
    at += 1
    if (at >= bytes.length || at - start > 8) return undefined
    distance = (distance + 1) * 128 + (bytes[at]! & 0x7f)
  }
  return distance > 0 && distance < offset ? { size, length: at + 1, base: offset - distance } : undefined
}

/** The most that zlib makes of so many bytes. Source: zlib, compressBound, plus what git's own settings may add. */
const mostPacked = (size: number): number => size + (size >>> 9) + 64

function inflated(packed: Buffer, size: number): Buffer | null {
  try {
    // With room for everything at once zlib needs no second buffer. It ends at the end of the stream by itself.
    const data = inflateSync(packed, { chunkSize: Math.max(64, size), maxOutputLength: Math.max(1, size) })
    return data.length === size ? data : null
  } catch {
    // Damaged, or not what the header says: git decides what is to be said about it.
    return null
  }
}
