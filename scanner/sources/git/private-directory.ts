import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import type { Location } from './locate.ts'
import { plainFile, type RepositoryConfiguration } from './read-configuration.ts'

/**
 * The git directory that git is shown instead of the scanned repository's: it has our configuration, no refs, no hooks,
 * no attributes, and reaches the scanned objects as an alternate, so that nothing can be written there either.
 */
export interface PrivateDirectory {
  /** Remove this one at the end. */
  readonly root: string
  readonly gitDirectory: string
  /** An empty folder, for HOME and as the folder git runs in. */
  readonly home: string
}

/** Makes the folders, still without objects; enough to run git commands that need no repository. */
export function makePrivateDirectory(): PrivateDirectory {
  const root = makeTemporaryFolder('gatehouse-git-')
  const gitDirectory = join(root, 'git')
  const home = join(root, 'home')
  for (const folder of [
    home,
    gitDirectory,
    join(gitDirectory, 'refs'),
    join(gitDirectory, 'objects', 'info'),
  ]) {
    mkdirSync(folder, { recursive: true })
  }
  return { root, gitDirectory, home }
}

/** Fills the private git directory with what tells git where the objects are and how to read them. */
export function fillPrivateDirectory(
  directory: PrivateDirectory,
  location: Location,
  configuration: RepositoryConfiguration,
): void {
  const { gitDirectory } = directory
  const put = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(gitDirectory, name), content)
  }
  put('HEAD', 'ref: refs/heads/none\n')
  put('config', privateConfiguration(configuration))
  put('objects/info/alternates', `${quoted(join(location.commonDirectory, 'objects'))}\n`)
  put('shallow', shallowLines(location.commonDirectory))
  mkdirSync(join(gitDirectory, 'info'))
  // The only other thing taken over: patterns of files that git should not list.
  put('info/exclude', plainFile(join(location.commonDirectory, 'info', 'exclude')) ?? '')
  if (configuration.refStorage === 'reftable') copyReftables(location, gitDirectory)
}

/** The refs' own folder inside the private git directory when the scanned work tree is a linked one: it has its own HEAD. */
export const privateWorktree = (gitDirectory: string): string => join(gitDirectory, 'worktrees', 'scanned')

function privateConfiguration(configuration: RepositoryConfiguration): string {
  const lines = [
    '[core]',
    'repositoryformatversion = 1',
    'bare = true',
    // A commit graph can claim parents that the commits do not have; the commits themselves are hashed.
    'commitGraph = false',
    'fsmonitor = false',
    'untrackedCache = false',
    // Larger objects are streamed instead of held in memory, and compared as a whole instead of line by line.
    'bigFileThreshold = 16m',
    `ignoreCase = ${String(configuration.ignoreCase)}`,
    '[protocol]',
    'allow = never',
    '[gc]',
    'auto = 0',
    '[maintenance]',
    'auto = false',
  ]
  if (configuration.objectFormat === 'sha256') lines.push('[extensions]', 'objectFormat = sha256')
  if (configuration.refStorage === 'reftable') lines.push('[extensions]', 'refStorage = reftable')
  return `${lines.join('\n')}\n`
}

/** Paths in an alternates file may be quoted like C strings. Source: gitrepository-layout(5), objects/info/alternates. */
function quoted(path: string): string {
  const text = Array.from(Buffer.from(path), (byte) =>
    isPlain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
  )
  return `"${text.join('')}"`
}

const isPlain = (byte: number): boolean => byte > 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c

/** The commits at which a shallow clone ends; anything else in that file is left out. */
function shallowLines(commonDirectory: string): string {
  const text = plainFile(join(commonDirectory, 'shallow'), 256 * 1024 * 1024)?.toString('latin1') ?? ''
  const ids = text.split('\n').filter((line) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line))
  return ids.map((id) => `${id}\n`).join('')
}

function copyReftables({ gitDirectory, commonDirectory }: Location, to: string): void {
  copyReftable(commonDirectory, to)
  if (gitDirectory === commonDirectory) return
  const worktree = privateWorktree(to)
  mkdirSync(worktree, { recursive: true })
  writeFileSync(join(worktree, 'HEAD'), 'ref: refs/heads/none\n')
  writeFileSync(join(worktree, 'commondir'), '../..\n')
  copyReftable(gitDirectory, worktree)
}

function copyReftable(from: string, to: string): void {
  mkdirSync(join(to, 'reftable'))
  for (const entry of readdirSync(join(from, 'reftable'), { withFileTypes: true })) {
    if (entry.isFile()) copyFileSync(join(from, 'reftable', entry.name), join(to, 'reftable', entry.name))
  }
}
