import { type UnzipFileInfo, unzipSync } from 'fflate'
import { budget, type Room, type Unpacked } from './unpacked.ts'

/** Stored and deflated: all that is used in practice. Source: PKWARE's APPNOTE.TXT, 4.4.5. */
const readMethods: ReadonlySet<number> = new Set([0, 8])

/** Unpacks a zip: also jar, docx, whl, nupkg … */
export function unpackZip(bytes: Uint8Array, room: Room): Unpacked {
  const { accept, problems } = budget(room)
  const isEncrypted = encryptedMembers(bytes)
  const [encrypted, otherwise] = [{ count: 0 }, { count: 0 }]
  const isWanted = ({ name, originalSize, compression }: UnzipFileInfo): boolean => {
    if (name.endsWith('/')) return false
    const obstacle = isEncrypted(name) ? encrypted : readMethods.has(compression) ? undefined : otherwise
    if (obstacle !== undefined) obstacle.count += 1
    return obstacle === undefined && accept(originalSize)
  }
  // fflate unpacks into a buffer of the declared size, so the declared sizes bound the memory even where they lie.
  const files = unzipSync(bytes, { filter: isWanted })
  return {
    parts: Object.entries(files).map(([name, content]) => ({ bytes: content, via: `zip:${name}` })),
    problems: [
      ...problemOf(encrypted.count, 'encrypted'),
      ...problemOf(otherwise.count, 'packed in a way that is not read'),
      ...problems(),
    ],
  }
}

const problemOf = (count: number, what: string): readonly string[] =>
  count === 0 ? [] : [`${count === 1 ? 'one of its members is' : `${count} of its members are`} ${what}`]

/**
 * Which members are encrypted; fflate takes them for deflated ones that are damaged. Source: PKWARE's APPNOTE.TXT, 4.3.12,
 * 4.3.16 and 4.4.4.
 */
function encryptedMembers(bytes: Uint8Array): (name: string) => boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const names = new Set<string>()
  const end = buffer.lastIndexOf(directoryEnd)
  let at = end >= 0 && end + 20 <= buffer.length ? buffer.readUInt32LE(end + 16) : buffer.length
  while (at + 46 <= buffer.length && buffer.readUInt32BE(at) === entryMark) {
    const flags = buffer.readUInt16LE(at + 8)
    const name = buffer.subarray(at + 46, at + 46 + buffer.readUInt16LE(at + 28))
    if ((flags & 1) !== 0) names.add(name.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8'))
    at += 46 + name.length + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32)
  }
  return (name) => names.has(name)
}

const directoryEnd = Buffer.from('PK\u0005\u0006', 'latin1')
const entryMark = 0x504b0102
