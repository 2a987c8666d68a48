import { type Kysely, sql } from 'kysely'

/** Repositories, and by which paths assistants reach them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('repositories')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    // GitHub's own: names change, and somebody else may take one that was given up.
    .addColumn('github_id', 'bigint', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('visibility', 'text', (column) => column.notNull())
    .addColumn('is_archived', 'boolean', (column) => column.notNull())
    .addColumn('is_fork', 'boolean', (column) => column.notNull())
    .addColumn('default_branch', 'text')
    .addColumn('first_seen_at', 'timestamptz', (column) => column.notNull())
    .addColumn('last_seen_at', 'timestamptz', (column) => column.notNull())
    // It was there and is not any more: deleted, transferred, or taken from our App.
    .addColumn('gone_at', 'timestamptz')
    .addUniqueConstraint('repositories_github_id', ['organization_id', 'github_id'])
    .execute()
  await database.schema
    .createTable('reaches')
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('assistant', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('control', 'text', (column) => column.notNull())
    .addColumn('evidence', 'jsonb', (column) => column.notNull())
    .addColumn('why', 'text')
    // Since when it is in this state, and when that was last looked at.
    .addColumn('since', 'timestamptz', (column) => column.notNull())
    .addColumn('read_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('reaches_key', ['repository_id', 'assistant', 'path'])
    .execute()
  await sql`create index reaches_connected on reaches (assistant, path) where state = 'connected'`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['reaches', 'repositories']) await database.schema.dropTable(table).execute()
}
