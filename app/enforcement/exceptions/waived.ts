import type { Exception } from '../../../policies/exception.ts'
import type { RecordedException } from './exception.ts'

/** As the policy judges it. */
export const waived = ({
  check,
  grantedAt,
  expiresAt,
}: Pick<RecordedException, 'check' | 'grantedAt' | 'expiresAt'>): Exception => ({
  check,
  grantedAt: grantedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})
