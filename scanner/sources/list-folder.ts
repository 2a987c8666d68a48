import { realpathSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { NotScanned } from '../engine/finding.ts'
import { AppError } from '../errors.ts'
import { readWorkTreeFacts } from './git/read-work-tree-facts.ts'
import { closeRepository, openRepository, type Repository } from './git/repository.ts'
import { nameText } from './path-text.ts'
import type { FileReference } from './read-files.ts'
import { walkFolder, type Folder, type Walked } from './walk-folder.ts'

export interface FolderOptions {
  /** In a git work tree, also list what git ignores and does not track (`node_modules`, build output). */
  readonly includeIgnored?: boolean
}

export interface FolderListing {
  /** Absolute. */
  readonly root: string
  /** In a stable order: names sorted in each folder, a folder's files before its subfolders'. */
  readonly files: readonly FileReference[]
  readonly notScanned: readonly NotScanned[]
  /** What git's ignore rules left out; whole folders have `/` at the end. Empty with `includeIgnored`. */
  readonly ignored: readonly string[]
  /** Symbolic links, not followed: their content is the text of their target. */
  readonly links: readonly FileReference[]
  /** Git directories inside the folder, other than its own: `vendor/tool/.git`. */
  readonly nestedGit: readonly string[]
}

/**
 * Lists what is to be scanned in a folder: every regular file on the disk.
 *
 * In a git work tree the work tree's own `.git` is left out, and so is, unless `includeIgnored`, what git ignores. Only
 * untracked files can be ignored: a tracked `.env` is listed although `.gitignore` names it. Checked-out submodules are
 * part of the folder, each with its own ignore rules. Elsewhere everything is listed.
 * @param path a folder or a single file
 * @throws AppError `not-found`
 */
export async function listFolder(path: string, options: FolderOptions = {}): Promise<FolderListing> {
  const { root, stats } = realPath(path)
  const walked: Walked = { files: [], notScanned: [], links: [], nestedGit: [], ignored: [], submodules: [] }
  if (stats.isDirectory()) {
    await listWorkTree({ location: root, path: '', key: '' }, options, walked, 0)
    return { root, ...walked }
  }
  walked.files.push({ path: nameText(basename(root)), location: root })
  return { ...walked, root: dirname(root) }
}

function realPath(path: string): { readonly root: string; readonly stats: Stats } {
  try {
    const root = realpathSync(path)
    return { root, stats: statSync(root) }
  } catch (cause) {
    throw new AppError('not-found', `${path} cannot be opened.`, { cause })
  }
}

// Deeper ones are listed too, only without their own ignore rules.
const maxSubmoduleDepth = 10

/** Lists a folder with the ignore rules of the repository that it is in, and then its submodules. */
async function listWorkTree(
  folder: Folder,
  options: FolderOptions,
  walked: Walked,
  depth: number,
): Promise<void> {
  const repository = typeof folder.location === 'string' ? await openOrNull(folder.location) : null
  const submodules: Folder[] = []
  try {
    const key = repository?.prefix ?? ''
    const skipOwnGit = repository !== null && repository.workTree !== null && key === ''
    const facts =
      repository === null || repository.workTree === null ? null : await readWorkTreeFacts(repository)
    const ignored = options.includeIgnored === true ? none : (facts?.ignored ?? none)
    const own: Walked = { ...walked, submodules }
    walkFolder({ ...folder, key }, { ignored, submodules: facts?.submodules ?? none, skipOwnGit }, own)
  } finally {
    if (repository !== null) closeRepository(repository)
  }
  for (const submodule of submodules) await listSubmodule({ ...submodule, key: '' }, options, walked, depth)
}

const none: ReadonlySet<string> = new Set()

async function listSubmodule(
  folder: Folder,
  options: FolderOptions,
  walked: Walked,
  depth: number,
): Promise<void> {
  const isOwn =
    typeof folder.location === 'string' && statSync(join(folder.location, '.git'), quiet) !== undefined
  const before = walked.files.length
  if (isOwn && depth < maxSubmoduleDepth) await listWorkTree(folder, options, walked, depth + 1)
  else walkFolder(folder, { ignored: none, submodules: none, skipOwnGit: false }, walked)
  if (walked.files.length === before) walked.notScanned.push(notCheckedOut(folder.path.slice(0, -1)))
}

const quiet = { throwIfNoEntry: false } as const

const notCheckedOut = (path: string): NotScanned => ({
  path,
  code: 'submodule',
  reason:
    'The submodule is not checked out. Run `git submodule update --init`, or scan its repository by itself.',
})

/** null where there is no repository or no git to ask: everything is listed then, which can only be too much. */
async function openOrNull(path: string): Promise<Repository | null> {
  try {
    return await openRepository(path)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
