import type { NotScanned } from '../../engine/finding.ts'
import { pathText } from '../path-text.ts'
import type { ObjectSink } from './batch-parser.ts'
import { createByteTable } from './byte-table.ts'
import { TooManyPaths } from './path-limit.ts'
import { readObjects } from './read-objects.ts'
import { idLength, type Repository } from './repository.ts'

/** A tree to be walked, and where it stands. */
export interface TreeAt {
  /** Whatever the caller wants to know it by; trees with the same id and path are walked once, for the first of them. */
  readonly owner: number
  readonly id: Uint8Array
  /** Empty, or ends with `/`. */
  readonly path: Buffer
}

export interface TreeWalkSink {
  /** A file, symbolic link or submodule; `id` is only valid during the call. */
  readonly entry: (owner: number, mode: string, id: Uint8Array, path: Buffer) => void
  readonly notScanned: (notScanned: NotScanned) => void
}

// git itself refuses trees deeper than this since 2.44 (core.maxTreeDepth); no checkout could hold them.
const maxDepth = 4096
// Each takes some 300 bytes while its level is read.
const mostFoldersAtOnce = 1_000_000

/**
 * Lists everything below some trees, whatever is missing in between: the way that still works where `git ls-tree` and
 * `git diff-tree` give up. All trees of one depth are read together, so that git is started once for each depth.
 * @throws TooManyPaths where one level has more folders than `mostFolders`
 */
export async function walkTrees(
  repository: Repository,
  roots: readonly TreeAt[],
  sink: TreeWalkSink,
  mostFolders = mostFoldersAtOnce,
): Promise<void> {
  const length = idLength(repository)
  const seen = createByteTable()
  const isNew = (tree: TreeAt): boolean => {
    const key = Buffer.concat([tree.id, tree.path])
    const known = seen.count()
    return seen.intern(key, 0, key.length) === known
  }
  let level = roots.filter(isNew)
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === maxDepth) {
      for (const tree of level) sink.notScanned(tooDeep(tree))
      return
    }
    level = (await readLevel(repository, level, length, sink, mostFolders)).filter(isNew)
  }
}

/** Reports the files of these trees. @returns the trees one level below */
async function readLevel(
  repository: Repository,
  level: readonly TreeAt[],
  length: number,
  sink: TreeWalkSink,
  mostFolders: number,
): Promise<readonly TreeAt[]> {
  const below: TreeAt[] = []
  const read = (tree: TreeAt, bytes: Uint8Array): void => {
    const { entries, isSound } = treeEntries(bytes, length)
    if (!isSound) sink.notScanned(broken(tree))
    for (const { mode, id, name } of entries) {
      const path = Buffer.concat([tree.path, name])
      if (below.length === mostFolders) throw new TooManyPaths()
      if (mode === '40000') below.push({ owner: tree.owner, id, path: Buffer.concat([path, slash]) })
      else sink.entry(tree.owner, mode, id, path)
    }
  }
  const sinkOfTrees: ObjectSink = {
    whole(index, bytes, type) {
      if (type === 'tree') read(level[index]!, Buffer.from(bytes))
      else sink.notScanned(broken(level[index]!))
    },
    window(index, _bytes, offset) {
      if (offset === 0) sink.notScanned(broken(level[index]!))
    },
    problem(index, { code, reason }) {
      sink.notScanned({ path: pathText(level[index]!.path) || '/', code, reason })
    },
  }
  await readObjects(repository, Buffer.concat(level.map(({ id }) => id)), sinkOfTrees, { wholeLimit })
  return below
}

// One folder with five million files.
const wholeLimit = 256 * 1024 * 1024
const slash = Buffer.from('/')

interface TreeEntry {
  readonly mode: string
  readonly name: Uint8Array
  readonly id: Uint8Array
}

/** Entries of a tree object: `<mode> <name>` NUL and the id as bytes. Reading ends where it is malformed. */
function treeEntries(source: Uint8Array, length: number) {
  const entries: TreeEntry[] = []
  let at = 0
  while (at < source.length) {
    const space = source.indexOf(0x20, at)
    const end = source.indexOf(0, space + 1)
    if (space < 0 || end < 0 || end + 1 + length > source.length) break
    const mode = Buffer.from(source.subarray(at, space)).toString('latin1').replace(/^0+/, '')
    const id = source.subarray(end + 1, end + 1 + length)
    entries.push({ mode, name: source.subarray(space + 1, end), id })
    at = end + 1 + length
  }
  return { entries, isSound: at === source.length }
}

const broken = (tree: TreeAt): NotScanned => ({
  path: pathText(tree.path) || '/',
  code: 'corrupt-object',
  reason: 'The folder is no sound tree object. `git fsck` tells more.',
})

const tooDeep = (tree: TreeAt): NotScanned => ({
  path: pathText(tree.path),
  code: 'too-deep',
  reason: `Folders more than ${maxDepth} levels deep are not read.`,
})
