import { type Kysely, sql } from 'kysely'

/**
 * What the page "Overview" counts, kept for each organization: counting over 50,000 summaries for each question takes most of a second.
 * Summaries are made anew from nothing, so that what is kept begins with them; which approvals end soon depends on the clock, and is an
 * index instead.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table organization_figures (
      -- Without a reference: checking it would lock rows that others write.
      organization_id bigint primary key,
      repositories integer not null,
      exposed_secrets integer not null,
      exposed_files integer not null,
      exposed integer not null,
      secrets integer not null,
      files integer not null,
      with_findings integer not null,
      reached integer not null,
      allowed integer not null,
      can_change integer not null,
      cannot_see integer not null,
      waiting integer not null,
      unowned integer not null,
      undecided integer not null,
      not_scanned integer not null
    )`.execute(database)
  await sql`create index repository_summaries_expiring on repository_summaries (organization_id, approved_until)
    where approved_until is not null`.execute(database)
  await sql`delete from repository_summaries`.execute(database)
  await sql`insert into stale_summaries (repository_id) select id from repositories`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop index repository_summaries_expiring`.execute(database)
  await database.schema.dropTable('organization_figures').execute()
}
