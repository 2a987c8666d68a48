import type { RequestSettings } from '../../../policies/policy-changes.ts'
import type { AccessRequest } from '../requests/access-request.ts'
import type { RecordedApproval } from './approval.ts'

const day = 24 * 60 * 60 * 1000

/**
 * Until when a connection outlives its approval, because its renewal was asked for before it ended and is not answered yet. Pure.
 * @param approvals those that nobody has ended; a revoked one leaves no grace, and neither does an emergency
 * @param open the repository's open request
 */
export function graceUntil(
  approvals: readonly Pick<RecordedApproval, 'kind' | 'request' | 'expiresAt'>[],
  open: Pick<AccessRequest, 'id' | 'openedAt'> | undefined,
  { graceDays }: Pick<RequestSettings, 'graceDays'>,
): Date | undefined {
  if (!open) return undefined
  const ends = approvals
    // One of those that are to answer it now has renewed nothing before.
    .filter(({ kind, request }) => kind === 'approval' && request !== open.id)
    .map(({ expiresAt }) => expiresAt.getTime())
  const end = Math.max(...ends)
  return ends.length > 0 && open.openedAt.getTime() < end ? new Date(end + graceDays * day) : undefined
}
