import * as zlib from 'node:zlib'
import { parseTar } from 'nanotar'
import { isAr, unpackAr } from './ar.ts'
import { budget, membersLimit, type Room, tooMuch, type Unpacked, unpackedLimit } from './unpacked.ts'
import { unpackZip } from './zip.ts'

/** The same for one file with all archives inside its archives: ten thousand small bombs in one archive are a bomb too. */
const fileLimits: Room = { bytes: 2 * unpackedLimit, members: 2 * membersLimit }

const nothing: Unpacked = { parts: [], problems: [] }

/** Whether the bytes start like an archive that `unpack` reads. */
export const isArchive = (bytes: Uint8Array): boolean =>
  isGzip(bytes) || isZip(bytes) || isTar(bytes) || isAr(bytes) || isReadableZstd(bytes)

/**
 * Makes the function that unpacks one level of gzip, zip (jar, docx, whl, nupkg …), tar, ar (deb) or zstd, for all archives
 * of one file. It never throws: what cannot be read is a problem.
 */
export function createUnpacker(): (bytes: Uint8Array) => Unpacked {
  const left = { ...fileLimits }
  return (bytes) => {
    const room = { bytes: Math.min(unpackedLimit, left.bytes), members: Math.min(membersLimit, left.members) }
    const unpacked = unpack(bytes, room)
    left.members -= unpacked.parts.length
    for (const part of unpacked.parts) left.bytes -= part.bytes.length
    return unpacked
  }
}

function unpack(bytes: Uint8Array, room: Room): Unpacked {
  try {
    if (isGzip(bytes)) return unpackStream('gzip', zlib.gunzipSync, bytes, room)
    if (isZip(bytes)) return unpackZip(bytes, room)
    if (isTar(bytes)) return unpackTar(bytes, room)
    if (isAr(bytes)) return unpackAr(bytes, room)
    if (isReadableZstd(bytes)) return unpackStream('zstd', zlib.zstdDecompressSync, bytes, room)
    return nothing
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown form'
    return { parts: [], problems: [`the archive could not be read: ${reason}`], isBroken: true }
  }
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)
const isGzip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x1f, 0x8b, 8])
const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 3, 4])
const isTar = (bytes: Uint8Array): boolean =>
  bytes.length >= 512 && startsWith(bytes.subarray(257), [0x75, 0x73, 0x74, 0x61, 0x72])

/** Node has it from 22.15 on; where it is missing, such files are listed as not unpacked. */
const hasZstd = 'zstdDecompressSync' in zlib
const isReadableZstd = (bytes: Uint8Array): boolean => hasZstd && startsWith(bytes, [0x28, 0xb5, 0x2f, 0xfd])

function unpackStream(
  via: string,
  decompress: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array,
  bytes: Uint8Array,
  room: Room,
): Unpacked {
  if (room.bytes <= 0 || room.members <= 0) return { parts: [], problems: [tooMuch] }
  try {
    return { parts: [{ bytes: decompress(bytes, { maxOutputLength: room.bytes }), via }], problems: [] }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')) throw error
    return { parts: [], problems: [tooMuch] }
  }
}

function unpackTar(bytes: Uint8Array, room: Room): Unpacked {
  const { accept, problems } = budget(room)
  // nanotar reads all of the memory that the bytes lie in, so that they must lie alone.
  const files = parseTar(Uint8Array.from(bytes), { filter: ({ size }) => accept(size ?? 0) })
  const parts = files.flatMap(({ name, data }) =>
    data && data.length > 0 ? [{ bytes: data, via: `tar:${name}` }] : [],
  )
  return { parts, problems: problems() }
}
