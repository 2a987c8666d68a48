import type { NotScanned } from '../../engine/finding.ts'
import { type CommitOrder, commitOrder } from './commit-order.ts'
import { type ChangeSink, diffCommits } from './diff-commits.ts'
import { createHistoryTable, type BlobPath, type HistoryTable } from './history-table.ts'
import { limitNotScanned } from './limit-not-scanned.ts'
import { idAt, packIds } from './object-ids.ts'
import { mostHistoryPaths, TooManyPaths, untilTooMany } from './path-limit.ts'
import { peelTips, type PeeledTip } from './peel-tips.ts'
import type { RawEntry } from './raw-diff-parser.ts'
import { idLength, type Repository } from './repository.ts'
import { rootTrees } from './root-trees.ts'
import { selectTips, type RefChoice } from './select-tips.ts'
import { tagObjects } from './tag-objects.ts'
import { walkTrees, type TreeAt } from './tree-walk.ts'

/** A place that held a blob, with the commit that brought it there first. */
export interface HistoryPath extends BlobPath {
  /** In hex; `first` is its place in the order of commits. */
  readonly commit: string
}

export interface HistoryBlob {
  /** In hex. */
  readonly id: string
  /**
   * The first commit in topological order that held it, in hex; where only a tag points at it, outside any commit, the
   * object that the tag names.
   */
  readonly commit: string
  /** Every path it had, in the order of their first commits. */
  readonly paths: readonly HistoryPath[]
}

/** Every distinct blob of history, each known by an index. */
export interface History {
  /** How many commits were walked. */
  readonly commits: number
  /** Ids of the commits as bytes, parents first. */
  readonly commitIds: Uint8Array
  /** Ids of the annotated tags that lead into it, as bytes. */
  readonly tagIds: Uint8Array
  readonly blobs: number
  /** Ids of the blobs as bytes, one after the other. */
  readonly blobIds: Uint8Array
  /** @param index from 0 to `blobs` - 1 */
  blob(index: number): HistoryBlob
  /** The paths of a blob alone: asked for each blob that is scanned, where all the rest is of use for few. */
  pathsOf(index: number): readonly string[]
  readonly notScanned: readonly NotScanned[]
}

export interface HistoryOptions {
  readonly refs?: RefChoice
  /** A commit that counts too, although no ref of `refs` may lead to it. */
  readonly also?: string
  /**
   * Commits, in hex, that are left out with all that can be reached from them. What the first commits of the rest found in their
   * parents is in the result as well, marked as old.
   */
  readonly without?: readonly string[]
  /** Stops between two groups of commits; its reason is thrown. */
  readonly signal?: AbortSignal
  /** How many git processes compare commits at the same time; default 2. */
  readonly processes?: number
}

const commitsPerProcess = 4000

