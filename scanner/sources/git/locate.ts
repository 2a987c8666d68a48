import { lstatSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { AppError } from '../../errors.ts'

/** Where a repository lies on the disk. */
export interface Location {
  /** HEAD and the index: `.git`, `.git/worktrees/<name>`, `.git/modules/<name>` or a bare repository. */
  readonly gitDirectory: string
  /** Objects and refs; differs from `gitDirectory` in a linked worktree. */
  readonly commonDirectory: string
  /** The folder with the checked-out files; null for a bare repository. */
  readonly workTree: string | null
  /** The path that was asked for, relative to `workTree`, with `/` at its end; empty for the work tree itself. */
  readonly prefix: string
}

/**
 * Finds the repository that `path` is in: the path itself or the nearest folder above.
 * `core.worktree` is not followed: a hostile one would make us read any folder of the disk.
 * @throws AppError `not-found` or `not-a-repository`
 */
export function locateRepository(path: string): Location {
  const start = realFolder(path)
  for (let folder = start; ; folder = dirname(folder)) {
    const found = inFolder(folder, start)
    if (found !== null) return found
    if (dirname(folder) === folder) break
  }
  throw new AppError('not-a-repository', `There is no git repository at ${path} or in a folder above it.`)
}

function realFolder(path: string): string {
  try {
    const real = realpathSync(path)
    return statSync(real).isDirectory() ? real : dirname(real)
  } catch (cause) {
    throw new AppError('not-found', `${path} cannot be opened.`, { cause })
  }
}

function inFolder(folder: string, start: string): Location | null {
  const inner = join(folder, '.git')
  const stats = statOrNull(inner)
  const gitDirectory = stats?.isFile() === true ? linkedDirectory(inner) : inner
  const commonDirectory = stats === null ? null : commonDirectoryOf(gitDirectory)
  if (commonDirectory !== null) {
    const below = relative(folder, start).split(sep).join('/')
    return { gitDirectory, commonDirectory, workTree: folder, prefix: below === '' ? '' : `${below}/` }
  }
  if (stats?.isFile() === true) {
    throw new AppError('not-a-repository', `${inner} names a git directory that is not there.`)
  }
  const own = commonDirectoryOf(folder)
  if (own === null) return null
  // Somewhere inside `.git` of a normal repository is not a work tree, and the index there is not of interest.
  return { gitDirectory: folder, commonDirectory: own, workTree: null, prefix: '' }
}

/** `.git` as a file, as in a linked worktree and a submodule: `gitdir: <path>`. Source: gitrepository-layout(5). */
function linkedDirectory(file: string): string {
  const text = smallText(file)
  const target = text?.match(/^gitdir: (.+?)\r?\n*$/)?.[1]
  return target === undefined ? file : resolve(dirname(file), target)
}

/** The directory that has the objects and refs of the git directory `path`, or null when that is none. */
function commonDirectoryOf(path: string): string | null {
  if (!isThere(join(path, 'HEAD'))) return null
  const text = smallText(join(path, 'commondir'))
  const common = text === null ? path : resolve(path, text.replace(/\r?\n*$/, ''))
  const whole = ['objects', 'refs'].every((name) => statOrNull(join(common, name))?.isDirectory() === true)
  return whole ? common : null
}

/** Also true for a link to nothing: the oldest form of a HEAD whose branch has no commit yet. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function statOrNull(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    // A loop of links or a folder that may not be entered is no repository that could be opened.
    return null
  }
}

/** Text of a regular file of at most 4 KiB; null when there is none. */
function smallText(path: string): string | null {
  const stats = statOrNull(path)
  return stats?.isFile() === true && stats.size <= 4096 ? readFileSync(path, 'utf8') : null
}
