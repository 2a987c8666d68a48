import { placesOfBlobs } from './blob-places.ts'
import type { ScanOptions } from './scan.ts'
import type { ChangeScan } from './scan-changes.ts'
import { scanMessages } from './scan-messages.ts'
import { scanPlaced, scanPlacedWith } from './scan-placed.ts'
import { type Entry, type FindPath, scanRange } from './scan-range.ts'
import { idAt } from './sources/git/object-ids.ts'
import { readDiff } from './sources/git/read-changes.ts'
import { type History, readHistory } from './sources/git/read-history.ts'
import { idLength, type Repository } from './sources/git/repository.ts'
import { tagObjects } from './sources/git/tag-objects.ts'
import { withAuthors } from './with-authors.ts'

/** What a range is, beyond its two ends. */
export interface RangeParts {
  /**
   * Commits, in hex, that bring nothing although they may be in the range: in a shallow clone what lies behind them cannot be known of
   * both sides. By default the range's beginning.
   */
  readonly without?: readonly string[]
  /** Annotated tags, in hex, that come with it; their messages count too. */
  readonly tags?: readonly string[]
}

/**
 * Scans what a range of commits in a repository brings; see `scanRange`.
 * @param range see `readDiff`
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function scanDiff(
  repository: Repository,
  range: string,
  options: ScanOptions,
  { without, tags = [] }: RangeParts = {},
): Promise<ChangeScan> {
  options.onProgress?.({ step: 'history', done: 0, total: 0 })
  const diff = await readDiff(repository, range)
  const read = await readHistory(repository, { refs: [diff.head], without: without ?? [diff.start] })
  const history = { ...read, tagIds: await tagObjects(repository, tags) }
  return scanRange(
    {
      changes: diff.changes,
      versions: entriesOf(history),
      find: pathFinder(repository, history),
      commits: history.commits,
      blobs: history.blobs,
      notScanned: [...diff.notScanned, ...history.notScanned],
      scanContents: (entries, how, use) => scanPlaced(repository, entries, how, use),
      scanMore: (pool, entries, how) => scanPlacedWith(pool, repository, entries, how),
      scanMessages: (pool, how) => scanMessages(pool, repository, history, how),
      nameAuthors: (placed) => withAuthors(repository, placed),
    },
    options,
  )
}

const entriesOf = (history: History): readonly Entry[] =>
  Array.from({ length: history.blobs }, (_, index) => history.blob(index)).flatMap(({ id, paths }) =>
    paths.map(({ path }) => ({ id, path })),
  )

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
