import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { pemOf, type SigningKey } from './database/signing-key.ts'
import { parseRecordLine } from './enforcement/audit/record-line.ts'
import { keyIdOf, type SignedHead } from './enforcement/audit/signed-head.ts'
import { collectHeads } from './enforcement/audit/vouched-heads.ts'

/** In the data folder: signed heads, for a collector of logs that ships them to where nobody here can write. */
export const auditHeadsFile = 'audit-heads.jsonl'

/**
 * Adds heads to a file, behind the public key where it is new or this process has not written yet. It is opened each time,
 * so that it may be moved away; written at once, so that several processes may share it; and on the disk when this resolves.
 */
export function createHeadsFile(
  dataFolder: string,
  { publicKey }: Pick<SigningKey, 'publicKey'>,
): (heads: readonly SignedHead[]) => Promise<void> {
  const file = path.resolve(dataFolder, auditHeadsFile)
  const keyLine = { type: 'key', keyId: keyIdOf(publicKey), publicKey: pemOf(publicKey) }
  let isIntroduced = false
  return async (heads) => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const handle = await open(file, 'a+', 0o600)
    try {
      const { size } = await handle.stat()
      const lines = [
        ...(isIntroduced && size > 0 ? [] : [keyLine]),
        ...heads.map((head) => ({ type: 'head', ...head })),
      ]
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
      // What a process that was killed has left of a line stays a line of its own.
      await handle.appendFile((await isCutShort(handle, size)) ? `\n${text}` : text)
      await handle.sync()
      isIntroduced = true
    } finally {
      await handle.close()
    }
  }
}

async function isCutShort(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== 0x0a
}

/**
 * Reads the heads that this data folder has kept, to see whether the database is an older one. What cannot be read, because a
 * machine stopped in the middle of a line, says nothing; neither does a file that was moved away.
 */
export async function readHeadsFile(dataFolder: string): Promise<ReturnType<typeof collectHeads>> {
  const heads = collectHeads()
  const handle = await openExisting(path.resolve(dataFolder, auditHeadsFile))
  if (!handle) return heads
  try {
    for await (const text of handle.readLines({ autoClose: false })) {
      const line = parseRecordLine(text)
      if (line?.type === 'head') heads.add(line)
    }
  } finally {
    await handle.close()
  }
  return heads
}

async function openExisting(file: string): Promise<Awaited<ReturnType<typeof open>> | undefined> {
  try {
    return await open(file, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
