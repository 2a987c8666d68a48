import type { Finding, NotScanned } from './engine/finding.ts'
import type { ContentFinding, ContentResult } from './pool/scan-contents.ts'
import { finishResult } from './finish-result.ts'
import { inspectWhole } from './inspect-whole.ts'
import { readAssistantTexts } from './read-assistant-texts.ts'
import { ignoredNotice, type PlacedComment, type ScanOptions, type ScanResult } from './scan.ts'
import { scanBlobContents } from './scan-contents-in-pool.ts'
import { usualBlobSize } from './scan-tree.ts'
import { listTree, type TreeListing } from './sources/git/list-tree.ts'
import { inPackOrder } from './sources/git/pack-order.ts'
import { type Author, readAuthors } from './sources/git/read-authors.ts'
import { type History, type HistoryBlob, readHistory } from './sources/git/read-history.ts'
import { idLength, type Repository } from './sources/git/repository.ts'
import type { RefChoice } from './sources/git/select-tips.ts'
import { wantedBlobs } from './wanted-blobs.ts'

export interface HistoryScanOptions extends ScanOptions {
  /** Where history begins; default: HEAD, branches, remote branches, tags and stash. */
  readonly refs?: RefChoice
  /** The tree that "tracked now" means; null where there is none (a repository without a commit). */
  readonly ref: string | null
}

/**
 * Scans every version of every file in history, each distinct blob once, and tells of each finding which commit brought
 * it and whether it is still in the tree.
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
  const wanted = wantedBlobs(repository, history, options.isIgnored)
  const order = await inPackOrder(repository, wanted.ids)
  const { indexes } = order
  const pathsOf = (index: number): readonly string[] => wanted.pathsOf(indexes[index]!)
  const pool = options.openPool({ items: wanted.count, bytes: wanted.count * usualBlobSize })
  let done = 0
  try {
    const result = await scanBlobContents(pool, repository, order, pathsOf, (items) => {
      done += items
      options.onProgress?.({ step: 'scanning', done, total: wanted.count })
    })
    const blobOf = (index: number): HistoryBlob => wanted.blob(indexes[index]!)
    const placed = placeFindings(result, blobOf, tree, commitOrder(history, idLength(repository)))
    const single = await withAuthors(repository, placed)
    const isIgnored = options.isIgnored ?? (() => false)
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
          ...ignoredNotice(wanted.ignored),
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

/** A finding in one version of a file. */
interface Sighting {
  readonly finding: ContentFinding
  readonly commit: string
  readonly order: number
  /** Which of its blob's paths this is; they come in the order of their first commits. */
  readonly rank: number
  readonly tracked: boolean
}

/** A finding's place without its line: the same secret at the same path is one finding, whatever version it is in. */
const placeKey = ({ rule, fingerprint, path }: ContentFinding): string => `${rule}\0${fingerprint}\0${path}`
const fileKey = ({ rule, path }: ContentFinding): string => `${rule}\0${path}`
const secretKey = ({ rule, fingerprint }: ContentFinding): string => `${rule}\0${fingerprint}`

/**
 * Of all sightings, keeps for each secret at each path those of the version that is tracked, or else those of the first
 * version that held it.
 */
function placeFindings(
  result: ContentResult,
  blobOf: (index: number) => HistoryBlob,
  tree: TreeListing,
  order: (commit: string) => number,
): readonly Placed[] {
  const trackedIds = new Map(tree.entries.map(({ path, id }) => [path, id]))
  const byPlace = new Map<string, Sighting[]>()
  const bySecret = new Map<string, Secret>()
  const firstOfFile = new Map<string, Sighting>()
  for (const { index, finding } of result.findings) {
    const { id, paths } = blobOf(index)
    const rank = paths.findIndex(({ path }) => path === finding.path)
    const commit = paths[rank]!.first
    const tracked = trackedIds.get(finding.path) === id
    const sighting = { finding, commit, order: order(commit), rank, tracked }
    keepBest(byPlace, sighting)
    addSighting(bySecret, sighting)
    const known = firstOfFile.get(fileKey(finding))
    if (!known || isEarlier(sighting, known)) firstOfFile.set(fileKey(finding), sighting)
  }
  const pathsOf = new Map([...bySecret].map(([key, secret]) => [key, pathsInOrder(secret)]))
  return [...byPlace.values()].flat().map((sighting) => {
    // A tracked secret was exposed since its first commit, wherever in the tree that had it; what should not have its name
    // was since the first commit that gave it that name.
    const first =
      sighting.finding.kind === 'file'
        ? firstOfFile.get(fileKey(sighting.finding))!
        : bySecret.get(secretKey(sighting.finding))!.first
    const commit = sighting.tracked ? first.commit : sighting.commit
    return {
      finding: sighting.finding,
      commit,
      tracked: sighting.tracked,
      ...pathsOf.get(secretKey(sighting.finding))!,
    }
  })
}

/** A secret in all of its versions and places. */
interface Secret {
  first: Sighting
  /** The first sighting at each path. */
  readonly byPath: Map<string, Sighting>
}

function addSighting(bySecret: Map<string, Secret>, sighting: Sighting): void {
  const key = secretKey(sighting.finding)
  const secret = bySecret.get(key) ?? { first: sighting, byPath: new Map<string, Sighting>() }
  if (sighting.order < secret.first.order) secret.first = sighting
  const { path } = sighting.finding
  const known = secret.byPath.get(path)
  if (!known || isEarlier(sighting, known)) secret.byPath.set(path, sighting)
  bySecret.set(key, secret)
}

const isEarlier = (a: Sighting, b: Sighting): boolean => (a.order - b.order || a.rank - b.rank) < 0

/** More would be repeated with each of the places, and nobody reads them. */
const mostPaths = 100

function pathsInOrder({ byPath }: Secret): Pick<Placed, 'paths' | 'morePaths'> {
  const inOrder = [...byPath.values()].toSorted(
    (a, b) => a.order - b.order || a.rank - b.rank || (a.finding.path < b.finding.path ? -1 : 1),
  )
  const paths = inOrder.slice(0, mostPaths).map(({ finding }) => finding.path)
  return { paths, morePaths: inOrder.length - paths.length }
}

function keepBest(byPlace: Map<string, Sighting[]>, sighting: Sighting): void {
  const key = placeKey(sighting.finding)
  const known = byPlace.get(key)
  const rank = ({ tracked, order }: Sighting): number => (tracked ? -1 : order)
  if (!known || rank(sighting) < rank(known[0]!)) byPlace.set(key, [sighting])
  else if (rank(sighting) === rank(known[0]!)) known.push(sighting)
}

interface Placed {
  readonly finding: ContentFinding
  readonly commit: string
  readonly tracked: boolean
  readonly paths: readonly string[]
  readonly morePaths: number
}

async function withAuthors(repository: Repository, placed: readonly Placed[]): Promise<readonly Finding[]> {
  const authors =
    placed.length === 0
      ? new Map<string, Author>()
      : await readAuthors(
          repository,
          placed.map(({ commit }) => commit),
        )
  return placed.map(({ finding, commit, tracked, paths, morePaths }) => {
    const { name, date } = authors.get(commit) ?? { name: 'unknown', date: '1970-01-01T00:00:00+00:00' }
    const history = { authorDate: date, author: name, tracked, paths, ...(morePaths > 0 && { morePaths }) }
    return { ...finding, commit, history }
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
