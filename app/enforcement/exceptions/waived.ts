import type { Exception } from '../../../policies/exception.ts'
import type { RecordedException } from './exception.ts'

/** As the policy judges it. */
export const waived = ({
  waived: what,
  grantedAt,
  expiresAt,
}: Pick<RecordedException, 'waived' | 'grantedAt' | 'expiresAt'>): Exception => ({
  ...what,
  grantedAt: grantedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})
