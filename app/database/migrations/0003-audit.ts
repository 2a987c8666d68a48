import type { Kysely } from 'kysely'

/** What happened, for ever: rows are added and never changed. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('audit_events')
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    // 1, 2, 3 … without a gap in each organization.
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('actor', 'uuid', (column) => column.references('people.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('data', 'jsonb', (column) => column.notNull())
    .addColumn('previous', 'bytea', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_events_key', ['organization_id', 'sequence'])
    .execute()
  await database.schema
    .createIndex('audit_events_subject')
    .on('audit_events')
    .columns(['organization_id', 'subject', 'sequence'])
    .execute()
  await database.schema
    .createTable('audit_heads')
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('signature', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_heads_key', ['organization_id', 'sequence', 'key_id'])
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['audit_heads', 'audit_events']) await database.schema.dropTable(table).execute()
}
