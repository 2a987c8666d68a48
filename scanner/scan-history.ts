import type { NotScanned } from './engine/finding.ts'
import type { ContentResult } from './pool/scan-contents.ts'
import { finishResult } from './finish-result.ts'
import { inspectWhole } from './inspect-whole.ts'
import { placeFindings, type Sighting } from './place-findings.ts'
import { readAssistantTexts } from './read-assistant-texts.ts'
import { ignoredNotice, type PlacedComment, type ScanOptions, type ScanResult } from './scan.ts'
import { scanBlobContents } from './scan-contents-in-pool.ts'
import { scanMessages } from './scan-messages.ts'
import { usualBlobSize } from './scan-placed.ts'
import { listTree, type TreeListing } from './sources/git/list-tree.ts'
import { inPackOrder } from './sources/git/pack-order.ts'
import { type History, type HistoryBlob, readHistory } from './sources/git/read-history.ts'
import { idLength, type Repository } from './sources/git/repository.ts'
import type { RefChoice } from './sources/git/select-tips.ts'
import { withAuthors } from './with-authors.ts'

export interface HistoryScanOptions extends ScanOptions {
  /** Where history begins; default: HEAD, branches, remote branches, tags and stash. */
  readonly refs?: RefChoice
  /** The tree that "tracked now" means; null where there is none (a repository without a commit). */
  readonly ref: string | null
}

/**
 * Scans every version of every file in history, each distinct blob once, and the messages of commits and tags. Tells of each
 * finding which commit brought it and whether it is still in the tree.
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function scanHistory(repository: Repository, options: HistoryScanOptions): Promise<ScanResult> {
  options.onProgress?.({ step: 'history', done: 0, total: 0 })
  const [history, tree] = await Promise.all([
    readHistory(repository, {
      ...(options.refs !== undefined && { refs: options.refs }),
      // What is tracked is looked at even where the refs do not lead there.
      ...(options.ref !== null && { also: options.ref }),
    }),
    options.ref === null ? noTree : listTree(repository, options.ref),
  ])
  const order = await inPackOrder(repository, history.blobIds)
  const { indexes } = order
  const pathsOf = pathReader(history, indexes, options.isIgnored)
  const pool = options.openPool({ items: history.blobs, bytes: history.blobs * usualBlobSize })
  let done = 0
  try {
    const isIgnored = options.isIgnored ?? (() => false)
    const [result, messages] = await Promise.all([
      scanBlobContents(pool, repository, order, pathsOf.read, (items) => {
        done += items
        options.onProgress?.({ step: 'scanning', done, total: history.blobs })
      }),
      scanMessages(pool, repository, history, isIgnored),
    ])
    const blobOf = (index: number): HistoryBlob => history.blob(indexes[index]!)
    const sightings = sightingsIn(result, blobOf, tree, commitOrder(history, idLength(repository)))
    const placed = placeFindings([...sightings, ...messages.sightings])
    const single = await withAuthors(repository, placed)
    const tracked = tree.entries.filter(({ path }) => !isIgnored(path))
    const inTree = single.filter((finding) => finding.history?.tracked === true)
    const read = await readAssistantTexts(repository, tracked)
    const together = await inspectWhole({ paths: tracked.map(({ path }) => path), read }, inTree)
    const all: ScanResult = {
      // They are about the tree as it is, so no commit of history brought them.
      findings: [...single, ...together.map((finding) => ({ ...finding, commit: null }))],
      comments: commentsInTree(result, blobOf, tree),
      coverage: {
        files: tree.entries.length,
        bytes: result.bytes + messages.bytes,
        commits: history.commits,
        blobs: history.blobs,
        notScanned: [
          ...shallowNotice(repository),
          ...(options.ref === null && history.commits > 0 ? [noTreeNotice] : []),
          ...history.notScanned,
          ...tree.notScanned,
          ...problemsOf(result, blobOf),
          ...messages.notScanned,
          ...ignoredNotice(pathsOf.ignored() + messages.ignored),
        ],
      },
    }
    return finishResult(all, pool.mask)
  } finally {
    await pool.close()
  }
}

/** HEAD names a branch without a commit while others have some, as after a rename of the main branch on a server. */
const noTreeNotice: NotScanned = {
  path: '',
  code: 'no-tree',
  reason:
    'HEAD names a branch that has no commit, so no files count as tracked now. Name a branch with `--ref`.',
}

const noTree: TreeListing = { commit: '', entries: [], notScanned: [] }

/** Reads a blob's paths for the threads, without those that the policy leaves out. */
function pathReader(
  history: History,
  indexes: Uint32Array,
  isIgnored: ((path: string) => boolean) | undefined,
) {
  let ignored = 0
  const read = (index: number): readonly string[] => {
    const paths = history.blob(indexes[index]!).paths.map(({ path }) => path)
    if (!isIgnored) return paths
    const kept = paths.filter((path) => !isIgnored(path))
    ignored += paths.length - kept.length
    return kept
  }
  return { read, ignored: () => ignored }
}

/** Compares commits by their place in history; those outside it come last. */
function commitOrder(history: History, length: number): (commit: string) => number {
  const known = new Map<string, number>()
  const ids = Buffer.from(
    history.commitIds.buffer,
    history.commitIds.byteOffset,
    history.commitIds.byteLength,
  )
  return (commit) => {
    const found = known.get(commit)
    if (found !== undefined) return found
    const wanted = Buffer.from(commit, 'hex')
    let at = ids.indexOf(wanted)
    while (at !== -1 && at % length !== 0) at = ids.indexOf(wanted, at + 1)
    const order = at === -1 ? history.commits : at / length
    known.set(commit, order)
    return order
  }
}

/** Where in history each finding in a file was seen. */
function sightingsIn(
  result: ContentResult,
  blobOf: (index: number) => HistoryBlob,
  tree: TreeListing,
  order: (commit: string) => number,
): readonly Sighting[] {
  const trackedIds = new Map(tree.entries.map(({ path, id }) => [path, id]))
  return result.findings.map(({ index, finding }) => {
    const { id, commit, paths } = blobOf(index)
    const rank = paths.findIndex(({ path }) => path === finding.path)
    const tracked = trackedIds.get(finding.path) === id
    return { finding, commit, order: order(commit), rank, tracked }
  })
}

/** Only comments in the files as they are now ask for anything. */
function commentsInTree(
  result: ContentResult,
  blobOf: (index: number) => HistoryBlob,
  tree: TreeListing,
): readonly PlacedComment[] {
  if (result.comments.length === 0) return []
  const trackedIds = new Map(tree.entries.map(({ path, id }) => [path, id]))
  return result.comments.flatMap(({ index, comment }) => {
    const { id, paths } = blobOf(index)
    return paths.filter(({ path }) => trackedIds.get(path) === id).map(({ path }) => ({ path, ...comment }))
  })
}

function problemsOf(result: ContentResult, blobOf: (index: number) => HistoryBlob): readonly NotScanned[] {
  return result.problems.map(({ index, code, reason }) => ({
    path: blobOf(index).paths[0]?.path ?? '',
    code,
    reason,
  }))
}

/** What a shallow or partial clone does not have cannot be found in it. */
function shallowNotice({ shallow }: Repository): readonly NotScanned[] {
  if (!shallow) return []
  const reason =
    'The clone is shallow: earlier commits are not on this disk. Fetch them with `git fetch --unshallow`.'
  return [{ path: '', code: 'shallow', reason }]
}
