import type { Finding, NotScanned } from './engine/finding.ts'
import { type FoundBefore, markBroughtElsewhere } from './brought-elsewhere.ts'
import { finishResult } from './finish-result.ts'
import { placeFindings, type Placed as PlacedSighting, type Sighting } from './place-findings.ts'
import type { ContentFinding } from './pool/content-findings.ts'
import type { Pool } from './pool/pool.ts'
import { ignoredNotice, type PlacedComment, type ScanOptions, type ScanResult } from './scan.ts'
import { type ChangeScan, amongChanged, inAddedLines } from './scan-changes.ts'
import type { MessageScan } from './scan-messages.ts'
import { isPointed, withPointed } from './scan-pointed.ts'
import type { Placed, PlacedOptions } from './scan-placed.ts'
import type { Change } from './sources/git/read-changes.ts'
import type { HistoryPath } from './sources/git/read-history.ts'

/** A version of a file at a path. */
export interface Entry {
  /** The blob, in hex. */
  readonly id: string
  readonly path: string
}

/** Finds what a range's commits say of a blob, by its id in hex, at a path. */
export type FindPath = (
  id: string,
  path: string,
) => Pick<HistoryPath, 'commit' | 'first' | 'isOld'> | undefined

/** What a range of commits brings, wherever it was read from. */
export interface RangeSource {
  /** The files that it changed, as they are at its end. */
  readonly changes: readonly Change[]
  /** Every version of a file that its commits brought, or found in their parents. */
  readonly versions: readonly Entry[]
  readonly find: FindPath
  readonly commits: number
  /** How many distinct versions. */
  readonly blobs: number
  readonly notScanned: readonly NotScanned[]
  /** Scans versions, each distinct one once, and hands what they hold to `use`. */
  readonly scanContents: <T>(
    entries: readonly Entry[],
    options: PlacedOptions,
    use: (placed: Placed) => Promise<T>,
  ) => Promise<T>
  /** Scans more versions with threads that are there. */
  readonly scanMore: (
    pool: Pool,
    entries: readonly Entry[],
    options: Omit<PlacedOptions, 'openPool'>,
  ) => Promise<Pick<Placed, 'result' | 'pathsOf'>>
  readonly scanMessages: (
    pool: Pool,
    options: Pick<ScanOptions, 'signal'> & { readonly isIgnored: (path: string) => boolean },
  ) => Promise<MessageScan & { readonly ignored: number }>
  /** Says who brought them, and when. */
  readonly nameAuthors: (placed: readonly PlacedSighting[]) => Promise<readonly Finding[]>
}

/**
 * Scans what a range of commits brings: the files that it changed as they are at its end, and of every commit in it what is
 * not there any more, with that commit: merging brings that too. The commits' messages as well.
 */
export async function scanRange(source: RangeSource, options: ScanOptions): Promise<ChangeScan> {
  const isIgnored = options.isIgnored ?? (() => false)
  const all = [...source.changes, ...source.versions]
  const changes = source.changes.filter(({ path }) => !isIgnored(path))
  const entries = all.filter(({ path }) => !isIgnored(path))
  // What was on the way and is not there any more is nobody's weakness.
  const scanning = { ...options, ...(options.code === true && { isCodeWanted: nowAt(source.changes) }) }
  const isNow = nowAt(source.changes)
  const isOld = (id: string, path: string): boolean =>
    !isNow(id, path) && source.find(id, path)?.isOld === true
  return source.scanContents(entries, scanning, async (read) => {
    const placed = await withPointed(read, scanning, isOld)
    const messages = await source.scanMessages(placed.pool, { ...options, isIgnored })
    const { now, gone, notScanned } = sortOut(placed, changes, source.find)
    const marked = await markBroughtElsewhere(now, changes, (versions) =>
      findIn(versions, placed, source, options),
    )
    const result: ScanResult = {
      findings: [...marked, ...(await source.nameAuthors(placeFindings([...gone, ...messages.sightings])))],
      comments: commentsIn(placed, changes),
      coverage: {
        files: changes.length,
        bytes: placed.result.bytes,
        commits: source.commits,
        blobs: source.blobs,
        notScanned: [
          ...source.notScanned,
          ...notScanned,
          ...messages.notScanned,
          ...ignoredNotice(pathsIn(all) - pathsIn(entries) + messages.ignored),
        ],
      },
    }
    const isInLines = inAddedLines(changes, placed.mask)
    const isNewInFile = newInPointed(placed, changes, source.find)
    const isInDiff = (finding: Finding): boolean =>
      finding.commit !== null ||
      finding.brought !== undefined ||
      (isPointed(finding) ? isNewInFile(finding) : isInLines(finding))
    const isChanged = amongChanged(changes, placed.mask)
    return { result: finishResult(result, placed.mask), isInDiff, isChanged }
  })
}

/** What versions of files hold that stood there before. */
async function findIn(
  versions: readonly Entry[],
  { pool }: Placed,
  { scanMore }: RangeSource,
  { signal, owner, code }: ScanOptions,
): Promise<FoundBefore> {
  const { result, pathsOf } = await scanMore(pool, versions, {
    ...(signal && { signal }),
    ...(owner !== undefined && { owner }),
    isCodeWanted: () => code === true,
  })
  return {
    findings: result.findings.map(({ finding }) => finding),
    unread: new Set(result.problems.flatMap(({ index }) => pathsOf(index))),
  }
}

const pathsIn = (entries: readonly Entry[]): number => new Set(entries.map(({ path }) => path)).size

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

/**
 * Whether something in a file in Git LFS is new there. A diff shows only the pointer, so it is what was not there before at the same path,
 * in a file that was not merely moved.
 */
function newInPointed(
  { result, idOf, mask }: Placed,
  changes: readonly Change[],
  onTheWay: FindPath,
): (finding: Finding) => boolean {
  const moved = new Set(changes.filter(({ added }) => added?.length === 0).map(({ path }) => mask(path)))
  const keyOf = ({ path, rule, fingerprint }: ContentFinding): string => `${path}\0${rule}\0${fingerprint}`
  const isNow = nowAt(changes)
  const old = new Set(
    result.findings.flatMap(({ index, finding }) => {
      const id = idOf(index)
      const wasThere = !isNow(id, finding.path) && onTheWay(id, finding.path)?.isOld === true
      return wasThere ? [keyOf({ ...finding, path: mask(finding.path) })] : []
    }),
  )
  return (finding) => !moved.has(finding.path) && !old.has(keyOf(finding))
}

function nowAt(changes: readonly Change[]): (id: string, path: string) => boolean {
  const ids = new Map(changes.map(({ path, id }) => [path, id]))
  return (id, path) => ids.get(path) === id
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
