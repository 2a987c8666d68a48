import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../../scanner/errors.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

const run = promisify(execFile)

/** Who owns the database, inside it. */
export const user = 'gatehouse'

/** Where in the data folder the password lies. */
export const passwordFile = 'gatehouse-password'

/** Makes the data folder aside and renames it, so that one that was cut short is never taken for a whole one. */
export async function initialize(
  data: string,
  { initdb }: Binaries,
  account: Account | undefined,
): Promise<void> {
  if ((await readVersion(data)) !== undefined) return
  const aside = `${data}.${process.pid}.new`
  const password = randomBytes(24).toString('base64url')
  const passwordPath = `${aside}.password`
  const own = account ? { uid: account.uid, gid: account.gid, cwd: '/' } : {}
  try {
    await writeFile(passwordPath, password, { mode: 0o600 })
    if (account) await chown(passwordPath, account.uid, account.gid)
    await run(
      initdb,
      [
        `--pgdata=${aside}`,
        `--username=${user}`,
        `--pwfile=${passwordPath}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
      ],
      { ...own, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } },
    )
    await rename(passwordPath, path.join(aside, passwordFile))
    await rename(aside, data)
  } catch (cause) {
    await rm(aside, { recursive: true, force: true })
    await rm(passwordPath, { force: true })
    // Another process may have been faster.
    if ((await readVersion(data)) !== undefined) return
    throw new AppError(
      'database-unavailable',
      `The database could not be made in ${data}: ${messageOf(cause)}`,
      { cause },
    )
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message.trim() : String(cause))

async function readVersion(data: string): Promise<string | undefined> {
  try {
    return (await readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim()
  } catch {
    // No data folder yet; where it is there and cannot be read, initdb's refusal says so.
    return undefined
  }
}

/** @throws AppError `database-incompatible` */
export async function checkVersion(data: string, { major }: Binaries): Promise<void> {
  const version = await readVersion(data)
  if (version === major) return
  throw new AppError(
    'database-incompatible',
    `The database in ${data} was made by PostgreSQL ${version ?? 'of an unknown version'}; this version of Gatehouse brings ${major}.`,
  )
}
