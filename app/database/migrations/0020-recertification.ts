import { type Kysely, sql } from 'kysely'

/** Approvals that are confirmed again, exceptions from conditions, and emergencies that are to be reviewed. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await recertifications(database)
  await exceptions(database)
  await reviews(database)
}

async function recertifications(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('recertifications')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    // null: the policy opened it.
    .addColumn('opened_by', 'uuid', (column) => column.references('people.id'))
    .addColumn('due_days', 'integer', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    .execute()
  await sql`create unique index recertifications_open on recertifications (organization_id) where closed_at is null`.execute(
    database,
  )
  // One issue for those who are asked together.
  await schema
    .createTable('recertification_reviews')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('recertification_id', 'bigint', (column) => column.notNull().references('recertifications.id'))
    // Who is asked: ["acme/security"], ["@ada"]; empty: the Gatehouse owners.
    .addColumn('reviewers', 'jsonb', (column) => column.notNull())
    .addColumn('issue', 'integer')
    // When the issue was made: before that nobody was asked.
    .addColumn('asked_at', 'timestamptz')
    // When they were told that the time is over: from then on grace runs.
    .addColumn('overdue_at', 'timestamptz')
    .execute()
  await sql`create index recertification_reviews_issue on recertification_reviews (organization_id, issue)`.execute(
    database,
  )
  await schema
    .createTable('recertification_items')
    .addColumn('review_id', 'bigint', (column) => column.notNull().references('recertification_reviews.id'))
    // As its reviewers call it, from 1 in each issue.
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('answered_by', 'uuid', (column) => column.references('people.id'))
    .addColumn('answered_at', 'timestamptz')
    .addPrimaryKeyConstraint('recertification_items_key', ['review_id', 'number'])
    .execute()
  await schema
    .createTable('recertification_notices')
    .addColumn('review_id', 'bigint', (column) => column.notNull().references('recertification_reviews.id'))
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('given_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('recertification_notices_key', ['review_id', 'days'])
    .execute()
}

async function exceptions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('exceptions')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    // Permanent id of the policy's check that is waived.
    .addColumn('check_id', 'text', (column) => column.notNull())
    // What is done instead, as it was written.
    .addColumn('control', 'text', (column) => column.notNull())
    // The team that answers for it: acme/security.
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('given_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('acts_for', 'jsonb', (column) => column.notNull())
    // Of the issue in the organization's policy repository, where its end is told.
    .addColumn('issue', 'integer', (column) => column.notNull())
    .addColumn('granted_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ended_at', 'timestamptz')
    .addColumn('ended_by', 'uuid', (column) => column.references('people.id'))
    .execute()
  await schema.createIndex('exceptions_repository').on('exceptions').column('repository_id').execute()
  await schema
    .createTable('exception_notices')
    .addColumn('exception_id', 'bigint', (column) => column.notNull().references('exceptions.id'))
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('given_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('exception_notices_key', ['exception_id', 'days'])
    .execute()
}

async function reviews({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('emergency_reviews')
    .addColumn('approval_id', 'bigint', (column) => column.primaryKey().references('approvals.id'))
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('used_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('issue', 'integer')
    .addColumn('reminded_at', 'timestamptz')
    .addColumn('reviewed_at', 'timestamptz')
    .addColumn('reviewed_by', 'uuid', (column) => column.references('people.id'))
    // As it was written.
    .addColumn('words', 'text')
    .execute()
  await schema
    .createIndex('emergency_reviews_organization')
    .on('emergency_reviews')
    .column('organization_id')
    .execute()
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  for (const table of [
    'emergency_reviews',
    'exception_notices',
    'exceptions',
    'recertification_notices',
    'recertification_items',
    'recertification_reviews',
    'recertifications',
  ])
    await schema.dropTable(table).execute()
}
