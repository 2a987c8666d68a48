import { type Kysely, sql } from 'kysely'

/** What people ask for and grant, what Gatehouse changes on GitHub because of it, and what keeps it from changing anything. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await requestsAndApprovals(database)
  await effects(database)
  await brakes(database)
  // Since when Gatehouse leaves an organization: nothing new is made there.
  await database.schema.alterTable('organizations').addColumn('leaving_since', 'timestamptz').execute()
  await sql`
    create or replace function organization_of_work(key text) returns bigint language sql stable as $$
      select case split_part(key, ':', 1)
        when 'organization' then split_part(key, ':', 2)::bigint
        when 'previews' then split_part(key, ':', 2)::bigint
        when 'installations' then split_part(key, ':', 2)::bigint
        when 'changes' then split_part(key, ':', 2)::bigint
        when 'requests' then split_part(key, ':', 2)::bigint
        when 'repository' then (select organization_id from repositories where id = split_part(key, ':', 2)::bigint)
        when 'scan' then (select organization_id from repositories where id = split_part(key, ':', 2)::bigint)
      end
    $$`.execute(database)
}

async function requestsAndApprovals(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('access_requests')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('requested_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    // For how many days; null: as long as the policy lets.
    .addColumn('days', 'integer')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    // Of the issue in the organization's policy repository; null: none was made yet.
    .addColumn('issue', 'integer')
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    .addColumn('closed_by', 'uuid', (column) => column.references('people.id'))
    .addColumn('close_reason', 'text')
    .execute()
  await sql`create unique index access_requests_open on access_requests (repository_id) where closed_at is null`.execute(
    database,
  )
  await schema
    .createTable('approvals')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    .addColumn('request_id', 'bigint', (column) => column.references('access_requests.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('given_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('requested_by', 'uuid', (column) => column.notNull().references('people.id'))
    // What they acted for: [{"name": "acme/security", "githubId": 12}], and "$owners" without a number.
    .addColumn('acts_for', 'jsonb', (column) => column.notNull())
    .addColumn('granted_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ticket', 'text')
    .addColumn('reason', 'text')
    .addColumn('ended_at', 'timestamptz')
    .addColumn('ended_by', 'uuid', (column) => column.references('people.id'))
    .addColumn('end_reason', 'text')
    .execute()
  await schema
    .createIndex('approvals_repository')
    .on('approvals')
    .columns(['repository_id', 'expires_at'])
    .execute()
  // Every name that a team was seen under, so that an approval is known by its team's number also after that was renamed.
  await schema
    .createTable('teams')
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('github_id', 'bigint', (column) => column.notNull())
    .addColumn('slug', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('teams_key', ['organization_id', 'github_id', 'slug'])
    .execute()
  // A comment is acted on once, however often it is read; so is an issue's own text.
  await schema
    .createTable('handled_comments')
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('comment', 'bigint', (column) => column.notNull())
    .addColumn('handled_at', 'timestamptz', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('handled_comments_key', ['organization_id', 'kind', 'comment'])
    .execute()
  // How far comments were read, by GitHub's clock.
  await schema
    .createTable('request_readings')
    .addColumn('organization_id', 'bigint', (column) => column.primaryKey().references('organizations.id'))
    .addColumn('read_to', 'timestamptz', (column) => column.notNull())
    .execute()
  // Each notice of a coming end is given once.
  await schema
    .createTable('request_notices')
    .addColumn('request_id', 'bigint', (column) => column.notNull().references('access_requests.id'))
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('given_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('request_notices_key', ['request_id', 'days'])
    .execute()
}

async function effects(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('holds')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    .addColumn('closed_by', 'uuid', (column) => column.references('people.id'))
    .addColumn('outcome', 'text')
    .execute()
  await sql`create unique index holds_open on holds (organization_id) where closed_at is null`.execute(
    database,
  )
  await schema
    .createTable('effects')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.references('repositories.id'))
    // Which plan it belongs to: each withdraws its own.
    .addColumn('planner', 'text', (column) => column.notNull())
    // What it does and to what: of two that would do the same, one is open at a time.
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('action', 'jsonb', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('policy_id', 'bigint', (column) => column.references('policies.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('hold_id', 'bigint', (column) => column.references('holds.id'))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('not_before', 'timestamptz', (column) => column.notNull())
    .addColumn('planned_at', 'timestamptz', (column) => column.notNull())
    .addColumn('finished_at', 'timestamptz')
    // Why it failed or waits, in words without anything secret.
    .addColumn('problem', 'text')
    .execute()
  await sql`create unique index effects_open on effects (organization_id, identity) where finished_at is null`.execute(
    database,
  )
  await sql`create index effects_identity on effects (organization_id, identity, finished_at)`.execute(
    database,
  )
  await sql`create index effects_repository on effects (repository_id, kind)`.execute(database)
  await schema
    .createIndex('effects_finished')
    .on('effects')
    .columns(['organization_id', 'kind', 'finished_at'])
    .execute()
  // Everything that Gatehouse has made on GitHub, so that it can be taken away again.
  await schema
    .createTable('made_things')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.references('repositories.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    // By which it is known on GitHub: a number, a name.
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('details', 'jsonb', (column) => column.notNull())
    .addColumn('made_at', 'timestamptz', (column) => column.notNull())
    .addColumn('removed_at', 'timestamptz')
    .execute()
  await sql`create unique index made_things_there on made_things
    (organization_id, coalesce(repository_id, 0), kind, reference) where removed_at is null`.execute(database)
}

async function brakes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('pauses')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    // null: the whole deployment.
    .addColumn('organization_id', 'bigint', (column) => column.references('organizations.id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('paused_at', 'timestamptz', (column) => column.notNull())
    .addColumn('resumed_at', 'timestamptz')
    .execute()
  await schema
    .createTable('acceptances')
    .addColumn('organization_id', 'bigint', (column) => column.primaryKey().references('organizations.id'))
    .addColumn('accepted_at', 'timestamptz', (column) => column.notNull())
    // Of the audit chain, at the time: a database that knows less than that is an older one.
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    // Since when it does not count any more, because the database is an older one.
    .addColumn('void_since', 'timestamptz')
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('organizations').dropColumn('leaving_since').execute()
  for (const table of [
    'acceptances',
    'pauses',
    'made_things',
    'effects',
    'holds',
    'request_notices',
    'request_readings',
    'handled_comments',
    'teams',
    'approvals',
    'access_requests',
  ])
    await database.schema.dropTable(table).execute()
  await sql`
    create or replace function organization_of_work(key text) returns bigint language sql stable as $$
      select case split_part(key, ':', 1)
        when 'organization' then split_part(key, ':', 2)::bigint
        when 'repository' then (select organization_id from repositories where id = split_part(key, ':', 2)::bigint)
        when 'scan' then (select organization_id from repositories where id = split_part(key, ':', 2)::bigint)
      end
    $$`.execute(database)
}
