import type { Allowlist } from '../../../policies/allowlist.ts'
import type { Assessment } from '../../../policies/assess.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { globMatcher } from '../../../policies/glob.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { Finding } from '../../../scanner/engine/finding.ts'
import type { PlacedComment } from '../../../scanner/scan.ts'
import type { ScanOutcome } from '../scanning.ts'
import { type FindingChanges, findingChanges, type SeenFindings } from './finding-changes.ts'
import type { KnownFinding } from './known-finding.ts'
import { missedBy, nextScanRecord, type ScanRecord } from './scan-record.ts'
import { markFindings } from './mark-findings.ts'
import type { KnownAlert } from './secret-alerts.ts'

export interface ReviewInput {
  /** Our id. */
  readonly repository: string
  /** Every finding that is recorded, also what is gone. */
  readonly before: readonly KnownFinding[]
  /** What is remembered of its scans. */
  readonly record?: ScanRecord | undefined
  /** Comments of the last good scan; those of `record` where left out. */
  readonly comments?: readonly PlacedComment[]
  /** undefined: nothing was scanned, only what people, GitHub or time say of it may have changed. */
  readonly outcome: ScanOutcome | undefined
  /** GitHub's, as they were last read. */
  readonly alerts: readonly KnownAlert[]
  readonly policy: Pick<Policy, 'scanning' | 'allowlist'>
  readonly allowlist: Allowlist
  readonly now: Date
}

export interface Review {
  /** All findings that are there, marked: what `decide` takes. */
  readonly findings: readonly AssessedFinding[]
  /** What became of the allowlist's entries. */
  readonly assessment: Assessment
  /** To be recorded, one after the other: our own findings, then GitHub's. */
  readonly changes: readonly FindingChanges[]
  /** To be recorded where something was scanned. */
  readonly record: ScanRecord | undefined
}

/** Brings together a scan, what people say, and what GitHub says. Pure; to be asked also when only the day is another. */
export function reviewFindings(input: ReviewInput): Review {
  const { repository, before, outcome, alerts, policy, allowlist, now } = input
  const record = outcome === undefined ? input.record : nextScanRecord(input.record, outcome, now)
  const isNew = outcome?.status === 'scanned'
  const seen = isNew ? outcome.result.findings : placesOf(before)
  const isWholeHistory = isNew && outcome.history === 'whole'
  const marked = markFindings({
    repository,
    alerts,
    policy,
    allowlist,
    now,
    findings: seen,
    comments: input.comments ?? record?.good?.comments ?? [],
    isWhole: isWholeHistory && outcome.result.coverage.notScanned.length === 0,
  })
  const isIgnored = globMatcher(policy.scanning.ignore)
  // What was not looked at again is taken as it was, so that nothing of it is missing.
  const isNotScanned = isNew ? missedBy(outcome.result.coverage) : () => true
  const own: SeenFindings = {
    source: 'scan',
    findings: marked.own,
    isWholeHistory,
    isNotScanned,
    isIgnored: isNew ? isIgnored : () => false,
    at: now,
  }
  const github: SeenFindings = {
    source: 'github',
    findings: marked.alone,
    isWholeHistory: true,
    isNotScanned: () => false,
    isIgnored: () => false,
    at: now,
  }
  return {
    findings: [...marked.own, ...marked.alone],
    assessment: marked.assessment,
    changes: [findingChanges(before, own), findingChanges(before, github)],
    record,
  }
}

const placesOf = (before: readonly KnownFinding[]): readonly Finding[] =>
  before.filter(({ state, source }) => state !== 'gone' && source === 'scan').flatMap(({ places }) => places)
