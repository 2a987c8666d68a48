import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Readiness } from '../policies/readiness.ts'
import type { Coverage } from '../scanner/engine/finding.ts'
import type { RuleInfo } from '../scanner/engine/rule.ts'

/** Everything a report is made from; every format renders this same value. */
export interface Report {
  /** What was scanned, as a person would name it: a path or an address without credentials. */
  readonly target: string
  /** The version of Gatehouse. */
  readonly version: string
  /** ISO 8601. */
  readonly scannedAt: string
  /** Milliseconds of wall time. */
  readonly duration: number
  /** `scan` or `check`: check also has a readiness. */
  readonly readiness?: Readiness
  /** What stands above all else instead of how much was found, where more than that is decided by it. */
  readonly outcome?: { readonly look: 'good' | 'bad' | 'unsure' | 'warning'; readonly text: string }
  /** Sorted: tracked before history, then severity, path, line. */
  readonly findings: readonly AssessedFinding[]
  /** The papers of every rule that appears in `findings`, by id. */
  readonly rules: ReadonlyMap<string, RuleInfo>
  readonly coverage: Coverage
  /** Where the scanned tree comes from, where that is known. */
  readonly versionControl?: VersionControl
}

/** SARIF's `versionControlProvenance`, in our words. */
export interface VersionControl {
  /** An absolute address without credentials. */
  readonly repository: string
  /** The commit that was looked at. */
  readonly commit?: string
  readonly branch?: string
}
