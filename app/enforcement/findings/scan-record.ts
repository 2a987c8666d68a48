import { type Fact, known, type ScanFact, unknown } from '../../../policies/facts.ts'
import type { Coverage, NotScanned } from '../../../scanner/engine/finding.ts'
import type { PlacedComment } from '../../../scanner/scan.ts'
import type { ContentEvidence, NotScannedCode, ScanOutcome } from '../scanning.ts'

/** What is remembered of a repository's scans: the last good one, and the last that failed after it. */
export interface ScanRecord {
  readonly good: {
    readonly at: Date
    readonly basis: string
    readonly version: string
    readonly headCommit: string | null
    readonly pushedAt: string | null
    readonly history: 'none' | 'head' | 'whole'
    readonly coverage: Coverage
    /** Comments in files that ask for a finding to be let pass. */
    readonly comments: readonly PlacedComment[]
    readonly evidence: ContentEvidence
  } | null
  readonly failed: {
    readonly at: Date
    readonly code: NotScannedCode
    readonly why: string
  } | null
}

/** What becomes of the record. A scan that finds nothing changed is as good as one that looked at everything again. */
export function nextScanRecord(before: ScanRecord | undefined, outcome: ScanOutcome, at: Date): ScanRecord {
  const good = before?.good ?? null
  if (outcome.status === 'not-scanned') return { good, failed: { at, code: outcome.code, why: outcome.why } }
  const { basis, version, headCommit, pushedAt } = outcome
  const looked = { at, basis, version, headCommit, pushedAt }
  if (outcome.status === 'unchanged') return { good: good && { ...good, ...looked }, failed: null }
  const { history, result, evidence } = outcome
  const { coverage, comments } = result
  return { good: { ...looked, history, coverage, comments, evidence }, failed: null }
}

/**
 * What a decision may take from the scans.
 * @param headCommit the commit that the default branch points at now
 */
export function scanFact(record: ScanRecord | undefined, headCommit: string | null): Fact<ScanFact> {
  const { good = null, failed = null } = record ?? {}
  if (good === null) return unknown(failed === null ? 'it was not scanned yet' : inWords(failed.why))
  // While nothing was pushed, a scan that fails takes nothing from what the last good one saw.
  if (failed !== null && good.headCommit !== headCommit)
    return unknown(
      `${inWords(failed.why)}; the last good scan, of ${good.at.toISOString().slice(0, 10)}, looked at ${commitOf(good.headCommit)}`,
    )
  return known({ coverage: good.coverage, history: good.history !== 'none' })
}

const commitOf = (commit: string | null): string => (commit === null ? 'no commit' : commit.slice(0, 12))

/** Continues "could not be read: …". */
const inWords = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')

/** Whether what stands at a path may have been missed by a scan. */
export function missedBy({ notScanned }: Coverage): (path: string) => boolean {
  const real = notScanned.filter(({ code }) => !saysNothing.has(code))
  if (real.some(({ path }) => isAboutMany(path))) return () => true
  const paths = new Set(real.map(({ path }) => path))
  return (path) => paths.has(path)
}

/** What is about everything, about a ref or about a commit may be about any path. */
const isAboutMany = (path: string): boolean =>
  path === '' || path.startsWith('refs/') || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(path)

/** Remarks about what the policy leaves out, and that a repository is empty. */
const saysNothing: ReadonlySet<NotScanned['code']> = new Set(['ignored-by-policy', 'submodule', 'no-commit'])
