import { type Kysely, sql } from 'kysely'

/** An organization's tenant at Claude: what its feed tells, what is connected there, who is in it, and the domains it rests on. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table claude_tenants (
      id bigint generated always as identity primary key,
      -- Whose owners set the key.
      organization_id bigint not null unique references organizations(id),
      -- The last characters of the key, by which people know it.
      key_ending text not null,
      set_by uuid not null references people(id),
      set_at timestamptz not null,
      -- The id that Claude gives our key, learnt from its own feed; null: not yet.
      key_id text,
      -- A request whose trace in the feed says which key is ours.
      probe_request text,
      -- Up to here the feed was read; null: not once to its end.
      read_until timestamptz,
      -- A window that is being read, and after which activity it goes on; null: none is.
      window_until timestamptz,
      window_after text,
      -- Activities that were taken in, ever.
      taken bigint not null default 0,
      looked_at timestamptz,
      look_again_at timestamptz not null default now(),
      failing_since timestamptz,
      problem text,
      settings jsonb not null default '{}',
      settings_at timestamptz
    )`.execute(database)
  await sql`
    create table claude_tenant_organizations (
      organization_id bigint primary key references organizations(id),
      tenant_id bigint not null references claude_tenants(id) on delete cascade
    )`.execute(database)
  await sql`create index claude_tenant_organizations_of on claude_tenant_organizations (tenant_id)`.execute(
    database,
  )
  await sql`
    create table claude_activities (
      tenant_id bigint not null references claude_tenants(id) on delete cascade,
      -- Claude's own.
      id text not null,
      at timestamptz not null,
      type text not null,
      -- Those that tell of one thing are read together, in the order of their times; null: of nothing that is followed.
      family text,
      -- Opaque; null: nobody, or nobody that is known.
      person uuid,
      -- As Claude sent it, without addresses and browsers of people.
      body jsonb not null,
      primary key (tenant_id, id)
    )`.execute(database)
  await sql`create index claude_activities_family on claude_activities (tenant_id, family, at) where family is not null`.execute(
    database,
  )
  await sql`create index claude_activities_type on claude_activities (tenant_id, type, at)`.execute(database)
  await sql`
    create table claude_people (
      tenant_id bigint not null references claude_tenants(id) on delete cascade,
      user_id text not null,
      person uuid not null default gen_random_uuid() unique,
      email text,
      -- As Claude calls it; null: not among its members when they were last listed.
      role text,
      primary key (tenant_id, user_id)
    )`.execute(database)
  await sql`
    create table claude_connections (
      tenant_id bigint not null references claude_tenants(id) on delete cascade,
      family text not null,
      source text not null,
      via text not null,
      -- In small letters, as owner/name; null: all that an installation reaches, or not known.
      repository text,
      -- Found by its name when it was connected, so that a new name changes nothing.
      repository_id bigint references repositories(id),
      opened_at timestamptz,
      opened_by uuid,
      closed_at timestamptz,
      closed_by uuid,
      primary key (tenant_id, source)
    )`.execute(database)
  await sql`create index claude_connections_family on claude_connections (tenant_id, family)`.execute(
    database,
  )
  await sql`create index claude_connections_repository on claude_connections (repository_id)`.execute(
    database,
  )
  await sql`create index claude_connections_named on claude_connections (repository) where repository_id is null`.execute(
    database,
  )
  await sql`
    create table claude_domains (
      tenant_id bigint not null references claude_tenants(id) on delete cascade,
      domain text not null,
      -- The whole record; null: nobody said it, and it was not seen yet.
      record text,
      -- Who verified it at Claude, or named it here; opaque.
      set_up_by uuid,
      set_up_at timestamptz,
      -- Whether somebody named it here; else the feed did.
      is_named boolean not null,
      standing jsonb,
      -- What was found and what is to be done, in words.
      found text,
      todo text,
      looked_at timestamptz,
      primary key (tenant_id, domain)
    )`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['domains', 'connections', 'people', 'activities', 'tenant_organizations', 'tenants'])
    await database.schema.dropTable(`claude_${table}`).execute()
}
