import { type BlobPlaces, placesOfBlobs } from './blob-places.ts'
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
import { readHistory } from './sources/git/read-history.ts'
import type { Repository } from './sources/git/repository.ts'
import type { RefChoice } from './sources/git/select-tips.ts'
import { wantedBlobs } from './wanted-blobs.ts'
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
      ...(options.signal !== undefined && { signal: options.signal }),
    }),
    options.ref === null ? noTree : listTree(repository, options.ref),
  ])
  const wanted = wantedBlobs(repository, history, options.isIgnored)
  const order = await inPackOrder(repository, wanted.ids)
  const { indexes } = order
  const pathsOf = (index: number): readonly string[] => wanted.pathsOf(indexes[index]!)
  const pool = options.openPool({ items: wanted.count, bytes: wanted.count * usualBlobSize })
  let done = 0
  try {
    const isIgnored = options.isIgnored ?? (() => false)
    const [result, messages] = await Promise.all([
      scanBlobContents(pool, repository, order, pathsOf, {
        ...options,
        ...(options.code === true && { codeOf: pathsOf }),
        onDone: (items) => {
          done += items
          options.onProgress?.({ step: 'scanning', done, total: wanted.count })
        },
      }),
      scanMessages(pool, repository, history, { isIgnored, ...options }),
    ])
    const blobOf = placesOfBlobs((index) => wanted.blob(indexes[index]!))
    const sightings = sightingsIn(result, blobOf, tree)
    const placed = placeFindings([...sightings, ...messages.sightings])
    const single = await withAuthors(repository, placed)
    const tracked = tree.entries.filter(({ path }) => !isIgnored(path))
    const inTree = single.filter((finding) => finding.history?.tracked === true)
    const read = await readAssistantTexts(repository, tracked)
    const failed = new Set(result.problems.map(({ index }) => blobOf(index).id))
    const together = await inspectWhole({ paths: tracked.map(({ path }) => path), read }, inTree)
    const all: ScanResult = {
      // They are about the tree as it is, so no commit of history brought them.
      findings: [...single, ...together.map((finding) => ({ ...finding, commit: null }))],
      comments: commentsInTree(result, blobOf, tree),
      coverage: {
        files: tracked.filter(({ id }) => !failed.has(id)).length,
        bytes: result.bytes,
        commits: history.commits,
        blobs: wanted.count - failed.size,
        notScanned: [
          ...shallowNotice(repository),
          ...(options.ref === null ? [history.commits > 0 ? noTreeNotice : noCommitNotice] : []),
          ...history.notScanned,
          ...tree.notScanned,
          ...problemsOf(result, blobOf),
          ...messages.notScanned,
          ...ignoredNotice(wanted.ignored + messages.ignored),
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

/** Nothing is there that could be judged, and so nothing that could be called ready. */
const noCommitNotice: NotScanned = {
  path: '',
  code: 'no-commit',
  reason: 'There is no commit yet. Make one, then check again.',
}

const noTree: TreeListing = { commit: '', entries: [], notScanned: [] }

/** Where in history each finding in a file was seen. */
function sightingsIn(
  result: ContentResult,
  blobOf: (index: number) => BlobPlaces,
  tree: TreeListing,
): readonly Sighting[] {
  const trackedIds = new Map(tree.entries.map(({ path, id }) => [path, id]))
  return result.findings.map(({ index, finding }) => {
    const { id, at } = blobOf(index)
    const { commit, first: order, rank } = at(finding.path)!
    return { finding, commit, order, rank, tracked: trackedIds.get(finding.path) === id }
  })
}

/** Only comments in the files as they are now ask for anything. */
function commentsInTree(
  result: ContentResult,
  blobOf: (index: number) => BlobPlaces,
  tree: TreeListing,
): readonly PlacedComment[] {
  if (result.comments.length === 0) return []
  const trackedIds = new Map(tree.entries.map(({ path, id }) => [path, id]))
  return result.comments.flatMap(({ index, comment }) => {
    const { id, paths } = blobOf(index)
    return paths.filter(({ path }) => trackedIds.get(path) === id).map(({ path }) => ({ path, ...comment }))
  })
}

function problemsOf(result: ContentResult, blobOf: (index: number) => BlobPlaces): readonly NotScanned[] {
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
