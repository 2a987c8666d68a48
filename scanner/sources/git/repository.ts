import { readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../errors.ts'
import { removeTemporaryFolder } from '../temporary-folder.ts'
import { findGit, gitEnvironment } from './environment.ts'
import { locateRepository } from './locate.ts'
import { fillPrivateDirectory, makePrivateDirectory } from './private-directory.ts'
import { plainFile, readConfiguration } from './read-configuration.ts'
import { repositoryName } from './repository-name.ts'
import { runGit, type GitAccess } from './run.ts'

/** A repository that can be read. A plain value: worker threads get a copy of it. */
export interface Repository {
  /** The folder with the checked-out files; null for a bare repository. */
  readonly workTree: string | null
  /** The opened path relative to `workTree`, with `/` at its end; empty for the work tree itself. */
  readonly prefix: string
  readonly gitDirectory: string
  readonly commonDirectory: string
  readonly objectFormat: 'sha1' | 'sha256'
  readonly refStorage: 'files' | 'reftable'
  /** History ends early: commits before the shallow boundary are not on this disk. */
  readonly shallow: boolean
  /** A partial clone: objects may be missing on purpose. */
  readonly partial: boolean
  /** Other object stores on this disk that this one borrows from. */
  readonly alternates: readonly string[]
  /** `owner/name` from the remote called origin; null without one. */
  readonly name: string | null
  readonly git: GitAccess
}

const oldestGit = [2, 30] as const

/**
 * Opens the repository that a path is in: a work tree or a folder in one, a linked worktree, a submodule, a bare
 * repository. None of its own settings is used, and git never learns where its git directory is. Whoever owns the
 * files may read them: "dubious ownership" protects against configuration, and there is none.
 * Call `closeRepository` at the end.
 * @throws AppError `not-found`, `not-a-repository`, `git-missing`, `unsupported-repository`
 */
export async function openRepository(path: string): Promise<Repository> {
  const location = locateRepository(path)
  const binary = findGit()
  const directory = makePrivateDirectory()
  try {
    const environment = gitEnvironment(directory.gitDirectory, directory.home)
    const unchecked: GitAccess = { binary, version: oldestGit, environment, directory: directory.home }
    const [version, configuration] = await Promise.all([
      readVersion(unchecked),
      readConfiguration(unchecked, join(location.commonDirectory, 'config')),
    ])
    checkSupport(version, configuration.refStorage)
    fillPrivateDirectory(directory, location, configuration)
    return {
      ...location,
      objectFormat: configuration.objectFormat,
      refStorage: configuration.refStorage,
      shallow:
        (statSync(join(location.commonDirectory, 'shallow'), { throwIfNoEntry: false })?.size ?? 0) > 0,
      partial: configuration.partial || hasPromisorPacks(location.commonDirectory),
      alternates: readAlternates(location.commonDirectory),
      name: configuration.originUrl === null ? null : repositoryName(configuration.originUrl),
      git: { ...unchecked, version },
    }
  } catch (error) {
    removeTemporaryFolder(directory.root)
    throw error
  }
}

/** Removes the temporary folder that `openRepository` made. Safe to call twice. */
export function closeRepository(repository: Repository): void {
  removeTemporaryFolder(dirname(repository.git.directory))
}

/** Length of an object id in bytes. */
export function idLength(repository: Pick<Repository, 'objectFormat'>): 20 | 32 {
  return repository.objectFormat === 'sha256' ? 32 : 20
}

async function readVersion(git: GitAccess): Promise<readonly [number, number]> {
  const { output } = await runGit(git, ['version'])
  const found = /(\d+)\.(\d+)/.exec(output.toString('latin1'))
  if (found === null) throw new AppError('git-missing', `${git.binary} does not tell its version.`)
  return [Number(found[1]), Number(found[2])]
}

function checkSupport(version: readonly [number, number], refStorage: Repository['refStorage']): void {
  const text = version.join('.')
  if (!isAtLeast(version, oldestGit)) throw new AppError('git-missing', `git ${text} is too old.`)
  if (refStorage === 'reftable' && !isAtLeast(version, [2, 45])) {
    throw new AppError(
      'unsupported-repository',
      `Its refs are stored as reftables, which git ${text} cannot read.`,
      {
        todo: 'Install git 2.45 or newer.',
      },
    )
  }
}

const isAtLeast = (version: readonly [number, number], wanted: readonly [number, number]): boolean =>
  version[0] > wanted[0] || (version[0] === wanted[0] && version[1] >= wanted[1])

function hasPromisorPacks(commonDirectory: string): boolean {
  try {
    return readdirSync(join(commonDirectory, 'objects', 'pack')).some((name) => name.endsWith('.promisor'))
  } catch {
    // A repository without a pack folder has no promised packs.
    return false
  }
}

function readAlternates(commonDirectory: string): readonly string[] {
  const objects = join(commonDirectory, 'objects')
  const text = plainFile(join(objects, 'info', 'alternates'))?.toString('utf8') ?? ''
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => resolve(objects, line))
}
