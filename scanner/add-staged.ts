import type { Finding } from './engine/finding.ts'
import { AppError } from './errors.ts'
import { finishResult } from './finish-result.ts'
import type { ScanOptions, ScanResult } from './scan.ts'
import { scanEntries } from './scan-tree.ts'
import { type Change, type Changes, readStagedChanges } from './sources/git/read-changes.ts'
import type { Repository } from './sources/git/repository.ts'

/**
 * Adds what is staged for the next commit to a scan of HEAD: git already tracks it. What the scan found at the same path
 * already is not said twice.
 */
export async function addStaged(
  repository: Repository,
  scanned: ScanResult,
  options: ScanOptions,
): Promise<ScanResult> {
  const staged = await stagedChanges(repository)
  if (staged.changes.length === 0 && staged.notScanned.length === 0) return scanned
  const entries = { entries: staged.changes, notScanned: staged.notScanned, isWhole: false }
  const { result } = await scanEntries(repository, entries, options)
  const known = new Set(scanned.findings.filter(isTracked).map(keyOf))
  const added = result.findings.filter((finding) => !known.has(keyOf(finding))).map(markStaged)
  const { files, bytes, notScanned } = result.coverage
  const all: ScanResult = {
    findings: [...scanned.findings, ...added],
    comments: [...scanned.comments, ...result.comments],
    coverage: {
      ...scanned.coverage,
      files: scanned.coverage.files + files,
      bytes: scanned.coverage.bytes + bytes,
      // How much the policy leaves out is said of the whole already.
      notScanned: [
        ...scanned.coverage.notScanned,
        ...notScanned.filter(({ code }) => code !== 'ignored-by-policy'),
      ],
    },
  }
  // Both are masked; they only have to be put in order.
  return finishResult(all, (text) => text)
}

/** An index that git can't read says nothing of the commits, which were scanned. */
async function stagedChanges(
  repository: Repository,
): Promise<Pick<Changes, 'notScanned'> & { readonly changes: readonly Change[] }> {
  try {
    return await readStagedChanges(repository)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const reason = 'What is staged could not be read: the index is damaged. `git status` names the cause.'
    return { changes: [], notScanned: [{ path: '', code: 'unreadable-index', reason }] }
  }
}

const isTracked = ({ history }: Finding): boolean => history?.tracked ?? true

/** A file that should not be there is the same one when its content changes. */
const keyOf = ({ rule, kind, fingerprint, path }: Finding): string =>
  kind === 'file' ? `${rule}\0${path}` : `${rule}\0${fingerprint}\0${path}`

function markStaged(finding: Finding): Finding {
  const staged = 'it is staged and in no commit yet'
  return { ...finding, note: finding.note === undefined ? staged : `${finding.note}; ${staged}` }
}
