import { readFileSync } from 'node:fs'
import { commitMessagePath, tagMessagePath } from './engine/message-path.ts'
import type { NotScanned } from './engine/finding.ts'
import type { Placed as PlacedSighting, Sighting } from './place-findings.ts'
import type { ContentResult } from './pool/scan-contents.ts'
import type { Pool } from './pool/pool.ts'
import { scanFileContents } from './scan-contents-in-pool.ts'
import { mayConcernAssistants } from './rules/assistants/inspect-assistant-file.ts'
import type { ScanOptions, ScanResult } from './scan.ts'
import type { ChangeScan } from './scan-changes.ts'
import { type Placed, type PlacedOptions, usualBlobSize } from './scan-placed.ts'
import { type Entry, type FindPath, type RangeSource, scanRange } from './scan-range.ts'
import { scanEntriesOf } from './scan-tree.ts'
import type { Change } from './sources/git/read-changes.ts'

/** Something with a message. Ids in hex. */
export interface GatheredMessage {
  readonly id: string
  readonly author: string
  /** ISO 8601 with an offset. */
  readonly authorDate: string
}

export interface GatheredCommit extends GatheredMessage {
  /** Versions of files that it has and none of its parents. */
  readonly brought: readonly Entry[]
  /** What its parents had at the same paths. */
  readonly found: readonly Entry[]
}

/** A range of commits that was read without a repository. */
export interface GatheredRange {
  readonly changes: readonly Change[]
  /** Parents come first. */
  readonly commits: readonly GatheredCommit[]
  readonly tags: readonly GatheredMessage[]
  readonly notScanned: readonly NotScanned[]
  /** The file on this disk that holds a blob, or the message of a commit or a tag; undefined: it could not be had. */
  readonly locate: (id: string) => string | undefined
}

/** Scans what a range of commits brings that was read without a repository; see `scanRange`. */
export function scanGathered(range: GatheredRange, options: ScanOptions): Promise<ChangeScan> {
  const { changes, commits, tags, locate } = range
  const versions = commits.flatMap(({ brought, found }) => [...brought, ...found])
  const source: RangeSource = {
    changes,
    versions,
    find: findPath(commits),
    commits: commits.length,
    blobs: new Set(versions.map(({ id }) => id)).size,
    notScanned: range.notScanned,
    scanContents: (entries, how, use) => scanEntriesAt(locate, entries, how, use),
    scanMore: (pool, entries, how) => scanEntriesWith(locate, pool, entries, how),
    scanMessages: async (pool, { isIgnored, signal }) => {
      const kinds = [
        { messages: commits, path: commitMessagePath, before: 0 },
        { messages: tags, path: tagMessagePath, before: commits.length },
      ].filter(({ messages }) => messages.length > 0)
      const wanted = kinds.filter(({ path }) => !isIgnored(path))
      const scans = await Promise.all(
        wanted.map((kind) => scanMessagesAt(locate, pool, kind, { ...(signal && { signal }) })),
      )
      return {
        ignored: kinds.length - wanted.length,
        sightings: scans.flatMap(({ sightings }) => sightings),
        notScanned: scans.flatMap(({ notScanned }) => notScanned),
      }
    },
    nameAuthors: async (placed) => placed.map(withAuthor(commits, tags)),
  }
  return scanRange(source, options)
}

/** All files of one commit that were read without a repository. */
export interface GatheredTree extends Pick<GatheredRange, 'notScanned' | 'locate'> {
  readonly entries: readonly Entry[]
}

/** Scans the files of one commit that were read without a repository; see `scanTree`. */
export async function scanGatheredTree(
  { entries, notScanned, locate }: GatheredTree,
  options: ScanOptions,
): Promise<ScanResult> {
  const { result } = await scanEntriesOf(
    {
      scanContents: (wanted, how, use) => scanEntriesAt(locate, wanted, how, use),
      readTexts: async (wanted) => textReader(locate, wanted),
    },
    { entries, notScanned, isWhole: true },
    options,
  )
  return result
}

function textReader(locate: Locate, entries: readonly Entry[]): (path: string) => string | undefined {
  const files = new Map(
    entries.filter(({ path }) => mayConcernAssistants(path)).map(({ path, id }) => [path, locate(id)]),
  )
  return (path) => {
    const file = files.get(path)
    return file === undefined ? undefined : readFileSync(file, 'utf8')
  }
}

