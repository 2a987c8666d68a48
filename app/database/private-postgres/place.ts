import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../../scanner/errors.ts'
import type { Account } from './account.ts'

const run = promisify(execFile)

/** Where root keeps what its lent account must reach. */
export const systemFolder = '/var/lib/gatehouse'

/**
 * Makes the folder for the database: the wanted one, or, where it lies in a folder that the account cannot enter (a clone
 * below a closed home folder), one of the same name below `elsewhere`.
 * @returns its absolute path
 * @throws AppError `database-unavailable`
 */
export async function makePlace(
  wanted: string,
  account: Account | undefined,
  elsewhere: string = systemFolder,
): Promise<string> {
  const folder = path.resolve(wanted)
  try {
    // Only the last one is closed to others: those above may be anybody's.
    await mkdir(path.dirname(folder), { recursive: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (!account) return folder
    await chown(folder, account.uid, account.gid)
    if (await canEnter(folder, account)) return folder
    // The same clone finds the same folder again, and another clone another one.
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
    const reachable = path.join(elsewhere, 'data', name)
    await mkdir(reachable, { recursive: true, mode: 0o711 })
    await chown(reachable, account.uid, account.gid)
    return reachable
  } catch (cause) {
    throw new AppError('database-unavailable', `The database's folder ${folder} cannot be made.`, { cause })
  }
}

async function canEnter(folder: string, { uid, gid }: Account): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], { uid, gid, cwd: '/' })
    return true
  } catch {
    // Whatever the reason, PostgreSQL could not work there either.
    return false
  }
}
