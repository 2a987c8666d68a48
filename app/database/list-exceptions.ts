import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { EndingQuery } from '../enforcement/reading/ending-list.ts'
import type { ExceptionAccount, ExceptionPage } from '../enforcement/reading/exception-list.ts'
import { waivedOf } from './exceptions.ts'
import type { ExceptionsTable } from './schema.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Days before its end from which on an exception is called ending. */
const endingDays = 30

interface Row extends Selectable<ExceptionsTable> {
  readonly organization: string
  readonly host: string
  readonly repository: string
  readonly giver: string | null
  readonly ender: string | null
  /** Exact: PostgreSQL knows microseconds. */
  readonly place: string
}

/** Exceptions that are in force, those that end soonest first; or those that are over, the last one first. */
export async function listExceptionAccounts(
  store: Reading,
  scope: Scope,
  { organization, repository, state, limit, after }: EndingQuery,
  now: Date,
): Promise<ExceptionPage> {
  const isOver = state === 'over'
  const end = isOver ? sql`coalesce(exceptions.ended_at, exceptions.expires_at)` : sql`exceptions.expires_at`
  const beyond = sql.raw(isOver ? '<' : '>')
  const direction = sql.raw(isOver ? 'desc' : 'asc')
  const conditions = [
    organization !== undefined && sql`exceptions.organization_id = ${organization}`,
    repository !== undefined && sql`exceptions.repository_id = ${repository}`,
    isOver
      ? sql`(exceptions.ended_at is not null or exceptions.expires_at <= ${now})`
      : sql`exceptions.ended_at is null and exceptions.expires_at > ${now}`,
    state === 'ending' &&
      sql`exceptions.expires_at <= ${now}::timestamptz + ${endingDays} * interval '1 day'`,
    after && sql`(${end}, exceptions.id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::bigint)`,
  ].filter((one) => one !== false && one !== undefined)
  const order = sql`order by ${end} ${direction}, exceptions.id ${direction} limit ${limit + 1}`
  const rows = await read(store, scope, { end, where: sql.join(conditions, sql` and `), order })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map(toAccount), next: last && [last.place, last.id] }
}

/** One exception, where whoever asks sees its repository. */
export async function readExceptionAccount(
  store: Reading,
  scope: Scope,
  exception: string,
): Promise<ExceptionAccount | undefined> {
  const end = sql`exceptions.expires_at`
  const [row] = await read(store, scope, { end, where: sql`exceptions.id = ${exception}`, order: sql`` })
  return row && toAccount(row)
}

async function read(
  { database }: Reading,
  scope: Scope,
  { end, where, order }: Readonly<Record<'end' | 'where' | 'order', RawBuilder<unknown>>>,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select exceptions.*, organizations.login as organization, hosts.name as host, repositories.name as repository,
      giver.login as giver, ender.login as ender,
      to_char(${end} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from exceptions
    join organizations on organizations.id = exceptions.organization_id
    join hosts on hosts.id = organizations.host_id
    join repositories on repositories.id = exceptions.repository_id
    left join person_names giver on giver.person_id = exceptions.given_by
    left join person_names ender on ender.person_id = exceptions.ended_by
    where organizations.removed_at is null
      and ${inScopeOfRepository(scope, 'exceptions.organization_id', 'exceptions.repository_id')}
      and ${where} ${order}`.execute(database)
  return rows
}

const toAccount = (row: Row): ExceptionAccount => ({
  id: row.id,
  organization: { id: row.organization_id, login: row.organization, host: row.host },
  repository: { id: row.repository_id, name: row.repository },
  waived: waivedOf(row),
  owner: row.owner,
  control: row.control,
  by: row.giver,
  actsFor: row.acts_for.map(({ name }) => name),
  issue: row.issue,
  grantedAt: row.granted_at,
  expiresAt: row.expires_at,
  endedAt: row.ended_at,
  endedBy: row.ender,
})
