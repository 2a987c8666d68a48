import { type Kysely, sql } from 'kysely'

/** Domains whose people an organization's identity provider may vouch for. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table sign_in_domains (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations(id),
      -- In small letters.
      domain text not null,
      -- The TXT record that shows whose it is.
      record text not null,
      created_by uuid not null references people(id),
      created_at timestamptz not null,
      verified_at timestamptz,
      -- What resolvers said last.
      standing jsonb,
      unique (organization_id, domain)
    )`.execute(database)
  // One organization vouches for a domain's people.
  await sql`create unique index sign_in_domains_verified on sign_in_domains (domain) where verified_at is not null`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('sign_in_domains').execute()
}
