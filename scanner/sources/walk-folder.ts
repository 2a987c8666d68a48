import { readdirSync, type Dirent } from 'node:fs'
import { sep } from 'node:path'
import type { NotScanned } from '../engine/finding.ts'
import { fileProblem } from './file-problem.ts'
import { nameText, pathKey, pathText } from './path-text.ts'
import type { FileReference } from './read-files.ts'

/** What a walk leaves out or only names. Paths are `pathKey`s relative to where the walk starts. */
export interface WalkRules {
  /** Files, and folders with `/` at the end, that are left out. */
  readonly ignored: ReadonlySet<string>
  /** Folders that are not entered, but given back. */
  readonly submodules: ReadonlySet<string>
  /** The start's own `.git` is not part of what is looked at. */
  readonly skipOwnGit: boolean
}

export interface Walked {
  readonly files: FileReference[]
  readonly notScanned: NotScanned[]
  /**
   * Symbolic links. Never followed, because what they lead to is either scanned in its own place or not part of this; the text
   * of their target is looked at, as git keeps it.
   */
  readonly links: FileReference[]
  /** Git directories inside the folder, other than its own. */
  readonly nestedGit: string[]
  /** Paths that `ignored` left out, folders with `/` at the end. */
  readonly ignored: string[]
  readonly submodules: Folder[]
}

/** A folder on the disk: where it is, and what it is called relative to the scanned root. */
export interface Folder {
  readonly location: string | Buffer
  /** Empty, or ends with `/`. */
  readonly path: string
  /** Relative to where the walk began, for looking up. */
  readonly key: string
}

/** Adds everything below `start` to `walked`. Needs no recursion, so that depth costs no stack. */
export function walkFolder(start: Folder, rules: WalkRules, walked: Walked): void {
  const folders: Folder[] = [start]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = readEntries(folder, walked)
    const isGit = isGitDirectory(entries)
    if (isGit) walked.nestedGit.push(folder.path.slice(0, -1))
    const below: Folder[] = []
    for (const entry of entries) {
      if (rules.skipOwnGit && folder === start && entry.name === '.git') continue
      if (isGit && entry.isDirectory() && entry.name === 'objects')
        walked.notScanned.push(packedObjects(folder.path))
      else place(entry, folder, rules, walked, below)
    }
    // Last in, first out: the first subfolder is to come next.
    for (const next of below.toReversed()) folders.push(next)
  }
}

/** One entry of a folder; `name` is exact where `bytes` is undefined or UTF-8. */
interface Entry extends Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink'> {
  readonly name: string
  readonly bytes?: Buffer
}

function place(entry: Entry, folder: Folder, rules: WalkRules, walked: Walked, below: Folder[]): void {
  const path = folder.path + shownName(entry)
  const key = keyOf(entry, folder)
  if (entry.isDirectory()) {
    const next = { location: locationOf(entry, folder), path: `${path}/`, key: `${key}/` }
    if (rules.ignored.has(next.key)) walked.ignored.push(next.path)
    else if (rules.submodules.has(key)) walked.submodules.push(next)
    else below.push(next)
  } else if (rules.ignored.has(key)) walked.ignored.push(path)
  else if (entry.isFile()) walked.files.push({ path, location: locationOf(entry, folder) })
  else if (entry.isSymbolicLink())
    walked.links.push({ path, location: locationOf(entry, folder), isLink: true })
  else walked.notScanned.push({ path, code: 'not-a-file', reason: 'It is a socket, pipe or device.' })
}

/** The entries by name, so that the result does not depend on the file system. */
function readEntries(folder: Folder, walked: Walked): readonly Entry[] {
  try {
    return entriesOf(folder.location).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    walked.notScanned.push({ path: folder.path || '.', ...fileProblem(error) })
    return []
  }
}

function entriesOf(location: string | Buffer): readonly Entry[] {
  if (typeof location === 'string') {
    const entries = readdirSync(location, { withFileTypes: true })
    // Names that are not UTF-8 come out with replacement characters and could not be opened again.
    if (!entries.some(({ name }) => name.includes('\uFFFD'))) return entries
  }
  return readdirSync(location, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
    name: isExact(entry.name) ? entry.name.toString('utf8') : pathText(entry.name),
    bytes: entry.name,
    isDirectory: () => entry.isDirectory(),
    isFile: () => entry.isFile(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }))
}

/** The name as people see it; one that is not UTF-8 is written that way already. */
const shownName = ({ name, bytes }: Entry): string =>
  bytes === undefined || isExact(bytes) ? nameText(name) : name

/** A string where that can open the file, bytes otherwise. */
function locationOf({ name, bytes }: Entry, { location }: Folder): string | Buffer {
  if (typeof location === 'string' && (bytes === undefined || isExact(bytes)))
    return `${location}${sep}${name}`
  return Buffer.concat([Buffer.from(location), Buffer.from(sep), bytes ?? Buffer.from(name)])
}

function keyOf({ name, bytes }: Entry, folder: Folder): string {
  const isPlain = bytes === undefined || isExact(bytes)
  if (!folder.key.startsWith('\0')) {
    return isPlain ? folder.key + name : pathKey(Buffer.concat([Buffer.from(folder.key), bytes]))
  }
  return folder.key + Buffer.from(bytes ?? name).toString('latin1')
}

const isExact = (bytes: Buffer): boolean => !pathKey(bytes).startsWith('\0')

/** What git itself takes for a git directory. Source: gitrepository-layout(5). */
function isGitDirectory(entries: readonly Entry[]): boolean {
  const has = (name: string, isFolder: boolean) =>
    entries.some((entry) => entry.name === name && entry.isDirectory() === isFolder)
  return has('HEAD', false) && has('objects', true) && has('refs', true)
}

const packedObjects = (path: string): NotScanned => ({
  path: `${path}objects`,
  code: 'nested-repository',
  reason: 'The history of a repository inside this folder is stored packed. Scan that repository by itself.',
})
