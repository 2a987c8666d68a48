import { type RawBuilder, sql } from 'kysely'
import type {
  EmergencyReviewAccount,
  EmergencyReviewPage,
  EmergencyReviewQuery,
} from '../enforcement/reading/emergency-review-list.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Who looks, and what they may review though they may not see its repository. By our ids of organizations. */
export interface EmergencyReader {
  /** null: nobody whom an emergency could be of. */
  readonly person: string | null
  /** In which they may review every one. */
  readonly all: readonly string[]
  /** Names of the policy's groups in which they approve. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

interface Row {
  readonly approval_id: string
  readonly organization_id: string
  readonly organization: string
  readonly host: string
  readonly repository_id: string
  readonly repository: string
  readonly used_by: string
  readonly user: string | null
  readonly is_seen: boolean
  readonly reason: string | null
  readonly ticket: string | null
  readonly granted_at: Date
  readonly until: Date
  readonly due_at: Date
  readonly issue: number | null
  readonly reviewed_at: Date | null
  readonly reviewed_by: string | null
  readonly reviewer: string | null
  readonly words: string | null
  /** Exact: PostgreSQL knows microseconds. */
  readonly place: string
}

/** Emergencies that nobody has reviewed, the first due first; or those that somebody has, the last one first. */
export async function listEmergencyReviews(
  store: Reading,
  scope: Scope,
  reader: EmergencyReader,
  { organization, state, limit, after }: EmergencyReviewQuery,
): Promise<EmergencyReviewPage> {
  const isOver = state === 'reviewed'
  const at = isOver ? sql`reviews.reviewed_at` : sql`reviews.due_at`
  const direction = sql.raw(isOver ? 'desc' : 'asc')
  const beyond = sql.raw(isOver ? '<' : '>')
  const conditions = [
    sql`reviews.reviewed_at is ${sql.raw(isOver ? 'not' : '')} null`,
    organization !== undefined && sql`reviews.organization_id = ${organization}`,
    after && sql`(${at}, reviews.approval_id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::bigint)`,
  ].filter((one) => one !== false && one !== undefined)
  const order = sql`order by ${at} ${direction}, reviews.approval_id ${direction} limit ${limit + 1}`
  const rows = await read(store, scope, reader, { at, where: sql.join(conditions, sql` and `), order })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map((row) => toAccount(row, reader)), next: last && [last.place, last.approval_id] }
}

/** One of them, by our id of its approval, where whoever asks sees its repository or may review it. */
export async function readEmergencyReview(
  store: Reading,
  scope: Scope,
  reader: EmergencyReader,
  approval: string,
): Promise<EmergencyReviewAccount | undefined> {
  const at = sql`reviews.due_at`
  const [row] = await read(store, scope, reader, {
    at,
    where: sql`reviews.approval_id = ${approval}`,
    order: sql``,
  })
  return row && toAccount(row, reader)
}

/** Those of these organizations in which an emergency was ever used. */
export async function withEmergencies(
  { database }: Reading,
  organizations: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${sql.val([...organizations])}::bigint[]) one(id)
    where exists (select from emergency_reviews where organization_id = one.id)`.execute(database)
  return rows.map(({ id }) => id)
}

async function read(
  { database }: Reading,
  scope: Scope,
  reader: EmergencyReader,
  { at, where, order }: Readonly<Record<'at' | 'where' | 'order', RawBuilder<unknown>>>,
): Promise<readonly Row[]> {
  const isSeen = inScopeOfRepository(scope, 'reviews.organization_id', 'reviews.repository_id')
  const { rows } = await sql<Row>`
    select ${isSeen} as is_seen, reviews.reviewed_by, reviews.approval_id, reviews.organization_id, organizations.login as organization, hosts.name as host,
      reviews.repository_id, repositories.name as repository, reviews.used_by, who.login as "user",
      approvals.reason, approvals.ticket, approvals.granted_at,
      least(approvals.expires_at, approvals.ended_at) as until, reviews.due_at, reviews.issue,
      reviews.reviewed_at, reviewer.login as reviewer, reviews.words,
      to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from emergency_reviews reviews
    join approvals on approvals.id = reviews.approval_id
    join organizations on organizations.id = reviews.organization_id
    join hosts on hosts.id = organizations.host_id
    join repositories on repositories.id = reviews.repository_id
    left join decisions on decisions.repository_id = reviews.repository_id
    left join person_names who on who.person_id = reviews.used_by
    left join person_names reviewer on reviewer.person_id = reviews.reviewed_by
    where organizations.removed_at is null
      and (${isSeen} or ${isTheirs(reader)}) and ${where} ${order}`.execute(database)
  return rows
}

function isTheirs({ all, groups }: EmergencyReader): RawBuilder<boolean> {
  const pairs = [...groups].flatMap(([id, names]) => names.map((name) => [id, name] as const))
  return sql<boolean>`(reviews.organization_id = any(${sql.val([...all])}::bigint[])
    or (reviews.organization_id, decisions.group_name) in (select * from
      unnest(${sql.val(pairs.map(([id]) => id))}::bigint[], ${sql.val(pairs.map(([, name]) => name))}::text[])))`
}

/** Who does not see the repository is told what its issue tells, and what they wrote themselves. */
const toAccount = (row: Row, { person }: EmergencyReader): EmergencyReviewAccount => ({
  approval: row.approval_id,
  organization: { id: row.organization_id, login: row.organization, host: row.host },
  repository: { id: row.repository_id, name: row.repository },
  usedBy: row.user,
  isMine: person !== null && row.used_by === person,
  isSeen: row.is_seen,
  reason: row.reason,
  ticket: row.ticket,
  usedAt: row.granted_at,
  until: row.until,
  dueAt: row.due_at,
  issue: row.issue,
  reviewedAt: row.reviewed_at,
  reviewedBy: row.reviewer,
  words: row.is_seen || (person !== null && row.reviewed_by === person) ? row.words : null,
})
