import { type Kysely, sql } from 'kysely'

/**
 * What the page "Overview" counts, and how many findings of each rule are in which state, kept for each organization: counting over
 * 50,000 summaries and 200,000 findings for each question takes most of a second. Summaries are made anew from nothing, so that what is
 * kept begins with them; which approvals end soon depends on the clock, and is an index instead. Few findings are where an assistant
 * reads them, and few paths of assistants lead anywhere: lists of these go through indexes that hold nothing else.
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
  await sql`
    create table rule_figures (
      organization_id bigint not null,
      rule text not null,
      state text not null,
      findings integer not null,
      primary key (organization_id, rule, state)
    )`.execute(database)
  // {"aws-access-token": {"open": 2, "gone": 1}}
  await sql`alter table repository_summaries add column rules jsonb not null default '{}'`.execute(database)
  for (const [name, columns] of Object.entries(reachable))
    await sql`create index ${sql.id(name)} on finding_groups (${sql.raw(columns)}) where is_reachable`.execute(
      database,
    )
  await sql`create index reaches_seen on reaches (repository_id, assistant, path)
    where state in ('connected', 'possible')`.execute(database)
  await sql`create index repository_summaries_expiring on repository_summaries (organization_id, approved_until)
    where approved_until is not null`.execute(database)
  await sql`delete from repository_summaries`.execute(database)
  await sql`insert into stale_summaries (repository_id) select id from repositories`.execute(database)
}

/** As the groups are sorted. */
const reachable = {
  finding_groups_reachable_severity: 'organization_id, severity desc, repositories desc, id desc',
  finding_groups_reachable_age: 'organization_id, first_seen_at, id',
  finding_groups_reachable_spread: 'organization_id, repositories desc, severity desc, id desc',
} as const

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const name of ['repository_summaries_expiring', 'reaches_seen', ...Object.keys(reachable)])
    await sql`drop index ${sql.id(name)}`.execute(database)
  await sql`alter table repository_summaries drop column rules`.execute(database)
  for (const table of ['rule_figures', 'organization_figures'])
    await database.schema.dropTable(table).execute()
}
