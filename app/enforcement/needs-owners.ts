import type { Decision } from '../../policies/decide.ts'
import type { Review } from './findings/review-findings.ts'

/** Whether somebody will have to be told something of a repository. */
export const needsOwners = (
  { outcome }: Pick<Decision, 'outcome'>,
  { findings }: Pick<Review, 'findings'>,
): boolean => outcome !== 'allowed' || findings.length > 0
