import type { Severity } from '../../../scanner/engine/rule.ts'
import type { AskedVerdict } from '../verdicts/verdict.ts'

export interface WaitingVerdictQuery {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly limit: number
  /** Our id of the last one of the page before. */
  readonly after?: string
}

/** What somebody said of a finding in one repository, and somebody whom the policy names has to confirm. */
export interface WaitingVerdict extends AskedVerdict {
  readonly id: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly repository: { readonly id: string; readonly name: string }
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  readonly severity: Severity
  /** null: the finding is gone. */
  readonly path: string | null
  /** Login; null: erased. */
  readonly askedBy: string | null
  readonly isMine: boolean
  readonly askedAt: Date
}

export interface WaitingVerdictPage {
  readonly rows: readonly WaitingVerdict[]
  readonly next: string | undefined
}
