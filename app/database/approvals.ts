import type { RecordedApproval } from '../enforcement/approvals/approval.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/** Approvals of a repository that nobody has ended, also those whose term is over. */
export async function readApprovals(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<readonly RecordedApproval[]> {
  const rows = await database
    .selectFrom('approvals')
    .selectAll()
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'organization_id', 'repository_id'))
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    request: row.request_id,
    kind: row.kind,
    by: row.given_by,
    requestedBy: row.requested_by,
    actsFor: row.acts_for,
    grantedAt: row.granted_at,
    expiresAt: row.expires_at,
  }))
}
