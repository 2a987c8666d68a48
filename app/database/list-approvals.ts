import { sql } from 'kysely'
import type { ActsFor } from '../enforcement/approvals/approval.ts'
import type { ApprovalPage, ListedApproval } from '../enforcement/reading/approval-list.ts'
import type { EndingQuery } from '../enforcement/reading/ending-list.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Days before its end from which on an approval is called ending. */
const endingDays = 30

interface Row {
  readonly id: string
  readonly organization_id: string
  readonly organization: string
  readonly host: string
  readonly repository_id: string
  readonly repository: string
  readonly request_id: string | null
  readonly kind: 'approval' | 'emergency'
  readonly giver: string | null
  readonly requester: string | null
  readonly acts_for: readonly ActsFor[]
  readonly granted_at: Date
  readonly expires_at: Date
  readonly ticket: string | null
  readonly condition: string | null
  readonly ended_at: Date | null
  readonly ender: string | null
  readonly end_reason: string | null
  /** Exact: PostgreSQL knows microseconds. */
  readonly place: string
}

/** Approvals that are in force, those that end soonest first; or those that are over, the last one first. */
export async function listApprovals(
  { database }: Reading,
  scope: Scope,
  { organization, repository, state, limit, after }: EndingQuery,
  now: Date,
): Promise<ApprovalPage> {
  const isOver = state === 'over'
  const end = isOver ? sql`coalesce(approvals.ended_at, approvals.expires_at)` : sql`approvals.expires_at`
  const beyond = sql.raw(isOver ? '<' : '>')
  const conditions = [
    inScopeOfRepository(scope, 'approvals.organization_id', 'approvals.repository_id'),
    organization !== undefined && sql`approvals.organization_id = ${organization}`,
    repository !== undefined && sql`approvals.repository_id = ${repository}`,
    isOver
      ? sql`(approvals.ended_at is not null or approvals.expires_at <= ${now})`
      : sql`approvals.ended_at is null and approvals.expires_at > ${now}`,
    state === 'ending' && sql`approvals.expires_at <= ${now}::timestamptz + ${endingDays} * interval '1 day'`,
    after && sql`(${end}, approvals.id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::bigint)`,
  ].filter((one) => one !== false && one !== undefined)
  const direction = sql.raw(isOver ? 'desc' : 'asc')
  const { rows } = await sql<Row>`
    select approvals.id, approvals.organization_id, organizations.login as organization, hosts.name as host,
      approvals.repository_id, repositories.name as repository, approvals.request_id, approvals.kind,
      giver.login as giver, requester.login as requester, approvals.acts_for, approvals.granted_at,
      approvals.expires_at, approvals.ticket, approvals.condition, approvals.ended_at, ender.login as ender, approvals.end_reason,
      to_char(${end} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from approvals
    join organizations on organizations.id = approvals.organization_id
    join hosts on hosts.id = organizations.host_id
    join repositories on repositories.id = approvals.repository_id
    left join person_names giver on giver.person_id = approvals.given_by
    left join person_names requester on requester.person_id = approvals.requested_by
    left join person_names ender on ender.person_id = approvals.ended_by
    where organizations.removed_at is null and ${sql.join(conditions, sql` and `)}
    order by ${end} ${direction}, approvals.id ${direction} limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map(toListed), next: last && [last.place, last.id] }
}

/** What an approval is of, where whoever asks sees its repository. */
export async function placeOfApproval(
  { database }: Reading,
  scope: Scope,
  approval: string,
): Promise<{ readonly organization: string; readonly repository: string } | undefined> {
  const row = await database
    .selectFrom('approvals')
    .select(['organization_id', 'repository_id'])
    .where('id', '=', approval)
    .where(inScopeOfRepository(scope, 'organization_id', 'repository_id'))
    .executeTakeFirst()
  return row && { organization: row.organization_id, repository: row.repository_id }
}

const toListed = (row: Row): ListedApproval => ({
  id: row.id,
  organization: { id: row.organization_id, login: row.organization, host: row.host },
  repository: { id: row.repository_id, name: row.repository },
  request: row.request_id,
  kind: row.kind,
  by: row.giver,
  requestedBy: row.requester,
  actsFor: row.acts_for.map(({ name }) => name),
  grantedAt: row.granted_at,
  expiresAt: row.expires_at,
  ticket: row.ticket,
  condition: row.condition,
  endedAt: row.ended_at,
  endedBy: row.ender,
  endReason: row.end_reason,
})
