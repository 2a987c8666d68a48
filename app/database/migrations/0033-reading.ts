import { type Kysely, sql } from 'kysely'

/**
 * What the pages "Overview" and "Findings" read. The same secret in many repositories is one row for each organization, made anew with
 * the summaries of the repositories that have it: grouping 200,000 findings for each question takes a second.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table finding_groups (
      id bigint generated always as identity primary key,
      -- Without references: checking them would lock rows that others write.
      organization_id bigint not null,
      rule text not null,
      fingerprint text not null,
      title text not null,
      is_secret boolean not null,
      -- 1 low or less … 4 critical: the worst of its places.
      severity smallint not null,
      -- Of what is not gone.
      states text[] not null,
      repositories integer not null,
      -- Whether an assistant reaches one of them now.
      is_reachable boolean not null,
      first_seen_at timestamptz not null,
      -- What is searched in: the rule, the title and the first paths, in lower case.
      words text not null,
      unique (organization_id, rule, fingerprint)
    )`.execute(database)
  for (const [name, columns] of Object.entries(groupIndexes))
    await sql`create index ${sql.id(`finding_groups_${name}`)} on finding_groups (${sql.raw(columns)})`.execute(
      database,
    )
  // Everywhere that one key is.
  await sql`create index findings_fingerprint on findings (fingerprint, rule)`.execute(database)
  await sql`
    create table daily_figures (
      organization_id bigint not null references organizations(id),
      day date not null,
      -- Repositories that an assistant reaches, and those of them where it may.
      reached integer not null,
      allowed integer not null,
      -- Open, in repositories that an assistant reaches.
      exposed_secrets integer not null,
      primary key (organization_id, day)
    )`.execute(database)
  await sql`create index sweeps_organization on sweeps (organization_id, id desc)`.execute(database)
  await sql`insert into stale_summaries (repository_id) select distinct repository_id from findings`.execute(
    database,
  )
}

const groupIndexes = {
  severity: 'organization_id, severity desc, repositories desc, id desc',
  age: 'organization_id, first_seen_at, id',
  spread: 'organization_id, repositories desc, severity desc, id desc',
} as const

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const name of ['findings_fingerprint', 'sweeps_organization'])
    await sql`drop index ${sql.id(name)}`.execute(database)
  for (const table of ['finding_groups', 'daily_figures']) await database.schema.dropTable(table).execute()
}