/**
 * Finds every blob that history ever had: what each commit added or changed against its parents, from the roots on.
 * Submodules are not part of a repository's history and are left out. Blobs are not read here: see `inPackOrder` and
 * `readBlobs`.
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function readHistory(repository: Repository, options: HistoryOptions = {}): Promise<History> {
  const selected = await selectTips(repository, options.refs ?? 'default')
  const also = options.also === undefined ? [] : (await selectTips(repository, [options.also])).tips
  const tips = await peelTips(repository, [...selected.tips, ...also])
  const order = await commitOrder(repository, tips.commits, options.without)
  const notScanned: NotScanned[] = [...selected.notScanned, ...tips.notScanned, ...order.notScanned]
  const table = createHistoryTable(idLength(repository))
  const record = recorder(repository, table)
  const seen = options.without === undefined ? { entry: record.entry } : record

  const listTrees = async (): Promise<void> => {
    const failed = await diffAll(repository, order, options, seen)
    const roots = await failedTrees(repository, order.ids, failed, notScanned)
    const loose = tips.trees.map((tip, index) => looseTree(repository, tip, order.count + index))
    await walkTrees(repository, [...roots, ...loose], {
      entry: record.walked,
      notScanned: (problem) => notScanned.push(problem),
    })
  }
  await untilTooMany(listTrees, notScanned)
  const outside = [...tips.trees, ...tips.blobs]
  for (const [index, { id, ref }] of tips.blobs.entries()) {
    record.walked(
      order.count + tips.trees.length + index,
      '100644',
      Buffer.from(id, 'hex'),
      Buffer.from(ref.name),
    )
  }

  const blobIds = table.ids()
  const commitId = (commit: number): string =>
    outside[commit - order.count]?.ref.id ?? idAt(order.ids, commit, idLength(repository))
  return {
    commits: order.count,
    commitIds: order.ids,
    tagIds: await tagObjects(repository, tips.tags),
    blobs: table.count(),
    blobIds,
    pathsOf: (index) => table.paths(index).map(({ path }) => path),
    blob: (index) => ({
      id: idAt(blobIds, index, idLength(repository)),
      commit: commitId(table.firstCommit(index)),
      paths: table.paths(index).map((path) => ({ ...path, commit: commitId(path.first) })),
    }),
    notScanned: limitNotScanned(notScanned),
  }
}

/** Puts what the two ways of reading report into the table. */
function recorder(repository: Repository, table: HistoryTable) {
  const id = Buffer.alloc(idLength(repository))
  const checkLimit = (): void => {
    if (table.places() > mostHistoryPaths) throw new TooManyPaths()
  }
  return {
    entry: (commit: number, { mode, id: at, path, pathEnd, source }: RawEntry): void => {
      if (mode === submodule) return
      id.write(source.toString('latin1', at, at + id.length * 2), 'hex')
      table.record(commit, id, source, path, pathEnd, mode === link)
      checkLimit()
    },
    before: (commit: number, { mode, id: at, path, pathEnd, source }: RawEntry): void => {
      if (mode === submodule) return
      id.write(source.toString('latin1', at, at + id.length * 2), 'hex')
      table.recordBefore(commit, id, source, path, pathEnd)
      checkLimit()
    },
    walked: (commit: number, mode: string, own: Uint8Array, path: Buffer): void => {
      if (mode === submodule) return
      table.record(commit, own, path, 0, path.length, mode === link)
      checkLimit()
    },
  }
}

const submodule = '160000'
const link = '120000'

/** Compares all commits, a few thousand at a time, in several processes. @returns the commits that failed, ascending */
async function diffAll(
  repository: Repository,
  { ids, count }: Pick<CommitOrder, 'ids' | 'count'>,
  { processes = 2, signal }: HistoryOptions,
  seen: ChangeSink,
): Promise<readonly number[]> {
  const failed: number[] = []
  let next = 0
  const work = async (): Promise<void> => {
    while (next < count) {
      signal?.throwIfAborted()
      const from = next
      next = Math.min(count, from + commitsPerProcess)
      failed.push(...(await diffCommits(repository, ids, from, next, seen)))
    }
  }
  await Promise.all(Array.from({ length: processes }, work))
  return failed.toSorted((a, b) => a - b)
}

/** The top trees of commits that git could not compare. */
async function failedTrees(
  repository: Repository,
  ids: Uint8Array,
  commits: readonly number[],
  notScanned: NotScanned[],
): Promise<readonly TreeAt[]> {
  const length = idLength(repository)
  const wanted = Buffer.concat(commits.map((commit) => ids.subarray(commit * length, (commit + 1) * length)))
  const roots = await rootTrees(repository, wanted, notScanned)
  return roots.map(({ commit, id }) => ({ owner: commits[commit]!, id, path: Buffer.alloc(0) }))
}

const looseTree = (repository: Repository, { id, ref }: PeeledTip, owner: number): TreeAt => ({
  owner,
  id: packIds(repository, [id]),
  path: Buffer.from(`${ref.name}/`),
})
