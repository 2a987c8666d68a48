import { budget, type Room, type Unpacked } from './unpacked.ts'

const magic = Buffer.from('!<arch>\n')
const headerLength = 60

/** Debian packages and static libraries. */
export const isAr = (bytes: Uint8Array): boolean => magic.every((byte, index) => bytes[index] === byte)

/**
 * Unpacks an ar archive: a header of text before each member, which begins at an even offset.
 * Source: ar(5) of FreeBSD, deb(5).
 */
export function unpackAr(bytes: Uint8Array, room: Room): Unpacked {
  const { accept, problems } = budget(room)
  const parts: { bytes: Uint8Array; via: string }[] = []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = magic.length; at < buffer.length;) {
    const size = Number(buffer.toString('latin1', at + 48, at + 58))
    const start = at + headerLength
    if (!Number.isInteger(size) || size < 0 || start + size > buffer.length)
      return { parts, problems: [...problems(), 'the archive is cut off or damaged'] }
    const name = buffer
      .toString('utf8', at, at + 16)
      .trim()
      .replace(/\/$/, '')
    if (size > 0 && accept(size))
      parts.push({ bytes: buffer.subarray(start, start + size), via: `ar:${name}` })
    at = start + size + (size % 2)
  }
  return { parts, problems: problems() }
}
