import { type RawBuilder, sql } from 'kysely'
import type { AuditFilter, AuditPage, AuditQuery } from '../enforcement/reading/audit-list.ts'
import { eventOf } from './audit-log.ts'
import type { AuditEventsTable } from './schema.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/** Events of one organization, by filter, a page at a time. */
export async function listAudit(
  store: Pick<Store, 'database'>,
  scope: Scope,
  query: AuditQuery,
): Promise<AuditPage> {
  const { organization, order, limit, after } = query
  const isNewest = order === 'newest'
  const { rows } = await sql<AuditEventsTable>`
    select * from audit_events
    where organization_id = ${organization} and ${inScope(scope, 'organization_id')}
      and ${await matching(store, query)}
      and ${after === undefined ? sql`true` : isNewest ? sql`sequence < ${after}` : sql`sequence > ${after}`}
    order by sequence ${sql.raw(isNewest ? 'desc' : 'asc')} limit ${limit + 1}`.execute(store.database)
  const events = rows.slice(0, limit).map(eventOf)
  return { events, next: rows.length > limit ? events.at(-1)?.sequence : undefined }
}

async function matching(
  store: Pick<Store, 'database'>,
  { organization, kinds, actor, subject, from, to, search }: AuditFilter,
): Promise<RawBuilder<unknown>> {
  const conditions = [
    kinds && sql`kind = any(${sql.val([...kinds])})`,
    actor !== undefined && sql`actor = ${actor}`,
    subject !== undefined && sql`subject = ${subject}`,
    from && sql`at >= ${from}`,
    to && sql`at < ${to}`,
    search !== undefined && (await said(store, organization, search)),
  ].filter((condition) => condition !== false && condition !== undefined)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Names of which a word may be a part: with more than these, it is none that tells anything apart. */
const mostNamed = 100

/** Names are not in events, which only hold ids: they are looked up first. */
async function said({ database }: Pick<Store, 'database'>, organization: string, search: string) {
  const part = `%${search.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const repositories = await sql<{ id: string }>`
    select repository_id as id from repository_summaries
    where organization_id = ${organization} and name_key like ${part} order by name_key limit ${mostNamed}`.execute(
    database,
  )
  const people = await sql<{ id: string }>`
    select person_id as id from person_names where lower(login) like ${part} limit ${mostNamed}`.execute(
    database,
  )
  const subjects = repositories.rows.map(({ id }) => `repository:${id}`)
  const actors = people.rows.map(({ id }) => id)
  return sql`(subject = any(${sql.val(subjects)})
    or actor = any(${sql.val(actors)}::uuid[])
    or jsonb_to_tsvector('simple', data, '["string", "numeric"]') @@ websearch_to_tsquery('simple', ${search}))`
}
