import { mostFindings } from './pool/match-content.ts'
import { type ContentResult, noContent, tooManyFindings } from './pool/scan-contents.ts'
import type { Pool } from './pool/pool.ts'
import type { BlobCache, StoredBlob } from './pool/stored-blob.ts'
import type { Task } from './pool/task.ts'
import type { ScanOptions } from './scan.ts'
import type { FileReference } from './sources/read-files.ts'
import type { PackOrder } from './sources/git/pack-order.ts'
import { findPlaces, slicePlaces } from './sources/git/pack/places.ts'
import { idAt } from './sources/git/object-ids.ts'
import { idLength, type Repository } from './sources/git/repository.ts'

/** One slice of a list for one thread, and where it begins in the list; made only when a thread is about to take it. */
interface Slice {
  readonly from: number
  readonly count: number
  readonly makeTask: () => Task | Promise<Task>
  /** Called with the task's result. */
  readonly onResult?: (result: ContentResult) => Promise<void>
}

/** What of a scan's options concerns its contents. */
export type ContentOptions = Pick<ScanOptions, 'cache' | 'signal' | 'owner'> & {
  readonly onDone?: (items: number) => void
}

/** Slices on their way at a time: some for each thread, so that none waits. */
const atATime = 8

/** Enough for a thread to be busy a while, few enough for the threads to end together. */
const filesPerTask = 400
const blobsPerTask = 2000
/** Parsing takes several times as long as the rest. */
const codePerTask = 200
const messagesPerTask = 4000

/** Scans files; indexes in the result are those of `files`. */
export function scanFileContents(
  pool: Pool,
  files: readonly FileReference[],
  options: ContentOptions & {
    /** Whether a file is looked at as code too; without it, none is. */
    readonly isCodeWanted?: (index: number) => boolean
  },
): Promise<ContentResult> {
  const { isCodeWanted, owner } = options
  const slices = slicesOf(files.length, isCodeWanted ? codePerTask : filesPerTask, (from, count) => ({
    kind: 'files',
    files: files.slice(from, from + count),
    ...(isCodeWanted && { code: Array.from({ length: count }, (_, index) => isCodeWanted(from + index)) }),
    ...(owner !== undefined && { owner }),
  }))
  return runSlices(pool, slices, options)
}

/**
 * Scans blobs; indexes in the result, and those that `pathsOf` is asked for, are those of `order`.
 */
export function scanBlobContents(
  pool: Pool,
  repository: Repository,
  { ids, places }: PackOrder,
  pathsOf: (index: number) => readonly string[],
  options: ContentOptions & {
    /** The paths at which a blob is looked at as code too; without it, none is. */
    readonly codeOf?: (index: number) => readonly string[]
  },
): Promise<ContentResult> {
  const length = idLength(repository)
  const { cache, codeOf, owner } = options
  const idOf = (index: number): string => idAt(ids, index, length)
  const slices = slicesOf(
    ids.length / length,
    codeOf ? codePerTask : blobsPerTask,
    async (from, count): Promise<Task> => {
      const task: Task = {
        kind: 'blobs',
        repository,
        ids: ids.slice(from * length, (from + count) * length),
        places: slicePlaces(places, from, from + count),
        ...(codeOf && { code: Array.from({ length: count }, (_, index) => codeOf(from + index)) }),
        ...(owner !== undefined && { owner }),
        paths: Array.from({ length: count }, (_, index) => pathsOf(from + index)),
      }
      return cache === undefined ? task : { ...task, stored: await readStored(cache, idOf, from, count) }
    },
  )
  const kept = slices.map((slice): Slice => ({
    ...slice,
    onResult: async ({ stored }) => {
      if (cache === undefined || stored.length === 0) return
      await cache.write(new Map(stored.map(({ index, blob }) => [idOf(slice.from + index), blob])))
    },
  }))
  return runSlices(pool, kept, options)
}

async function readStored(
  cache: BlobCache,
  idOf: (index: number) => string,
  from: number,
  count: number,
): Promise<ReadonlyMap<number, StoredBlob>> {
  const ids = Array.from({ length: count }, (_, index) => idOf(from + index))
  const known = await cache.read(ids)
  return new Map(
    ids.flatMap((id, index): readonly [number, StoredBlob][] => {
      const blob = known.get(id)
      return blob === undefined ? [] : [[index, blob]]
    }),
  )
}

/**
 * Scans the messages of commits or tags; indexes in the result are those of `ids`.
 * @param ids as bytes, one after the other, parents first: of equal messages the first counts
 */
export function scanMessageContents(
  pool: Pool,
  repository: Repository,
  ids: Uint8Array,
  path: string,
  options: Pick<ContentOptions, 'signal'> = {},
): Promise<ContentResult> {
  const length = idLength(repository)
  // Not in pack order: commits are hardly ever built from others, and lie in the order of history as it is.
  const places = findPlaces(repository, ids)
  const slices = slicesOf(ids.length / length, messagesPerTask, (from, count) => ({
    kind: 'messages',
    repository,
    ids: ids.slice(from * length, (from + count) * length),
    places: slicePlaces(places, from, from + count),
    path,
  }))
  return runSlices(pool, slices, options)
}

/** Cuts a list into slices of `most` entries. */
function slicesOf(
  total: number,
  most: number,
  taskOf: (from: number, count: number) => Task | Promise<Task>,
): readonly Slice[] {
  return Array.from({ length: Math.ceil(total / most) }, (_, index) => {
    const from = index * most
    const count = Math.min(most, total - from)
    return { from, count, makeTask: () => taskOf(from, count) }
  })
}

async function runSlices(
  pool: Pool,
  slices: readonly Slice[],
  { onDone, signal }: ContentOptions,
): Promise<ContentResult> {
  const all = noContent()
  const remaining = slices.entries()
  // Threads finish in any order; results are put together in that of the list, so that the same ones are kept each time.
  const early = new Map<number, ContentResult>()
  let next = 0
  let hasFailed = false
  const run = async ({ makeTask, onResult }: Slice): Promise<ContentResult> => {
    try {
      signal?.throwIfAborted()
      const result = await pool.run(await makeTask())
      await onResult?.(result)
      return result
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  const work = async (): Promise<void> => {
    for (const [number, slice] of remaining) {
      // Nobody waits for the rest any more.
      if (hasFailed) return
      early.set(number, await run(slice))
      onDone?.(slice.count)
      for (let result = early.get(next); result; result = early.get(next)) {
        early.delete(next)
        add(all, slices[next]!.from, result)
        next += 1
      }
    }
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return all
}

function add(all: ContentResult, from: number, result: ContentResult): void {
  const left = mostFindings - all.findings.length
  for (const { index, finding } of result.findings.slice(0, left))
    all.findings.push({ index: from + index, finding })
  for (const { index, comment } of result.comments) all.comments.push({ index: from + index, comment })
  for (const { index, code, reason } of result.problems)
    all.problems.push({ index: from + index, code, reason })
  for (const one of result.pointers) all.pointers.push({ ...one, index: from + one.index })
  const firstLeftOut = result.findings[left]
  if (firstLeftOut !== undefined) all.problems.push({ index: from + firstLeftOut.index, ...tooManyFindings })
  all.bytes += result.bytes
  all.matched += result.matched
}
