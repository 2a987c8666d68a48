import { type Kysely, sql } from 'kysely'

/** What is known of organizations and repositories besides their paths, and what was decided of it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('organizations')
    // Our own App's installation; null after it was removed, and for companies above organizations.
    .addColumn('installation_id', 'bigint')
    .addColumn('installation', 'jsonb')
    .addColumn('removed_at', 'timestamptz')
    // What concerns all of its repositories, as last read.
    .addColumn('facts', 'jsonb')
    .addColumn('facts_at', 'timestamptz')
    .execute()
  await database.schema
    .alterTable('repositories')
    .addColumn('snapshot', 'jsonb')
    .addColumn('properties', 'jsonb')
    // Hints of change, and how many of them the snapshot has seen: where they differ it is old.
    .addColumn('hints', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('snapshot_hints', 'bigint', (column) => column.notNull().defaultTo(0))
    // What workflows say, by the ids of their blobs: they are not read again.
    .addColumn('workflow_evidence', 'jsonb')
    .addColumn('reconciled_at', 'timestamptz')
    .execute()
  await database.schema
    .createTable('policies')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('found_at', 'timestamptz', (column) => column.notNull())
    // `valid`, `invalid`, `refused`, `missing`
    .addColumn('state', 'text', (column) => column.notNull())
    // Everything it was read from: where, at which commit, the text, the allowlist's, those of its parents.
    .addColumn('source', 'jsonb', (column) => column.notNull())
    .addColumn('problems', 'jsonb', (column) => column.notNull())
    .execute()
  await database.schema
    .createIndex('policies_organization')
    .on('policies')
    .columns(['organization_id', 'id'])
    .execute()
  await database.schema
    .createTable('decisions')
    .addColumn('repository_id', 'bigint', (column) => column.primaryKey().references('repositories.id'))
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('group_name', 'text')
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('reasons', 'jsonb', (column) => column.notNull())
    // What it was decided from, so that another policy can be tried on the same.
    .addColumn('facts', 'jsonb', (column) => column.notNull())
    .addColumn('owners', 'jsonb', (column) => column.notNull())
    // null: none was found, and the shipped one applied.
    .addColumn('policy_id', 'bigint', (column) => column.references('policies.id'))
    .addColumn('changes_at', 'timestamptz')
    .addColumn('since', 'timestamptz', (column) => column.notNull())
    .addColumn('decided_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await sql`create index decisions_changes on decisions (changes_at) where changes_at is not null`.execute(
    database,
  )
  await database.schema
    .createTable('sweeps')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('started_at', 'timestamptz', (column) => column.notNull())
    .addColumn('finished_at', 'timestamptz')
    .addColumn('coverage', 'jsonb')
    .execute()
  // At most one is open in each organization: the next one begins where the last has ended, or takes its place.
  await sql`create unique index sweeps_open on sweeps (organization_id) where finished_at is null`.execute(
    database,
  )
  await database.schema
    .createTable('assistant_activity')
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('assistant', 'text', (column) => column.notNull())
    // `event`: its account acted on GitHub. `commit`: a commit says that it helped.
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('last_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('assistant_activity_key', ['repository_id', 'assistant', 'kind'])
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['assistant_activity', 'sweeps', 'decisions', 'policies'])
    await database.schema.dropTable(table).execute()
  const columns = ['snapshot', 'properties', 'hints', 'snapshot_hints', 'workflow_evidence', 'reconciled_at']
  for (const column of columns) await database.schema.alterTable('repositories').dropColumn(column).execute()
  for (const column of ['installation_id', 'installation', 'removed_at', 'facts', 'facts_at'])
    await database.schema.alterTable('organizations').dropColumn(column).execute()
}
