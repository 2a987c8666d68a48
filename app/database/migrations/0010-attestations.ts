import { type Kysely, sql } from 'kysely'

/** What owners state of settings that nobody can read, and what is found about an organization as a whole. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('attestations')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('setting', 'text', (column) => column.notNull())
    // The id of an installation, where it is about one; else empty.
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('value', 'jsonb', (column) => column.notNull())
    .addColumn('stated_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('until', 'timestamptz', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .execute()
  await database.schema
    .createIndex('attestations_organization')
    .on('attestations')
    .columns(['organization_id', 'setting', 'subject', 'at'])
    .execute()
  await database.schema
    .createTable('organization_findings')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    // Which check found it; permanent.
    .addColumn('check_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('found', 'text', (column) => column.notNull())
    .addColumn('todo', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    .execute()
  await sql`create unique index organization_findings_open
    on organization_findings (organization_id, check_id, subject) where closed_at is null`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['organization_findings', 'attestations'])
    await database.schema.dropTable(table).execute()
}
