import { sql } from 'kysely'
import { appendAudit } from '../audit-log.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { type KnownPerson, organizationsOf } from './known-person.ts'
import { mentioningWords, personPlaces } from './places.ts'

type Reading = Pick<Store, 'database'>
type Row = Readonly<Record<string, unknown>>

/** Everything that is kept of one person. */
export interface PersonExport {
  readonly format: 'gatehouse/person/v1'
  readonly at: string
  readonly person: Pick<KnownPerson, 'id' | 'login' | 'host' | 'githubId'> & {
    readonly erasedAt: string | null
  }
  /** Rows that name them, by table; without what would let somebody in. */
  readonly tables: Readonly<Record<string, readonly Row[]>>
  /** What they did and what was done about them, of the audit log. */
  readonly auditEvents: readonly Row[]
  /** Where somebody's words mention them: the table, the column and our id of the row. */
  readonly mentions: readonly Row[]
  /** Repositories whose owners, as GitHub names them, they are among. */
  readonly ownedRepositories: readonly Row[]
}

export interface PersonOrder {
  readonly person: KnownPerson
  /** Only what this organization and the person themselves have; undefined: all of the deployment. */
  readonly organization?: string
  /** Our opaque id of who orders it; null: whoever runs the deployment's commands. */
  readonly by: string | null
  readonly at: Date
}

/** Reads everything that is kept of somebody, and records that it was read. */
export const exportPerson = (store: Store, order: PersonOrder): Promise<PersonExport> =>
  transactOrder(store, async (unit) => {
    const { person, organization, by, at } = order
    const exported = await readPerson(unit, order)
    const known = await organizationsOf(unit, person.id)
    for (const id of known.filter((one) => organization === undefined || one === organization))
      await appendAudit(unit, id, at, [
        { kind: 'person.exported', actor: by, subject: `person:${person.id}`, data: {} },
      ])
    return exported
  })

async function readPerson(
  reading: Reading,
  { person, organization, at }: PersonOrder,
): Promise<PersonExport> {
  const { id, login, host, githubId, erasedAt } = person
  const tables: Record<string, readonly Row[]> = {}
  for (const place of personPlaces) {
    const { table, people, secret = [] } = place
    const named = sql.join(
      people.map((column) => sql`${sql.ref(`${table}.${column}`)} = ${id}::uuid`),
      sql` or `,
    )
    const within =
      organization === undefined || place.organization === null
        ? sql`true`
        : sql`${sql.raw(place.organization)} = ${organization}::bigint`
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(${sql.table(table)}) - ${sql.val([...secret])}::text[] as row from ${sql.table(table)}
      where (${named}) and ${within}`.execute(reading.database)
    if (rows.length > 0) tables[table] = rows.map(({ row }) => row)
  }
  const claude = await claudeRows(reading, person, organization)
  if (claude.length > 0) tables['claude_people'] = claude
  return {
    format: 'gatehouse/person/v1',
    at: at.toISOString(),
    person: { id, login, host, githubId, erasedAt: erasedAt?.toISOString() ?? null },
    tables,
    auditEvents: await eventsOf(reading, id, organization),
    mentions: await mentionsOf(reading, person, organization),
    ownedRepositories: await ownedBy(reading, person, organization),
  }
}

const ofOrganization = (column: string, organization: string | undefined) =>
  organization === undefined ? sql`true` : sql`${sql.ref(column)} = ${organization}::bigint`

async function eventsOf(
  { database }: Reading,
  person: string,
  organization: string | undefined,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select organization_id::text as organization, sequence::text, at, kind, actor, subject, data from audit_events
    where (actor = ${person}::uuid or subject = ${`person:${person}`})
      and ${ofOrganization('organization_id', organization)}
    order by organization_id, sequence`.execute(database)
  return rows
}

/** As Claude knows them, by an address of theirs, with what its feed told of them. */
async function claudeRows(
  { database }: Reading,
  { marks }: KnownPerson,
  organization: string | undefined,
): Promise<readonly Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(claude_people) || jsonb_build_object('activities', (
      select coalesce(jsonb_agg(to_jsonb(told) order by told.at), '[]') from claude_activities told
      where told.tenant_id = claude_people.tenant_id and told.person = claude_people.person)) as row
    from claude_people join claude_tenants on claude_tenants.id = tenant_id
    where lower(email) = any(${sql.val(marks.map((mark) => mark.toLowerCase()))}::text[])
      and ${ofOrganization('claude_tenants.organization_id', organization)}`.execute(database)
  return rows.map(({ row }) => row)
}

async function mentionsOf(
  { database }: Reading,
  { marks }: KnownPerson,
  organization: string | undefined,
): Promise<readonly Row[]> {
  if (marks.length === 0) return []
  const parts = mentioningWords.map(({ table, column }) => {
    const key = table === 'emergency_reviews' ? 'approval_id' : 'id'
    return sql`select ${sql.lit(table)} as table, ${sql.lit(column)} as column, ${sql.ref(key)}::text as row
      from ${sql.table(table)} where ${sql.ref(column)} ~* ${patternOf(marks)}
        and ${ofOrganization('organization_id', organization)}`
  })
  const { rows } = await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(database)
  return rows
}

/** A mention as a word of its own: `@ada` and not `@adam`, nor the address of another domain. */
export const patternOf = (marks: readonly string[]): string =>
  `(?<![\\w.+-])(?:${marks.map((mark) => mark.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join('|')})(?![\\w-]|\\.\\w)`

async function ownedBy(
  { database }: Reading,
  { login, host }: KnownPerson,
  organization: string | undefined,
): Promise<readonly Row[]> {
  if (login === null || host === null) return []
  const { rows } = await sql<Row>`
    select repositories.id::text, repositories.name from repository_summaries
    join repositories on repositories.id = repository_id
    where exists (select from unnest(owners) as owner where lower(owner) = any(array[lower(${login}), lower(${`@${login}`})]))
      and ${ofOrganization('repository_summaries.organization_id', organization)}
    order by repositories.name`.execute(database)
  return rows
}
