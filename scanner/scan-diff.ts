import { placesOfBlobs } from './blob-places.ts'
import type { Finding, NotScanned } from './engine/finding.ts'
import { finishResult } from './finish-result.ts'
import { placeFindings, type Sighting } from './place-findings.ts'
import type { ContentFinding } from './pool/content-findings.ts'
import { ignoredNotice, type PlacedComment, type ScanOptions, type ScanResult } from './scan.ts'
import { type ChangeScan, inAddedLines } from './scan-changes.ts'
import { scanMessages } from './scan-messages.ts'
import { type Placed, scanPlaced } from './scan-placed.ts'
import { type Change, readDiff } from './sources/git/read-changes.ts'
import { type History, type HistoryPath, readHistory } from './sources/git/read-history.ts'
import { idAt } from './sources/git/object-ids.ts'
import { idLength, type Repository } from './sources/git/repository.ts'
import { withAuthors } from './with-authors.ts'

/**
 * Scans what a range of commits brings: the files that it changed as they are at its end, and of every commit in it what is
 * not there any more, with that commit: merging brings that too. The commits' messages as well.
 * @param range see `readDiff`
 * @param without commits, in hex, that bring nothing although they may be in the range: in a shallow clone what lies behind them cannot
 * be known of both sides. By default the range's beginning.
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function scanDiff(
  repository: Repository,
  range: string,
  options: ScanOptions,
  without?: readonly string[],
): Promise<ChangeScan> {
  options.onProgress?.({ step: 'history', done: 0, total: 0 })
  const diff = await readDiff(repository, range)
  const history = await readHistory(repository, { refs: [diff.head], without: without ?? [diff.start] })
  const isIgnored = options.isIgnored ?? (() => false)
  const all = [...diff.changes, ...entriesOf(history)]
  const changes = diff.changes.filter(({ path }) => !isIgnored(path))
  const entries = all.filter(({ path }) => !isIgnored(path))
  const isNow = nowAt(diff.changes)
  // What was on the way and is not there any more is nobody's weakness.
  const scanning = { ...options, ...(options.code === true && { isCodeWanted: isNow }) }
  return scanPlaced(repository, entries, scanning, async (placed) => {
    const messages = await scanMessages(placed.pool, repository, history, { ...options, isIgnored })
    const { now, gone, notScanned } = sortOut(placed, changes, pathFinder(repository, history))
    const result: ScanResult = {
      findings: [...now, ...(await withAuthors(repository, placeFindings([...gone, ...messages.sightings])))],
      comments: commentsIn(placed, changes),
      coverage: {
        files: changes.length,
        bytes: placed.result.bytes,
        commits: history.commits,
        blobs: history.blobs,
        notScanned: [
          ...diff.notScanned,
          ...history.notScanned,
          ...notScanned,
          ...messages.notScanned,
          ...ignoredNotice(pathsIn(all) - pathsIn(entries) + messages.ignored),
        ],
      },
    }
    const isInLines = inAddedLines(changes, placed.mask)
    const isInDiff = (finding: Finding): boolean => finding.commit !== null || isInLines(finding)
    return { result: finishResult(result, placed.mask), isInDiff }
  })
}

const pathsIn = (entries: readonly Entry[]): number => new Set(entries.map(({ path }) => path)).size

interface Entry {
  readonly id: string
  readonly path: string
}

const entriesOf = (history: History): readonly Entry[] =>
  Array.from({ length: history.blobs }, (_, index) => history.blob(index)).flatMap(({ id, paths }) =>
    paths.map(({ path }) => ({ id, path })),
  )

/** Tells apart what is there at the end, what was there on the way, and what was there before. */
function sortOut({ result, idOf, pathsOf }: Placed, changes: readonly Change[], onTheWay: FindPath) {
  const isNow = nowAt(changes)
  const now: Finding[] = []
  const passed: Sighting[] = []
  /** What is there at the end or was before: nothing to be said of the way. */
  const known = new Set<string>()
  for (const { index, finding } of result.findings) {
    const id = idOf(index)
    const place = onTheWay(id, finding.path)
    const atEnd = isNow(id, finding.path)
    if (atEnd) now.push({ ...finding, commit: null })
    if (atEnd || place?.isOld === true) for (const key of keysOf(finding)) known.add(key)
    else if (place && (finding.kind === 'secret' || finding.kind === 'file')) {
      const { commit, first: order } = place
      passed.push({ finding, commit, order, rank: 0, tracked: false })
    }
  }
  return {
    now,
    gone: passed.filter(({ finding }) => !keysOf(finding).some((key) => known.has(key))),
    notScanned: result.problems.flatMap(({ index, code, reason }): readonly NotScanned[] =>
      pathsOf(index)
        .filter((path) => isNow(idOf(index), path) || onTheWay(idOf(index), path)?.isOld === false)
        .map((path) => ({ path, code, reason })),
    ),
  }
}

/** By what a finding is known again: a secret by itself, a risky file also by its place, whatever it holds. */
const keysOf = ({ kind, rule, fingerprint, path }: ContentFinding): readonly string[] => [
  `${rule}\0${fingerprint}`,
  ...(kind === 'file' ? [`${rule}\0\0${path}`] : []),
]

function nowAt(changes: readonly Change[]): (id: string, path: string) => boolean {
  const ids = new Map(changes.map(({ path, id }) => [path, id]))
  return (id, path) => ids.get(path) === id
}

/** Finds what the range's commits say of a blob, by its id in hex, at a path. */
type FindPath = (id: string, path: string) => HistoryPath | undefined

function pathFinder(repository: Repository, history: History): FindPath {
  const length = idLength(repository)
  const indexes = new Map(
    Array.from({ length: history.blobs }, (_, index) => [idAt(history.blobIds, index, length), index]),
  )
  const blobOf = placesOfBlobs((index) => history.blob(index))
  return (id, path) => {
    const index = indexes.get(id)
    return index === undefined ? undefined : blobOf(index).at(path)
  }
}

/** Only comments in the files as they are at the end ask for anything. */
function commentsIn({ result, idOf, pathsOf }: Placed, changes: readonly Change[]): readonly PlacedComment[] {
  const isNow = nowAt(changes)
  return result.comments.flatMap(({ index, comment }) =>
    pathsOf(index)
      .filter((path) => isNow(idOf(index), path))
      .map((path) => ({ path, ...comment })),
  )
}
