import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { pemOf, type SigningKey } from './database/signing-key.ts'
import { keyIdOf, type SignedHead } from './enforcement/audit/signed-head.ts'

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
