import { type Kysely, sql } from 'kysely'

/** People and groups that an identity provider tells of by SCIM, and what is held back of what follows for their roles. */
export async function up(database: Kysely<unknown>): Promise<void> {
  // Whoever the provider deleted stays barred: else they would be again what GitHub says. What they were called is forgotten.
  await sql`alter table identities add column deleted_at timestamptz`.execute(database)
  await sql`create index identities_listed on identities (connection_id, created_at, id)
    where is_provisioned and deleted_at is null`.execute(database)
  // Who may be somebody that the provider tells of now: else each that is new would have all of them looked through.
  await sql`create index identities_before on identities (connection_id)
    where deleted_at is not null or not is_provisioned`.execute(database)
  await sql`create index identity_groups_listed on identity_groups (connection_id, created_at, id)
    where is_provisioned`.execute(database)
  await sql`
    create table provisioning (
      connection_id bigint primary key references identity_connections(id),
      -- null: a dry run. What comes is kept and shown, and no roles follow from it.
      started_at timestamptz,
      started_by uuid references people(id),
      -- Of the people with roles, how many may lose theirs within a day before an owner is asked.
      loss_percent integer not null default 10,
      made_by uuid not null references people(id),
      made_at timestamptz not null
    )`.execute(database)
  await sql`
    create table scim_tokens (
      id bigint generated always as identity primary key,
      connection_id bigint not null references identity_connections(id),
      hash bytea not null unique,
      ending text not null,
      created_by uuid not null references people(id),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      ended_at timestamptz
    )`.execute(database)
  await sql`create index scim_tokens_of on scim_tokens (connection_id)`.execute(database)
  // Who lost a role by a connection, and when last: counted over a day.
  await sql`
    create table role_losses (
      connection_id bigint not null references identity_connections(id),
      person_id uuid not null references people(id),
      at timestamptz not null,
      primary key (connection_id, person_id)
    )`.execute(database)
  // While one is open nobody loses a role by the connection.
  await sql`
    create table role_holds (
      id bigint generated always as identity primary key,
      connection_id bigint not null references identity_connections(id),
      -- many, last-owner
      why text not null,
      people integer not null,
      of_people integer not null,
      opened_at timestamptz not null,
      closed_at timestamptz,
      -- null: by itself, since nothing was held back any more
      closed_by uuid references people(id)
    )`.execute(database)
  await sql`create unique index role_holds_open on role_holds (connection_id) where closed_at is null`.execute(
    database,
  )
  // Whose loss waits for an owner. What it would be follows of groups and lines, and may change until then.
  await sql`
    create table role_held (
      hold_id bigint not null references role_holds(id),
      person_id uuid not null references people(id),
      primary key (hold_id, person_id)
    )`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['role_held', 'role_holds', 'role_losses', 'scim_tokens', 'provisioning'])
    await database.schema.dropTable(table).execute()
  await sql`alter table identities drop column deleted_at`.execute(database)
  await sql`drop index identity_groups_listed`.execute(database)
}
