import { type Kysely, sql } from 'kysely'

/** What callers of the API were answered, by the keys that they sent, so that the same change is made once. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('idempotency_keys')
    .addColumn('caller', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    // A digest.
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    // null: it is under way.
    .addColumn('status', 'smallint')
    .addColumn('type', 'text')
    .addColumn('body', 'text')
    .addPrimaryKeyConstraint('idempotency_keys_key', ['caller', 'key'])
    .execute()
  await database.schema
    .createIndex('idempotency_keys_begun')
    .on('idempotency_keys')
    .column('begun_at')
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('idempotency_keys').execute()
}
