import { type Kysely, sql } from 'kysely'

/** Policies that people write in the console, and that are proposed by a pull request: their words stand here and never in the audit log. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table policy_proposals (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations(id),
      -- The repository that holds the policy.
      repository_id bigint not null references repositories(id),
      title text not null,
      note text not null,
      text text not null,
      -- The commit that it was written from, in hex; null: there was no policy.
      base text,
      -- An opaque id.
      proposed_by uuid not null,
      proposed_at timestamptz not null,
      -- GitHub's number of the pull request; null: it is not opened yet.
      pull integer,
      -- open, merged, closed; null: it is not opened yet.
      pull_state text
    )`.execute(database)
  await sql`create index policy_proposals_of on policy_proposals (organization_id, id)`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('policy_proposals').execute()
}
