import { pathText } from '../path-text.ts'
import { createByteTable, grown } from './byte-table.ts'

/** One place that held a blob. */
export interface BlobPath {
  readonly path: string
  /** The content is the target of a symbolic link, not a file. */
  readonly isLink: boolean
  /** The index of the commit that brought it here first. */
  readonly first: number
  /** A part of history: it was here before any of the part's commits brought it. */
  readonly isOld: boolean
}

/**
 * Which blobs history has, which commit brought each in first, and every path that held it. Commits are known by their
 * index, where smaller is earlier; records may come in any order. Takes about 150 bytes for each pair of blob and path.
 */
export interface HistoryTable {
  /** A commit has this blob at this path. */
  record(
    commit: number,
    id: Uint8Array,
    path: Uint8Array,
    pathStart: number,
    pathEnd: number,
    isLink: boolean,
  ): void
  /** A commit found this blob at this path in a parent. A blob that no commit brings counts as one of history all the same. */
  recordBefore(commit: number, id: Uint8Array, path: Uint8Array, pathStart: number, pathEnd: number): void
  count(): number
  /** How many different pairs of blob and path there are. */
  places(): number
  /** All blob ids, one after the other, in the order of their indexes. */
  ids(): Uint8Array
  firstCommit(blob: number): number
  /** In the order of their first commits. */
  paths(blob: number): readonly BlobPath[]
}

/** @param length of an id in bytes */
export function createHistoryTable(length: number): HistoryTable {
  const blobs = createByteTable()
  const paths = createByteTable()
  // A pair is found by the numbers of its blob and path, four bytes each.
  const pairs = createByteTable()
  const key = new Int32Array(2)
  const keyBytes = new Uint8Array(key.buffer)
  // For each pair: the earliest commit (its bits inverted for a link), and the next pair of the same blob plus one.
  let commits = new Int32Array(1 << 10)
  let next = new Int32Array(1 << 10)
  // For each pair: the earliest commit that found it in a parent; only where that is asked for.
  let befores = new Int32Array(0)
  // For each blob: its newest pair plus one.
  let heads = new Int32Array(1 << 10)

  /** The number of a blob at a path. */
  const pairOf = (id: Uint8Array, path: Uint8Array, pathStart: number, pathEnd: number): number => {
    const blob = blobs.intern(id, 0, length)
    key[0] = blob
    key[1] = paths.intern(path, pathStart, pathEnd)
    const known = pairs.count()
    const pair = pairs.intern(keyBytes, 0, 8)
    if (pair === known) addPair(pair, blob, never)
    return pair
  }

  const isOld = (pair: number): boolean => (befores[pair] ?? never) <= commitOf(commits[pair]!)

  const addPair = (pair: number, blob: number, value: number): void => {
    if (pair === commits.length) {
      commits = grown(commits, pair * 2, Int32Array)
      next = grown(next, pair * 2, Int32Array)
    }
    if (blob >= heads.length) heads = grown(heads, heads.length * 2, Int32Array)
    commits[pair] = value
    next[pair] = heads[blob]!
    heads[blob] = pair + 1
  }

  const pairsOf = (blob: number): number[] => {
    const found: number[] = []
    for (let pair = heads[blob]!; pair !== 0; pair = next[pair - 1]!) found.push(pair - 1)
    return found.toSorted((a, b) => commitOf(commits[a]!) - commitOf(commits[b]!) || a - b)
  }

  return {
    record(commit, id, path, pathStart, pathEnd, isLink) {
      const pair = pairOf(id, path, pathStart, pathEnd)
      if (commit < commitOf(commits[pair]!)) commits[pair] = isLink ? ~commit : commit
    },
    recordBefore(commit, id, path, pathStart, pathEnd) {
      const pair = pairOf(id, path, pathStart, pathEnd)
      if (befores.length < commits.length) {
        const known = befores.length
        befores = grown(befores, commits.length, Int32Array).fill(never, known)
      }
      befores[pair] = Math.min(befores[pair]!, commit)
    },
    count: blobs.count,
    places: pairs.count,
    ids: () => Uint8Array.from(blobs.all()),
    firstCommit: (blob) => commitOf(commits[pairsOf(blob)[0]!]!),
    paths: (blob) =>
      pairsOf(blob).map((pair) => {
        const path = new Int32Array(Uint8Array.from(pairs.bytes(pair)).buffer)[1]!
        const value = commits[pair]!
        const first = commitOf(value)
        return { path: pathText(paths.bytes(path)), isLink: value < 0, first, isOld: isOld(pair) }
      }),
  }
}

/** Later than any commit. */
const never = 0x7fffffff
const commitOf = (value: number): number => (value < 0 ? ~value : value)
