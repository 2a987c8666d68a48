import { sql, type Selectable } from 'kysely'
import type { AccessRequest } from '../enforcement/requests/access-request.ts'
import type {
  PendingRequest,
  RequestRecorder,
  RequestRecords,
  RunningRequest,
} from '../enforcement/requests/request-records.ts'
import type { AccessRequestsTable } from './schema.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What is read of requests, by Gatehouse itself. */
export const requestRecords = (store: Reading): RequestRecords => ({
  readTo: async (organization) => {
    const row = await store.database
      .selectFrom('request_readings')
      .select('read_to')
      .where('organization_id', '=', organization)
      .executeTakeFirst()
    return row?.read_to
  },
  handled: async (organization, kind, ids) => {
    const rows = await store.database
      .selectFrom('handled_comments')
      .select(['comment', 'outcome', 'handled_at'])
      .where('organization_id', '=', organization)
      .where('kind', '=', kind)
      .where(sql<boolean>`comment = any(${sql.val(ids.map(String))}::bigint[])`)
      .execute()
    return new Map(
      rows.map(({ comment, outcome, handled_at: at }) => [Number(comment), { outcome, at }] as const),
    )
  },
  ofIssue: async (organization, issue) => {
    const row = await requests(store)
      .where('organization_id', '=', organization)
      .where('issue', '=', issue)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row && requestOf(row)
  },
  openOf: async (repository) => {
    const row = await requests(store)
      .where('repository_id', '=', repository)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    return row && requestOf(row)
  },
  byId: async (id) => {
    const row = await requests(store).where('id', '=', id).executeTakeFirst()
    return row && requestOf(row)
  },
  repositoryNamed: async (organization, name) => {
    const row = await store.database
      .selectFrom('repositories')
      .select('id')
      .where('organization_id', '=', organization)
      .where(sql<boolean>`lower(name) = ${name.toLowerCase()}`)
      .where('gone_at', 'is', null)
      .executeTakeFirst()
    return row?.id
  },
  lastDecision: (repository) =>
    store.database
      .selectFrom('decisions')
      .select(['outcome', 'group_name as group', 'mode', 'reasons', 'policy_id as policy'])
      .where('repository_id', '=', repository)
      .executeTakeFirst(),
  running: (organization, now) => readRunning(store, organization, now),
  pending: (organization) => readPending(store, organization),
  emergency: async (approval) => {
    const row = await store.database
      .selectFrom('approvals')
      .select(['reason', 'ticket'])
      .where('id', '=', approval)
      .executeTakeFirst()
    return row && { reason: row.reason ?? '', ticket: row.ticket ?? '' }
  },
  condition: async ({ request, by }) => {
    const row = await store.database
      .selectFrom('approvals')
      .select('condition')
      .where('request_id', '=', request)
      .where('given_by', '=', by)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return row?.condition ?? undefined
  },
  logins: async (people) => {
    const rows = await store.database
      .selectFrom('person_names')
      .select(['person_id', 'login'])
      .where(sql<boolean>`person_id = any(${sql.val([...people])}::uuid[])`)
      .execute()
    return new Map(rows.map(({ person_id: id, login }) => [id, login] as const))
  },
})

const requests = ({ database }: Reading) => database.selectFrom('access_requests').selectAll()

const requestOf = (row: Selectable<AccessRequestsTable>): AccessRequest => ({
  id: row.id,
  repository: row.repository_id,
  requestedBy: row.requested_by,
  reason: row.reason,
  days: row.days,
  state: row.state,
  issue: row.issue,
  openedAt: row.opened_at,
})

/** Approved requests with an approval in force; of a repository the newest one, since who renewed has been told. */
async function readRunning(
  store: Reading,
  organization: string,
  now: Date,
): Promise<readonly RunningRequest[]> {
  const rows = await store.database
    .selectFrom('access_requests')
    .innerJoin('approvals', 'approvals.request_id', 'access_requests.id')
    .selectAll('access_requests')
    .select(({ fn }) => [
      fn.min('approvals.expires_at').as('ends_at'),
      fn.max('approvals.granted_at').as('granted_at'),
    ])
    .distinctOn('access_requests.repository_id')
    .where('access_requests.organization_id', '=', organization)
    .where('access_requests.state', '=', 'approved')
    .where('approvals.kind', '=', 'approval')
    .where('approvals.ended_at', 'is', null)
    .where('approvals.expires_at', '>', now)
    .groupBy('access_requests.id')
    .orderBy('access_requests.repository_id')
    .orderBy('access_requests.id', 'desc')
    .execute()
  const told = await store.database
    .selectFrom('request_notices')
    .select(['request_id', 'days'])
    .where(sql<boolean>`request_id = any(${sql.val(rows.map(({ id }) => id))}::bigint[])`)
    .execute()
  return rows.map((row) => ({
    ...requestOf(row),
    endsAt: row.ends_at,
    grantedAt: row.granted_at,
    told: told.filter((one) => one.request_id === row.id).map(({ days }) => days),
  }))
}

