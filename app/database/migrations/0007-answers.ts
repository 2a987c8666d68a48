import { type Kysely, sql } from 'kysely'

/** What GitHub answered, so that what did not change need not be paid for again. Losing it costs requests and nothing else. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('answers')
    .addColumn('organization_id', 'bigint', (column) =>
      column.notNull().references('organizations.id').onDelete('cascade'),
    )
    .addColumn('subject', 'text', (column) => column.notNull())
    // Path and query.
    .addColumn('request', 'text', (column) => column.notNull())
    // An answer to a former installation is of no use.
    .addColumn('installation_id', 'bigint', (column) => column.notNull())
    .addColumn('etag', 'text', (column) => column.notNull())
    .addColumn('is_computable', 'boolean', (column) => column.notNull())
    // As GitHub sent it, byte for byte, because its tag is computed from it; so not jsonb.
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('link', 'text')
    // To the day, so that an answer that still holds is not written again each time.
    .addColumn('used_on', 'date', (column) => column.notNull().defaultTo(sql`current_date`))
    .addPrimaryKeyConstraint('answers_key', ['organization_id', 'subject', 'request'])
    .execute()
  await sql`create index answers_used_on on answers (used_on)`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('answers').execute()
}
