import type { Decision } from '../policies/decide.ts'
import type { Look } from './reasons.ts'

/** What people read of a decision; of repositories only, never of findings. */
export const outcomeWords: Readonly<Record<Decision['outcome'], string>> = {
  allowed: 'allowed',
  denied: 'denied',
  'needs-approval': 'needs approval',
  unknown: 'unknown',
}

export const outcomeLooks: Readonly<Record<Decision['outcome'], Look>> = {
  allowed: 'good',
  denied: 'bad',
  'needs-approval': 'unsure',
  unknown: 'unsure',
}