/** Nothing came there. */
const never = Infinity

function findPath(commits: readonly GatheredCommit[]): FindPath {
  const pairs = new Map<string, { first: number; before: number }>()
  const pairOf = ({ id, path }: Entry): { first: number; before: number } => {
    const key = `${id}\0${path}`
    const pair = pairs.get(key) ?? { first: never, before: never }
    pairs.set(key, pair)
    return pair
  }
  for (const [index, { brought, found }] of commits.entries()) {
    for (const one of brought) {
      const pair = pairOf(one)
      pair.first = Math.min(pair.first, index)
    }
    for (const one of found) {
      const pair = pairOf(one)
      pair.before = Math.min(pair.before, index)
    }
  }
  return (id, path) => {
    const pair = pairs.get(`${id}\0${path}`)
    if (pair === undefined) return undefined
    const { first, before } = pair
    return { commit: commits[first]?.id ?? id, first, isOld: before <= first }
  }
}

type Locate = GatheredRange['locate']

async function scanEntriesAt<T>(
  locate: Locate,
  entries: readonly Entry[],
  options: PlacedOptions,
  use: (placed: Placed) => Promise<T>,
): Promise<T> {
  const distinct = distinctOf(entries)
  const pool = options.openPool({ items: distinct.length, bytes: distinct.length * usualBlobSize })
  try {
    return await use(await scanEntriesWith(locate, pool, distinct, options))
  } finally {
    await pool.close()
  }
}

async function scanEntriesWith(
  locate: Locate,
  pool: Pool,
  entries: readonly Entry[],
  options: Omit<PlacedOptions, 'openPool'>,
): Promise<Placed> {
  const distinct = distinctOf(entries)
  return {
    result: await scanAt(locate, pool, distinct, options),
    idOf: (index) => distinct[index]!.id,
    pathsOf: (index) => [distinct[index]!.path],
    pool,
    mask: pool.mask,
  }
}

const distinctOf = (entries: readonly Entry[]): readonly Entry[] => [
  ...new Map(entries.map((one) => [`${one.id}\0${one.path}`, one])).values(),
]

async function scanMessagesAt(
  locate: Locate,
  pool: Pool,
  kind: { readonly messages: readonly GatheredMessage[]; readonly path: string; readonly before: number },
  options: Pick<ScanOptions, 'signal'>,
) {
  const entries = kind.messages.map(({ id }) => ({ id, path: kind.path }))
  const { findings, problems } = await scanAt(locate, pool, entries, options)
  return {
    sightings: findings.map(({ index, finding }): Sighting => {
      const commit = kind.messages[index]!.id
      return { finding, commit, order: kind.before + index, rank: 0, tracked: false }
    }),
    notScanned: problems.map(({ index, code, reason }): NotScanned => ({
      path: kind.messages[index]!.id,
      code,
      reason,
    })),
  }
}

/** What is known by its name alone is reported also where its content could not be had. */
async function scanAt(
  locate: Locate,
  pool: Pool,
  entries: readonly Entry[],
  options: Pick<PlacedOptions, 'signal' | 'owner' | 'isCodeWanted'>,
): Promise<ContentResult> {
  const files = entries.map(({ id, path }) => ({ path, location: locate(id) ?? nowhere }))
  const { isCodeWanted, ...rest } = options
  const result = await scanFileContents(pool, files, {
    ...rest,
    ...(isCodeWanted && {
      isCodeWanted: (index) => isCodeWanted(entries[index]!.id, entries[index]!.path),
    }),
  })
  const problems = result.problems.map((one) =>
    files[one.index]!.location === nowhere
      ? { index: one.index, code: 'missing-object', reason: 'Its content could not be had.' }
      : one,
  )
  return { ...result, problems }
}

/** No file is called so. */
const nowhere = ''

const withAuthor =
  (commits: readonly GatheredCommit[], tags: readonly GatheredMessage[]) =>
  ({ finding, commit, tracked, paths, morePaths }: PlacedSighting) => {
    const by = [...commits, ...tags].find(({ id }) => id === commit)
    const history = {
      authorDate: by?.authorDate ?? '1970-01-01T00:00:00+00:00',
      author: by?.author ?? 'unknown',
      tracked,
      paths,
      ...(morePaths > 0 && { morePaths }),
    }
    return { ...finding, commit, history }
  }
