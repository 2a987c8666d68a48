import type { Decision } from '../policies/decide.ts'
import type { Mode } from '../policies/policy-group.ts'
import type { Reason } from '../policies/readiness.ts'
import type { Severity } from '../scanner/engine/rule.ts'

/** One way of an assistant into a repository, as it was last read. */
export interface ExplainedPath {
  readonly assistant: string
  readonly path: string
  readonly state: 'connected' | 'possible' | 'not-seen' | 'unknown'
  readonly control: 'enforceable' | 'detectable' | 'unknown'
  readonly evidence: readonly string[]
  readonly why?: string
  /** ISO 8601 */
  readonly readAt: string
}

/** Everything that one decision rests on. Instants are ISO 8601. */
export interface Explanation {
  /** `github.com` */
  readonly host: string
  /** `acme/web` */
  readonly repository: string
  readonly decision: {
    readonly outcome: Decision['outcome']
    readonly group: string | null
    readonly mode: Mode
    readonly reasons: readonly Reason[]
    /** `acme/gatehouse@1a2b3c4`, or the name of a shipped one. */
    readonly policy: string
    /** Since when the outcome is this one. */
    readonly since: string
    readonly decidedAt: string
    readonly changesAt: string | null
  }
  readonly owners: { readonly kind: string; readonly owners: readonly string[]; readonly why: string }
  /** Whom its reach is explained of; in the order in which they are read. */
  readonly paths: readonly ExplainedPath[]
  /** How many findings are open, and how many were set aside. */
  readonly findings: { readonly open: Readonly<Record<Severity, number>>; readonly settled: number }
  readonly lookedAt: {
    /** When its paths were last read; null: never. */
    readonly paths: string | null
    /** Which commit was scanned; null: none. */
    readonly commit: string | null
    /** Why content is not wholly known; undefined: it is. */
    readonly contentProblem?: string
  }
  /** What people must know besides: that it is old, that the policy found last is not valid. */
  readonly remarks: readonly string[]
}
