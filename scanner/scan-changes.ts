import type { Finding } from './engine/finding.ts'
import type { ScanOptions, ScanResult } from './scan.ts'
import { scanEntries } from './scan-tree.ts'
import { type Changes, readDiff, readStagedChanges } from './sources/git/read-changes.ts'
import type { Repository } from './sources/git/repository.ts'

/** A scan of changed files: the files are scanned whole, and what the change did not bring can be told apart. */
export interface ChangeScan {
  readonly result: ScanResult
  readonly isInDiff: (finding: Finding) => boolean
}

/** Scans what is staged for the next commit. @throws AppError `git-failed` */
export async function scanStaged(repository: Repository, options: ScanOptions): Promise<ChangeScan> {
  return scanChanges(repository, await readStagedChanges(repository), options)
}

/** Scans what a range of commits changed. @throws AppError `unknown-ref`, `git-failed` */
export async function scanDiff(
  repository: Repository,
  range: string,
  options: ScanOptions,
): Promise<ChangeScan> {
  return scanChanges(repository, await readDiff(repository, range), options)
}

async function scanChanges(
  repository: Repository,
  { changes, notScanned }: Changes,
  options: ScanOptions,
): Promise<ChangeScan> {
  const { coverage, ...result } = await scanEntries(repository, changes, options, false)
  const added = new Map(changes.map((change) => [change.path, change.added]))
  const isInDiff = ({ path, line, endLine }: Finding): boolean => {
    const ranges = added.get(path)
    // Without lines there is nothing to compare: a changed file that should not be there at all, or a binary one.
    if (line === null || ranges === null || ranges === undefined) return true
    return ranges.some(({ from, to }) => line <= to && (endLine ?? line) >= from)
  }
  return {
    result: { ...result, coverage: { ...coverage, notScanned: [...notScanned, ...coverage.notScanned] } },
    isInDiff,
  }
}
