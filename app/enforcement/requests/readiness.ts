import type { Decision } from '../../../policies/decide.ts'
import type { Readiness } from './situation.ts'

/** A decision in counts, for those who may not see the repository. */
export function readinessOf({ outcome, reasons }: Pick<Decision, 'outcome' | 'reasons'>): Readiness {
  const count = (state: string): number =>
    reasons.filter((reason) => reason.advisory !== true && reason.state === state).length
  return { outcome, met: count('met'), unmet: count('unmet'), unknown: count('unknown') }
}
