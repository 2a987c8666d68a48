import { type Kysely, sql } from 'kysely'

/** When somebody was erased, and what must not be deleted meanwhile, whoever orders it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  // Whoever was erased is nobody's account any more: `host_id` and `github_id` are null from then on.
  await sql`alter table people add column erased_at timestamptz`.execute(database)
  await sql`
    create table legal_holds (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations(id),
      -- null in both: all of the organization
      repository_id bigint references repositories(id),
      person_id uuid references people(id),
      reason text not null,
      placed_by uuid references people(id),
      placed_at timestamptz not null,
      lifted_by uuid references people(id),
      lifted_at timestamptz,
      check (repository_id is null or person_id is null)
    )`.execute(database)
  await sql`create index legal_holds_in_force on legal_holds (organization_id) where lifted_at is null`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table legal_holds`.execute(database)
  await sql`alter table people drop column erased_at`.execute(database)
}
