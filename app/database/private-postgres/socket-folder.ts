import { chmod, chown, lstat, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Account } from './account.ts'

/** Names of sockets may have about 100 bytes; deeper folders get theirs among the temporary ones. */
const longest = 80

/**
 * Makes the folder for the server's socket, closed to others. Always the same one for the same folder: who has joined finds
 * the next server where the last one was.
 */
export async function makeSocketFolder(folder: string, account: Account | undefined): Promise<string> {
  const inside = path.join(folder, 'sockets')
  if (inside.length > longest) return makeTemporary(path.join(folder, 'sockets-are-in'), account)
  await mkdir(inside, { recursive: true })
  await close(inside, account)
  return inside
}

/** @param note the file, in a folder closed to others, that says which temporary folder it is */
async function makeTemporary(note: string, account: Account | undefined): Promise<string> {
  const noted = await readFile(note, 'utf8').catch(() => undefined)
  if (noted !== undefined && (await isOurs(noted, account))) return noted
  const made = await mkdtemp(path.join(tmpdir(), 'gatehouse-sockets-'))
  await close(made, account)
  await writeFile(note, made, { mode: 0o600 })
  return made
}

/** Makes it where it was tidied away. Everybody may make folders there, so one that is not ours is not used. */
async function isOurs(folder: string, account: Account | undefined): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    await close(folder, account)
    return true
  } catch {
    // It is there, or its parent is not.
    const found = await lstat(folder).catch(() => undefined)
    return found?.isDirectory() === true && found.uid === (account?.uid ?? process.getuid?.())
  }
}

async function close(folder: string, account: Account | undefined): Promise<void> {
  await chmod(folder, 0o700)
  if (account) await chown(folder, account.uid, account.gid)
}
