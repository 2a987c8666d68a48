import { type Kysely, sql } from 'kysely'

/**
 * What scans found, what they need not look at again, and since when assistants could read it. Columns with texts of
 * files are `json` and not `jsonb`, which takes no NUL and no half of a surrogate pair; excerpts of binary files have both.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createBlobTables(database)
  await createScans(database)
  await createFindings(database)
  await createSecretAlerts(database)
  await createReachIntervals(database)
}

async function createBlobTables(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('rule_versions')
    .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('used_at', 'timestamptz', (column) => column.notNull())
    .addUniqueConstraint('rule_versions_version', ['organization_id', 'version'])
    .execute()
  // A row for each different blob: its version is a number, its id is bytes, and most hold nothing.
  await database.schema
    .createTable('matched_blobs')
    .addColumn('rule_version_id', 'integer', (column) =>
      column.notNull().references('rule_versions.id').onDelete('cascade'),
    )
    .addColumn('blob', 'bytea', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    // null: nothing was found in it.
    .addColumn('found', 'json')
    .addPrimaryKeyConstraint('matched_blobs_key', ['rule_version_id', 'blob'])
    .execute()
}

const createScans = (database: Kysely<unknown>): Promise<void> =>
  database.schema
    .createTable('scans')
    .addColumn('repository_id', 'bigint', (column) => column.primaryKey().references('repositories.id'))
    .addColumn('good_at', 'timestamptz')
    .addColumn('basis', 'text')
    .addColumn('head_commit', 'text')
    .addColumn('history', 'text')
    .addColumn('pushed_at', 'text')
    .addColumn('version', 'text')
    .addColumn('coverage', 'json')
    .addColumn('comments', 'json')
    .addColumn('evidence', 'json')
    .addColumn('failed_at', 'timestamptz')
    .addColumn('failed_code', 'text')
    .addColumn('failed_why', 'text')
    .execute()

async function createFindings(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('findings')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('why', 'text')
    .addColumn('rotated', 'json')
    .addColumn('first_seen_at', 'timestamptz', (column) => column.notNull())
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('last_seen_at', 'timestamptz', (column) => column.notNull())
    // As the scanner tells of it: excerpts are masked, and so are names.
    .addColumn('places', 'json', (column) => column.notNull())
    .execute()
  // Paths may be longer than an index takes.
  await sql`create unique index findings_key on findings (repository_id, rule, fingerprint, md5(path), source)`.execute(
    database,
  )
  await sql`create index findings_present on findings (repository_id) where state <> 'gone'`.execute(database)
}

const createSecretAlerts = (database: Kysely<unknown>): Promise<void> =>
  database.schema
    .createTable('secret_alerts')
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('resolution', 'text')
    .addColumn('validity', 'text', (column) => column.notNull())
    .addColumn('places', 'json', (column) => column.notNull())
    .addColumn('resolved_at', 'timestamptz')
    .addColumn('read_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('secret_alerts_key', ['repository_id', 'number'])
    .execute()

async function createReachIntervals(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('reach_intervals')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('assistant', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('from_at', 'timestamptz', (column) => column.notNull())
    // Whether it began then; else it was there when we first looked.
    .addColumn('begin_is_known', 'boolean', (column) => column.notNull())
    .addColumn('until_at', 'timestamptz')
    .execute()
  await sql`create unique index reach_intervals_open on reach_intervals (repository_id, assistant, path)
    where until_at is null`.execute(database)
  await sql`create index reach_intervals_repository on reach_intervals (repository_id)`.execute(database)
  // What was read before intervals were kept began at some time before.
  await sql`insert into reach_intervals (repository_id, assistant, path, state, from_at, begin_is_known)
    select repository_id, assistant, path, state, since, false from reaches
    where state in ('connected', 'possible')`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of [
    'reach_intervals',
    'secret_alerts',
    'findings',
    'scans',
    'matched_blobs',
    'rule_versions',
  ])
    await database.schema.dropTable(table).execute()
}
