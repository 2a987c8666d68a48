import type { Allowlist } from '../../../policies/allowlist.ts'
import { assess, type Assessment } from '../../../policies/assess.ts'
import type { AssessedFinding } from '../../../policies/assessed-finding.ts'
import { requestsIn } from '../../../policies/inline-comments.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { Finding } from '../../../scanner/engine/finding.ts'
import type { PlacedComment } from '../../../scanner/scan.ts'
import { type KnownAlert, mergeAlerts } from './secret-alerts.ts'

export interface MarkInput {
  /** Our id. */
  readonly repository: string
  /** Of our own scans. */
  readonly findings: readonly Finding[]
  /** Comments in files that ask for a finding to be let pass. */
  readonly comments: readonly PlacedComment[]
  /** GitHub's, as they were last read. */
  readonly alerts: readonly KnownAlert[]
  readonly policy: Pick<Policy, 'allowlist'>
  readonly allowlist: Allowlist
  /** Whether the findings are those of the whole history, and nothing was left out of it. */
  readonly isWhole: boolean
  readonly now: Date
}

export interface MarkedFindings {
  /** Our own. */
  readonly own: readonly AssessedFinding[]
  /** What GitHub alone has found. */
  readonly alone: readonly AssessedFinding[]
  /** What became of the allowlist's entries. */
  readonly assessment: Assessment
}

/** What people and GitHub say of findings. Pure; to be asked anew each time, because it changes as time goes by. */
export function markFindings(input: MarkInput): MarkedFindings {
  const { repository, findings, comments, alerts, policy, allowlist, isWhole, now } = input
  const assessment = assess({
    findings,
    allowlist,
    inlineComments: requestsIn(comments),
    inline: policy.allowlist.inlineComments,
    isWhole,
    now,
  })
  const merged = mergeAlerts(repository, assessment.findings, alerts)
  return { own: merged.findings, alone: merged.alone, assessment }
}
