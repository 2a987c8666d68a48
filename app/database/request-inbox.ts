import { sql, type RawBuilder } from 'kysely'
import type { Reason } from '../../policies/readiness.ts'
import type { Decision } from '../../policies/decide.ts'
import type { ActsFor } from '../enforcement/approvals/approval.ts'
import type { RequestQuery } from '../enforcement/reading/request-list.ts'
import type { AccessRequest, RequestSource } from '../enforcement/requests/access-request.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** A request with what its progress is told from. */
export interface InboxRow {
  readonly id: string
  readonly organization_id: string
  readonly organization: string
  readonly host: string
  readonly repository_id: string
  readonly repository: string
  readonly state: AccessRequest['state']
  readonly requested_by: string
  readonly requester: string | null
  readonly reason: string
  readonly days: number | null
  readonly source: RequestSource
  readonly issue: number | null
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly closer: string | null
  readonly close_reason: string | null
  readonly outcome: Decision['outcome'] | null
  readonly group_name: string | null
  readonly policy_id: string | null
  readonly reasons: readonly Reason[] | null
}

/** An approval of a request. */
export interface InboxApproval {
  readonly id: string
  readonly request: string
  readonly kind: 'approval' | 'emergency'
  readonly by: string
  readonly login: string | null
  readonly requestedBy: string
  readonly actsFor: readonly ActsFor[]
  readonly grantedAt: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
  readonly ticket: string | null
  readonly condition: string | null
}

/** Who looks, and in which groups of the policy they approve though they may not see the repositories. */
export interface InboxReader {
  readonly person: string | null
  /** By our id of the organization. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/** Requests that somebody sees: of repositories that they see, their own, and those that are theirs to approve. */
export async function listInbox(
  { database }: Reading,
  scope: Scope,
  reader: InboxReader,
  query: Omit<RequestQuery, 'limit'> & { readonly limit: number },
): Promise<readonly InboxRow[]> {
  const { organization, repository, states, isMine, isWaitingForMe, order, limit, after } = query
  const approvable = approvableBy(reader)
  const conditions = [
    sql<boolean>`(${inScopeOfRepository(scope, 'access_requests.organization_id', 'access_requests.repository_id')} or ${ownOf(reader)} or ${approvable})`,
    organization !== undefined && sql<boolean>`access_requests.organization_id = ${organization}`,
    repository !== undefined && sql<boolean>`access_requests.repository_id = ${repository}`,
    states && sql<boolean>`access_requests.state = any(${sql.val([...states])}::text[])`,
    isMine === true && ownOf(reader),
    isWaitingForMe === true &&
      sql<boolean>`access_requests.closed_at is null and ${approvable} and not exists (select from approvals
        where request_id = access_requests.id and ended_at is null and given_by = ${reader.person})`,
    after !== undefined &&
      (order === 'newest'
        ? sql<boolean>`access_requests.id < ${after}`
        : sql<boolean>`access_requests.id > ${after}`),
  ].filter((condition) => condition !== false && condition !== undefined)
  const { rows } = await sql<InboxRow>`
    select access_requests.id, access_requests.organization_id, organizations.login as organization,
      hosts.name as host, access_requests.repository_id, repositories.name as repository, access_requests.state,
      access_requests.requested_by, requester.login as requester, access_requests.reason, access_requests.days,
      access_requests.source, access_requests.issue, access_requests.opened_at, access_requests.closed_at,
      closer.login as closer, access_requests.close_reason, decisions.outcome, decisions.group_name,
      decisions.policy_id, decisions.reasons
    from access_requests
    join organizations on organizations.id = access_requests.organization_id
    join hosts on hosts.id = organizations.host_id
    join repositories on repositories.id = access_requests.repository_id
    left join decisions on decisions.repository_id = access_requests.repository_id
    left join person_names requester on requester.person_id = access_requests.requested_by
    left join person_names closer on closer.person_id = access_requests.closed_by
    where organizations.removed_at is null and ${sql.join(conditions, sql` and `)}
    order by access_requests.id ${sql.raw(order === 'newest' ? 'desc' : 'asc')}
    limit ${limit}`.execute(database)
  return rows
}

/** One request, as whoever sees it sees it. */
export async function readInbox(
  { database }: Reading,
  scope: Scope,
  reader: InboxReader,
  request: string,
): Promise<InboxRow | undefined> {
  const before = (BigInt(request) - 1n).toString()
  const [found] = await listInbox({ database }, scope, reader, { order: 'oldest', limit: 1, after: before })
  return found?.id === request ? found : undefined
}

/** The organization that a request is of, whoever asks: before it is known what they may. */
export async function organizationOfRequest(
  { database }: Reading,
  scope: Scope,
  request: string,
): Promise<{ readonly organization: string; readonly repository: string } | undefined> {
  const row = await database
    .selectFrom('access_requests')
    .select(['organization_id', 'repository_id'])
    .where('id', '=', request)
    .where(inScopeOfRepository(scope, 'organization_id', 'repository_id'))
    .executeTakeFirst()
  return row && { organization: row.organization_id, repository: row.repository_id }
}

/** Approvals that answer these requests, also those that ended; oldest first. */
export async function approvalsOfRequests(
  { database }: Reading,
  requests: readonly string[],
): Promise<readonly InboxApproval[]> {
  const rows = await database
    .selectFrom('approvals')
    .leftJoin('person_names', 'person_names.person_id', 'given_by')
    .select([
      'approvals.id',
      'request_id',
      'kind',
      'given_by as by',
      'login',
      'requested_by as requestedBy',
      'acts_for as actsFor',
      'granted_at as grantedAt',
      'expires_at as expiresAt',
      'ended_at as endedAt',
      'ticket',
      'condition',
    ])
    .where(sql<boolean>`request_id = any(${sql.val([...requests])}::bigint[])`)
    .orderBy('approvals.id')
    .execute()
  return rows.flatMap(({ request_id: request, ...row }) => (request === null ? [] : [{ ...row, request }]))
}

const ownOf = ({ person }: InboxReader): RawBuilder<boolean> =>
  person === null ? sql<boolean>`false` : sql<boolean>`access_requests.requested_by = ${person}::uuid`

function approvableBy({ groups }: InboxReader): RawBuilder<boolean> {
  const pairs = [...groups].flatMap(([organization, names]) => names.map((name) => [organization, name]))
  if (pairs.length === 0) return sql<boolean>`false`
  return sql<boolean>`(access_requests.organization_id, decisions.group_name) in (
    select * from unnest(${sql.val(pairs.map(([one]) => one))}::bigint[], ${sql.val(pairs.map(([, one]) => one))}::text[]))`
}
