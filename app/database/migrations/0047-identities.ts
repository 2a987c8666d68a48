import { type Kysely, sql } from 'kysely'

/**
 * People who come by a company's identity provider, by OIDC, SAML or SCIM. Somebody need not have an account of GitHub: then they are a
 * person without a host. What they are called lies here and in `person_names`, and never in the audit log.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table people alter column host_id drop not null, alter column github_id drop not null,
      add constraint people_of_a_host check ((host_id is null) = (github_id is null))`.execute(database)
  await sql`
    create table identity_connections (
      id bigint generated always as identity primary key,
      -- The organization above the others, whose owners set it up.
      organization_id bigint not null references organizations(id),
      -- oidc, saml, scim (people are provisioned and nobody signs in by it)
      kind text not null,
      name text not null,
      -- What is not secret of its set-up, by its kind; secrets are sealed values.
      settings jsonb not null,
      -- Who has to sign in by it: nobody, people, groups, everybody.
      enforced_for text not null default 'nobody',
      -- Opaque ids of people, or ids of groups.
      enforced_of jsonb not null default '[]',
      created_by uuid not null references people(id),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      ended_at timestamptz
    )`.execute(database)
  await sql`create index identity_connections_of on identity_connections (organization_id)`.execute(database)
  // The organizations that it gives roles in: the one above, and the units below it.
  await sql`
    create table identity_units (
      connection_id bigint not null references identity_connections(id),
      organization_id bigint not null references organizations(id),
      primary key (connection_id, organization_id)
    )`.execute(database)
  await sql`create index identity_units_organization on identity_units (organization_id)`.execute(database)
  await sql`
    create table identities (
      id uuid primary key default gen_random_uuid(),
      connection_id bigint not null references identity_connections(id),
      -- What the provider knows them by and never changes: sub, NameID; null: provisioned, and they did not sign in yet.
      subject text,
      person_id uuid not null references people(id),
      -- SCIM's userName.
      user_name text,
      external_id text,
      email text,
      is_email_verified boolean not null default false,
      display_name text,
      -- The rest of what SCIM was given, as it was given.
      attributes jsonb not null default '{}',
      -- Claims of the last sign-in that roles are given by: name → values.
      claims jsonb not null default '{}',
      is_active boolean not null default true,
      is_provisioned boolean not null default false,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      signed_in_at timestamptz,
      -- SCIM's ETag counts on.
      version bigint not null default 1
    )`.execute(database)
  await sql`create unique index identities_subject on identities (connection_id, subject) where subject is not null`.execute(
    database,
  )
  await sql`create unique index identities_user_name on identities (connection_id, lower(user_name)) where user_name is not null`.execute(
    database,
  )
  await sql`create index identities_person on identities (person_id)`.execute(database)
  await sql`create index identities_external on identities (connection_id, external_id)`.execute(database)
  await sql`
    create table identity_groups (
      id uuid primary key default gen_random_uuid(),
      connection_id bigint not null references identity_connections(id),
      name text not null,
      external_id text,
      -- By SCIM; else a sign-in named it.
      is_provisioned boolean not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      version bigint not null default 1
    )`.execute(database)
  await sql`create unique index identity_groups_name on identity_groups (connection_id, lower(name))`.execute(
    database,
  )
  await sql`
    create table identity_group_members (
      group_id uuid not null references identity_groups(id) on delete cascade,
      identity_id uuid not null references identities(id) on delete cascade,
      primary key (group_id, identity_id)
    )`.execute(database)
  await sql`create index identity_group_members_identity on identity_group_members (identity_id)`.execute(
    database,
  )
  // In order: for each organization the first that fits gives the role.
  await sql`
    create table role_mappings (
      id bigint generated always as identity primary key,
      connection_id bigint not null references identity_connections(id),
      position integer not null,
      -- group: its name; claim: a claim's name, and the value it has to have.
      source text not null,
      name text not null,
      value text,
      -- null: each organization of the connection.
      organization_id bigint references organizations(id),
      role text not null,
      unique (connection_id, position)
    )`.execute(database)
  // What follows of all that for people, made anew whenever it changes (identity-roles.ts): who calls is asked for with each request.
  await sql`
    create table identity_roles (
      person_id uuid not null references people(id),
      organization_id bigint not null references organizations(id),
      connection_id bigint not null references identity_connections(id),
      -- null: no line fits
      role text,
      -- The provider has deactivated them: they are nobody here, by whichever door they come.
      is_barred boolean not null,
      primary key (person_id, organization_id, connection_id)
    )`.execute(database)
  await sql`create index identity_roles_organization on identity_roles (organization_id)`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of [
    'identity_roles',
    'role_mappings',
    'identity_group_members',
    'identity_groups',
    'identities',
    'identity_units',
    'identity_connections',
  ])
    await database.schema.dropTable(table).execute()
  await sql`delete from people where host_id is null`.execute(database)
  await sql`
    alter table people drop constraint people_of_a_host, alter column host_id set not null,
      alter column github_id set not null`.execute(database)
}
