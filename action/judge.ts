import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { failingSeverities, type Inputs } from './inputs.ts'

/** How a run ends. `not-scanned`: something could not be looked at, which is nobody's fault in the change, and never a success. */
export type Verdict = 'passed' | 'blocked' | 'not-scanned'

/**
 * Whether a finding keeps a change from being merged: only what is new, sure, and a secret or a file that should not be there. Pure.
 */
export function isBlocking(
  { status, confidence, severity, kind, isSecret }: AssessedFinding,
  failOn: Inputs['fail-on'],
): boolean {
  const isGrave = kind === 'secret' || kind === 'file' || isSecret === true
  return status === 'open' && confidence === 'high' && isGrave && failingSeverities(failOn).includes(severity)
}

/** What stands in the way counts before what could not be seen: it is to be mended whatever the rest holds. Pure. */
export function verdictOf(blocking: number, isWhole: boolean): Verdict {
  if (blocking > 0) return 'blocked'
  return isWhole ? 'passed' : 'not-scanned'
}
