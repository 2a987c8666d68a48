import { createReadStream } from 'node:fs'
import path from 'node:path'
import { crc32, createDeflateRaw } from 'node:zlib'

interface Entry {
  readonly name: Buffer
  readonly at: bigint
  readonly packed: bigint
  readonly size: bigint
  readonly crc: number
}

/**
 * A ZIP of files of a folder, made while it is read: what is not known before a file is packed stands behind it. With the fields of
 * ZIP64 everywhere, because a record may be longer than 4 GB, which the ZIP library that the scanner reads with does not write.
 * Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
 */
export async function* zipOf(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
  let at = 0n
  const entries: Entry[] = []
  for (const name of names) {
    const header = localHeader(Buffer.from(name))
    const begun = at
    yield header
    at += BigInt(header.length)
    let crc = 0
    let size = 0n
    let packed = 0n
    const read = createReadStream(path.join(folder, name), { highWaterMark: 262_144 })
    const deflate = createDeflateRaw()
    read.on('data', (piece) => {
      crc = crc32(piece, crc)
      size += BigInt(piece.length)
    })
    read.on('error', (error) => deflate.destroy(error))
    read.pipe(deflate)
    for await (const piece of deflate as AsyncIterable<Buffer>) {
      packed += BigInt(piece.length)
      yield piece
    }
    const entry = { name: Buffer.from(name), at: begun, packed, size, crc }
    const descriptor = descriptorOf(entry)
    yield descriptor
    at += packed + BigInt(descriptor.length)
    entries.push(entry)
  }
  yield directoryOf(entries, at)
}

/** Deflated, sizes in a descriptor, names in UTF-8. 1 January 1980: whoever makes the same pack twice has the same file. */
function localHeader(name: Buffer): Buffer {
  const bytes = Buffer.alloc(30 + name.length + 20)
  bytes.writeUInt32LE(0x04034b50, 0)
  bytes.writeUInt16LE(45, 4)
  bytes.writeUInt16LE(0x0808, 6)
  bytes.writeUInt16LE(8, 8)
  bytes.writeUInt16LE(0x21, 12)
  bytes.writeUInt32LE(0xffffffff, 18)
  bytes.writeUInt32LE(0xffffffff, 22)
  bytes.writeUInt16LE(name.length, 26)
  bytes.writeUInt16LE(20, 28)
  name.copy(bytes, 30)
  bytes.writeUInt16LE(1, 30 + name.length)
  bytes.writeUInt16LE(16, 32 + name.length)
  return bytes
}

function descriptorOf({ crc, packed, size }: Entry): Buffer {
  const bytes = Buffer.alloc(24)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  bytes.writeBigUInt64LE(packed, 8)
  bytes.writeBigUInt64LE(size, 16)
  return bytes
}

function directoryOf(entries: readonly Entry[], start: bigint): Buffer {
  const directory = Buffer.concat(entries.map(directoryEntry))
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeUInt16LE(45, 12)
  end64.writeUInt16LE(45, 14)
  end64.writeBigUInt64LE(BigInt(entries.length), 24)
  end64.writeBigUInt64LE(BigInt(entries.length), 32)
  end64.writeBigUInt64LE(BigInt(directory.length), 40)
  end64.writeBigUInt64LE(start, 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(start + BigInt(directory.length), 8)
  locator.writeUInt32LE(1, 16)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(0xffffffff, 12)
  end.writeUInt32LE(0xffffffff, 16)
  return Buffer.concat([directory, end64, locator, end])
}

function directoryEntry({ name, at, packed, size, crc }: Entry): Buffer {
  const bytes = Buffer.alloc(46 + name.length + 28)
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE(45, 4)
  bytes.writeUInt16LE(45, 6)
  bytes.writeUInt16LE(0x0808, 8)
  bytes.writeUInt16LE(8, 10)
  bytes.writeUInt16LE(0x21, 14)
  bytes.writeUInt32LE(crc, 16)
  bytes.writeUInt32LE(0xffffffff, 20)
  bytes.writeUInt32LE(0xffffffff, 24)
  bytes.writeUInt16LE(name.length, 28)
  bytes.writeUInt16LE(28, 30)
  bytes.writeUInt32LE(0xffffffff, 42)
  name.copy(bytes, 46)
  const extra = 46 + name.length
  bytes.writeUInt16LE(1, extra)
  bytes.writeUInt16LE(24, extra + 2)
  bytes.writeBigUInt64LE(size, extra + 4)
  bytes.writeBigUInt64LE(packed, extra + 12)
  bytes.writeBigUInt64LE(at, extra + 20)
  return bytes
}
