import { type Kysely, sql } from 'kysely'

/** How long what is kept: what an organization has set otherwise than by default. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table retention_settings (
      organization_id bigint not null references organizations(id),
      -- a name of retention-classes.ts
      class text not null,
      days integer not null check (days >= 0),
      changed_by uuid references people(id),
      changed_at timestamptz not null,
      primary key (organization_id, class)
    )`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table retention_settings`.execute(database)
}
