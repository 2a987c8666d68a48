import type { Finding } from './engine/finding.ts'
import type { MaskText } from './engine/mask-text.ts'
import type { ScanOptions, ScanResult } from './scan.ts'
import { scanEntries } from './scan-tree.ts'
import { type Change, readStagedChanges } from './sources/git/read-changes.ts'
import type { Repository } from './sources/git/repository.ts'

/** A scan of changed files: the files are scanned whole, and what the change did not bring can be told apart. */
export interface ChangeScan {
  readonly result: ScanResult
  readonly isInDiff: (finding: Finding) => boolean
  /** Whether a path, as findings have it, is one of a file that the change touched and left there. */
  readonly isChanged: (path: string) => boolean
}

/** Scans what is staged for the next commit. @throws AppError `git-failed` */
export async function scanStaged(repository: Repository, options: ScanOptions): Promise<ChangeScan> {
  const { changes, notScanned } = await readStagedChanges(repository)
  const { result, mask } = await scanEntries(
    repository,
    { entries: changes, notScanned, isWhole: false },
    options,
  )
  return { result, isInDiff: inAddedLines(changes, mask), isChanged: amongChanged(changes, mask) }
}

/** Makes the test whether a finding stands where a change added something. */
export function inAddedLines(changes: readonly Change[], mask: MaskText): ChangeScan['isInDiff'] {
  const added = addedLines(changes, mask)
  return ({ path, line, endLine }) => {
    const ranges = added.get(path)
    // Without lines there is nothing to compare: a changed file that should not be there at all, or a binary one.
    if (line === null || ranges === null || ranges === undefined) return true
    return ranges.some(({ from, to }) => line <= to && (endLine ?? line) >= from)
  }
}

/** Makes the test whether a path is one of a change. */
export function amongChanged(changes: readonly Change[], mask: MaskText): ChangeScan['isChanged'] {
  const paths = new Set(changes.map(({ path }) => mask(path)))
  return (path) => paths.has(path)
}

/** Added lines by the paths that findings have; null where all lines count as new. */
function addedLines(changes: readonly Change[], mask: MaskText): ReadonlyMap<string, Change['added']> {
  const added = new Map<string, Change['added']>()
  for (const change of changes) {
    const path = mask(change.path)
    // Two paths that look the same when masked can't be told apart any more.
    added.set(path, added.has(path) ? null : change.added)
  }
  return added
}
