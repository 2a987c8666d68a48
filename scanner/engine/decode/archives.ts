import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { parseTar } from 'nanotar'
import type { Part } from './part.ts'

/** Unpacked bytes looked at per archive, all members together: a bomb stops here. */
const unpackedLimit = 64 << 20
const membersLimit = 10_000
/** The same for one file with all archives inside its archives: ten thousand small bombs in one archive are a bomb too. */
const fileLimits: Room = { bytes: 2 * unpackedLimit, members: 2 * membersLimit }

/** The members of an archive, and why some of it could not be looked at. */
export interface Unpacked {
  readonly parts: readonly Part[]
  readonly problems: readonly string[]
  /** It begins like an archive and is none, or a damaged one. */
  readonly isBroken?: true
}

const nothing: Unpacked = { parts: [], problems: [] }

/** Whether the bytes start like an archive that `unpack` reads. */
export const isArchive = (bytes: Uint8Array): boolean => isGzip(bytes) || isZip(bytes) || isTar(bytes)

/** How much may still be unpacked. */
interface Room {
  bytes: number
  members: number
}

/**
 * Makes the function that unpacks one level of gzip, zip (jar, docx, whl, nupkg …) or tar, for all archives of one file.
 * It never throws: what cannot be read is a problem.
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
    if (isGzip(bytes)) return unpackGzip(bytes, room)
    if (isZip(bytes)) return unpackZip(bytes, room)
    if (isTar(bytes)) return unpackTar(bytes, room)
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

function unpackGzip(bytes: Uint8Array, room: Room): Unpacked {
  if (room.bytes <= 0 || room.members <= 0) return { parts: [], problems: [tooMuch] }
  try {
    return { parts: [memberOf('gzip', gunzipSync(bytes, { maxOutputLength: room.bytes }))], problems: [] }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')) throw error
    return { parts: [], problems: [tooMuch] }
  }
}

const tooMuch = `unpacked it is larger than ${unpackedLimit >> 20} MiB`
const memberOf = (via: string, bytes: Uint8Array): Part => ({ bytes, via })

/** Counts what is about to be unpacked, and says no from the limit on. */
function budget(room: Room): { accept: (size: number) => boolean; problems: () => readonly string[] } {
  let [bytes, members, refused] = [0, 0, 0]
  return {
    accept: (size) => {
      const fits = bytes + size <= room.bytes && members < room.members
      if (fits) [bytes, members] = [bytes + size, members + 1]
      else refused += 1
      return fits
    },
    problems: () =>
      refused === 0
        ? []
        : [`${refused} members were left out: ${tooMuch} or has more than ${membersLimit} members`],
  }
}

function unpackZip(bytes: Uint8Array, room: Room): Unpacked {
  const { accept, problems } = budget(room)
  // fflate unpacks into a buffer of the declared size, so the declared sizes bound the memory even where they lie.
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => !name.endsWith('/') && accept(originalSize),
  })
  return {
    parts: Object.entries(files).map(([name, content]) => memberOf(`zip:${name}`, content)),
    problems: problems(),
  }
}

function unpackTar(bytes: Uint8Array, room: Room): Unpacked {
  const { accept, problems } = budget(room)
  const files = parseTar(bytes, { filter: ({ size }) => accept(size ?? 0) })
  const parts = files.flatMap(({ name, data }) =>
    data && data.length > 0 ? [memberOf(`tar:${name}`, data)] : [],
  )
  return { parts, problems: problems() }
}
