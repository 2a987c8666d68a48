import { type Kysely, sql } from 'kysely'

/**
 * Names that were sent after the call which switched an App: who dies between sending one and looking must know it. And what a restored
 * database knew of connections before anything was read again: what of it is gone by then is given back with its owner's consent. And a
 * way to the few events that tell of imitated checks, among millions of others.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .alterTable('switches')
    // ["web", "api"]
    .addColumn('sent', 'jsonb', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await schema
    .alterTable('acceptances')
    // [{"installation": 7, "repositories": [17, 18]}], by GitHub's numbers; null: nothing was restored.
    .addColumn('known_before', 'jsonb')
    .execute()
  await sql`create index audit_events_imitated on audit_events (organization_id, at)
    where kind = 'check.imitated'`.execute(database)
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  await schema.dropIndex('audit_events_imitated').execute()
  await schema.alterTable('acceptances').dropColumn('known_before').execute()
  await schema.alterTable('switches').dropColumn('sent').execute()
}
