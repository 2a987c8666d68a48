import { type Kysely, sql } from 'kysely'

/** What is asked of a record of millions: by kind, by person, by day, and by words. By subject there is one from the beginning. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index audit_events_kind on audit_events (organization_id, kind, sequence desc)`.execute(
    database,
  )
  await sql`create index audit_events_actor on audit_events (organization_id, actor, sequence desc)
    where actor is not null`.execute(database)
  await sql`create index audit_events_at on audit_events (organization_id, at, sequence)`.execute(database)
  await sql`create index audit_events_words on audit_events
    using gin (jsonb_to_tsvector('simple', data, '["string", "numeric"]'))`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const name of ['kind', 'actor', 'at', 'words'])
    await sql`drop index ${sql.id(`audit_events_${name}`)}`.execute(database)
}
