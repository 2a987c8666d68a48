import { type Kysely, sql } from 'kysely'

/** Webhooks that were accepted: written before GitHub hears that they were, and worked on afterwards. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('deliveries')
    .addColumn('host', 'text', (column) => column.notNull())
    // GitHub's own id: a redelivery has the same.
    .addColumn('guid', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    // As GitHub sent it; not jsonb, because it is read once and by us only.
    .addColumn('payload', 'bytea', (column) => column.notNull())
    .addColumn('received_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('handled_at', 'timestamptz')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('deliveries_key', ['host', 'guid'])
    .execute()
  await sql`create index deliveries_open on deliveries (received_at) where handled_at is null`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('deliveries').execute()
}
