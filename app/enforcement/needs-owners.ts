import type { Decision } from '../../policies/decide.ts'
import type { KnownOfRepository } from './read-known.ts'

/** Whether somebody will have to be told or asked something of a repository: who owns what was approved, whether it is still needed. */
export const needsOwners = (
  { outcome }: Pick<Decision, 'outcome'>,
  { review: { findings }, approvals }: Pick<KnownOfRepository, 'review' | 'approvals'>,
): boolean => outcome !== 'allowed' || findings.length > 0 || approvals.length > 0