/** Open requests of an organization. */
async function readPending(store: Reading, organization: string): Promise<readonly PendingRequest[]> {
  const rows = await store.database
    .selectFrom('access_requests')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .selectAll('access_requests')
    .select(['gone_at', 'gone_how'])
    .where('access_requests.organization_id', '=', organization)
    .where('closed_at', 'is', null)
    .orderBy('access_requests.id')
    .execute()
  const given = await store.database
    .selectFrom('request_reminders')
    .select(['request_id', 'given_at'])
    .where(sql<boolean>`request_id = any(${sql.val(rows.map(({ id }) => id))}::bigint[])`)
    .orderBy('step')
    .execute()
  return rows.map((row) => ({
    ...requestOf(row),
    isGone: row.gone_at !== null,
    goneHow: row.gone_how ?? undefined,
    reminded: given.filter((one) => one.request_id === row.id).map((one) => one.given_at),
  }))
}

/** What one transaction writes of requests. */
export const requestRecorder = ({ database }: Unit): RequestRecorder => ({
  isAsJudged: async (repository, open, approvals) => {
    const locked = await database
      .selectFrom('access_requests')
      .select('id')
      .where('repository_id', '=', repository)
      .where('closed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    const given = await database
      .selectFrom('approvals')
      .select('id')
      .where('repository_id', '=', repository)
      .where('ended_at', 'is', null)
      .execute()
    const known = new Set(approvals)
    return locked?.id === open && given.length === known.size && given.every(({ id }) => known.has(id))
  },
  readTo: async (organization, to) => {
    await database
      .insertInto('request_readings')
      .values({ organization_id: organization, read_to: to })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ read_to: to }))
      .execute()
  },
  handle: async (organization, { kind, id }, outcome, at) => {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('handled_comments')
      .values({ organization_id: organization, kind, comment: String(id), handled_at: at, outcome })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'kind', 'comment'])
          .doUpdateSet({ outcome, handled_at: at })
          .where('handled_comments.outcome', '=', 'waiting')
          // That it waits is told once.
          .where(sql<boolean>`excluded.outcome <> 'waiting'`),
      )
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  },
  open: async (request, at) => {
    const row = await database
      .insertInto('access_requests')
      .values({
        organization_id: request.organization,
        repository_id: request.repository,
        requested_by: request.requestedBy,
        reason: request.reason,
        days: request.days,
        state: 'open',
        source: request.source,
        issue: request.issue,
        opened_at: at,
        closed_at: null,
        closed_by: null,
        close_reason: null,
      })
      .onConflict((conflict) => conflict.column('repository_id').where('closed_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst()
    return row?.id
  },
  close: async (request, state, by, reason, at) => {
    const { numUpdatedRows } = await database
      .updateTable('access_requests')
      .set({ state, closed_at: at, closed_by: by, close_reason: reason })
      .where('id', '=', request)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  issue: async (request, issue) => {
    await database.updateTable('access_requests').set({ issue }).where('id', '=', request).execute()
  },
  approve: async (approval, at) => {
    const { id } = await database
      .insertInto('approvals')
      .values({
        organization_id: approval.organization,
        repository_id: approval.repository,
        request_id: approval.request,
        kind: approval.kind,
        given_by: approval.by,
        requested_by: approval.requestedBy,
        acts_for: JSON.stringify(approval.actsFor),
        granted_at: at,
        expires_at: approval.expiresAt,
        ticket: approval.ticket,
        reason: approval.reason,
        condition: approval.condition,
        ended_at: null,
        ended_by: null,
        end_reason: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  },
  end: async (approvals, by, reason, at) => {
    if (approvals.length === 0) return []
    const rows = await database
      .updateTable('approvals')
      .set({ ended_at: at, ended_by: by, end_reason: reason })
      .where('id', 'in', approvals)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute()
    return rows.map(({ id }) => id)
  },
  remind: async (request, step, at) => {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('request_reminders')
      .columns(['request_id', 'step', 'given_at'])
      .expression((build) =>
        build
          .selectFrom('access_requests')
          .select([
            'id',
            sql<number>`${step}::integer`.as('step'),
            sql<Date>`${at}::timestamptz`.as('given_at'),
          ])
          .where('id', '=', request)
          .where('closed_at', 'is', null),
      )
      .onConflict((conflict) => conflict.columns(['request_id', 'step']).doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  },
  notice: async (request, days, at) => {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('request_notices')
      .values({ request_id: request, days, given_at: at })
      .onConflict((conflict) => conflict.columns(['request_id', 'days']).doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  },
})
