import { type Kysely, sql } from 'kysely'

/** Who is signed in to the console, who is about to be, and what people are in organizations: on GitHub, and to Gatehouse. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('pending_sign_ins')
    // Hashes: what is here lets nobody in.
    .addColumn('state', 'bytea', (column) => column.primaryKey())
    .addColumn('browser', 'bytea', (column) => column.notNull())
    .addColumn('host_id', 'bigint', (column) => column.notNull().references('hosts.id'))
    .addColumn('verifier', 'text', (column) => column.notNull())
    .addColumn('goes_to', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await schema
    .createTable('sessions')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('cookie', 'bytea', (column) => column.notNull().unique())
    .addColumn('person_id', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('csrf_token', 'text', (column) => column.notNull())
    .addColumn('avatar_url', 'text')
    .addColumn('agent', 'text')
    .addColumn('signed_in_at', 'timestamptz', (column) => column.notNull())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .execute()
  await schema.createIndex('sessions_person').on('sessions').columns(['person_id', 'signed_in_at']).execute()
  await schema
    .createTable('memberships')
    .addColumn('person_id', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    // admin, member
    .addColumn('github_role', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('memberships_key', ['person_id', 'organization_id'])
    .execute()
  await schema
    .createTable('members')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('person_id', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('granted_by', 'uuid', (column) => column.references('people.id'))
    .addColumn('granted_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .addColumn('ended_by', 'uuid', (column) => column.references('people.id'))
    .execute()
  // One role at a time.
  await sql`create unique index members_present on members (organization_id, person_id) where ended_at is null`.execute(
    database,
  )
  await schema.createIndex('members_person').on('members').column('person_id').execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['members', 'memberships', 'sessions', 'pending_sign_ins'])
    await database.schema.dropTable(table).execute()
}
