import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { AppError } from '../../scanner/errors.ts'

/** The directory of a pack has some fifty entries; one that is longer than this is no pack. */
const longestDirectory = 1_000_000

interface Entry {
  readonly name: string
  readonly at: number
  readonly packed: number
  readonly size: number
}

/**
 * Unpacks a ZIP as `zipOf` writes them, by its directory, into a folder that is there. Whoever packed one is not trusted: names are
 * plain, and no file becomes longer than its entry says.
 * @returns the names
 * @throws AppError `invalid-evidence`
 */
export async function unzipTo(file: string, folder: string): Promise<readonly string[]> {
  const handle = await open(file, 'r')
  try {
    const entries = await readDirectory(handle)
    for (const entry of entries) await unpack(handle, file, entry, folder)
    return entries.map(({ name }) => name)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw noPack(error)
  } finally {
    await handle.close()
  }
}

const noPack = (cause?: unknown): AppError =>
  new AppError(
    'invalid-evidence',
    'This is no evidence pack, or it was cut off on its way.',
    cause === undefined ? {} : { cause },
  )

async function readDirectory(handle: FileHandle): Promise<readonly Entry[]> {
  const { size } = await handle.stat()
  const tail = await readAt(handle, Math.max(0, size - 98), Math.min(98, size))
  const end64 = tail.indexOf(Buffer.from([0x50, 0x4b, 0x06, 0x06]))
  if (end64 === -1 || tail.length - end64 < 56) throw noPack()
  const length = Number(tail.readBigUInt64LE(end64 + 40))
  const start = Number(tail.readBigUInt64LE(end64 + 48))
  if (length > longestDirectory || start + length > size) throw noPack()
  const directory = await readAt(handle, start, length)
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== 0x02014b50 || directory.readUInt16LE(at + 10) !== 8) throw noPack()
    const nameLength = directory.readUInt16LE(at + 28)
    const extra = at + 46 + nameLength
    const name = directory.toString('utf8', at + 46, extra)
    if (!/^[a-z0-9][a-z0-9.-]{0,59}$/.test(name)) throw noPack()
    entries.push({
      name,
      size: Number(directory.readBigUInt64LE(extra + 4)),
      packed: Number(directory.readBigUInt64LE(extra + 12)),
      at: Number(directory.readBigUInt64LE(extra + 20)),
    })
    at = extra + directory.readUInt16LE(at + 30)
  }
  return entries
}

async function unpack(
  handle: FileHandle,
  file: string,
  { name, at, packed, size }: Entry,
  folder: string,
): Promise<void> {
  const header = await readAt(handle, at, 30)
  if (header.readUInt32LE(0) !== 0x04034b50) throw noPack()
  const start = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  let left = size
  const limit = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      left -= piece.length
      if (left < 0) done(noPack())
      else done(null, piece)
    },
  })
  await pipeline(
    createReadStream(file, { start, end: start + packed - 1 }),
    createInflateRaw(),
    limit,
    createWriteStream(path.join(folder, name), { flags: 'wx', mode: 0o600 }),
  )
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at)
  if (bytesRead < length) throw noPack()
  return buffer
}
