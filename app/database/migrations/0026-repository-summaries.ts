import { type Kysely, sql } from 'kysely'

/**
 * One row for each repository with what lists show, filter and sort by: over 50,000 repositories, counting findings and paths anew for
 * each question takes seconds. Whatever changes a repository marks it (rows are only inserted there, so that no transaction waits
 * for another), and the marks are worked off a moment later.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table repository_summaries (
      -- Without references: checking them would lock rows that others write.
      repository_id bigint primary key,
      organization_id bigint not null,
      -- In lower case, as it is sorted and searched by.
      name_key text not null collate "C",
      visibility text not null,
      is_archived boolean not null,
      outcome text not null,
      group_name text,
      mode text,
      -- Of the decision; where there is none, of the repository itself.
      since timestamptz not null,
      changes_at timestamptz,
      connected_paths text[] not null,
      possible_paths text[] not null,
      unknown_paths text[] not null,
      can_change boolean not null,
      open_secrets integer not null,
      open_files integer not null,
      -- Of what is open: 0 nothing, 1 low … 4 critical.
      worst smallint not null,
      owners text[] not null,
      request_id bigint,
      approved_until timestamptz,
      scanned_at timestamptz,
      scan_failed_at timestamptz
    )`.execute(database)
  for (const [name, columns, condition] of indexes)
    await sql`create index ${sql.id(name)} on repository_summaries (${sql.raw(columns)}) ${sql.raw(condition ?? '')}`.execute(
      database,
    )
  await sql`
    create table stale_summaries (
      id bigint generated always as identity primary key,
      repository_id bigint not null
    )`.execute(database)
  await sql`create index stale_summaries_repository on stale_summaries (repository_id)`.execute(database)
  await sql`create index if not exists approvals_repository on approvals (repository_id) where ended_at is null`.execute(
    database,
  )
  for (const [table, columns] of Object.entries(sources)) await markOn(database, table, columns)
  await sql`insert into stale_summaries (repository_id) select id from repositories`.execute(database)
}

const indexes: readonly (readonly [name: string, columns: string, condition?: string])[] = [
  ['repository_summaries_name', 'organization_id, name_key, repository_id'],
  ['repository_summaries_outcome', 'organization_id, outcome, name_key, repository_id'],
  ['repository_summaries_group', 'organization_id, group_name, name_key, repository_id'],
  ['repository_summaries_since', 'organization_id, since desc, repository_id desc'],
  ['repository_summaries_worst', 'organization_id, worst desc, open_secrets desc, repository_id desc'],
  [
    'repository_summaries_connected',
    'organization_id, name_key, repository_id',
    "where connected_paths <> '{}'",
  ],
  [
    'repository_summaries_requested',
    'organization_id, name_key, repository_id',
    'where request_id is not null',
  ],
  ['repository_summaries_unowned', 'organization_id, name_key, repository_id', "where owners = '{}'"],
]

/** What a summary is made of; changes of other columns are none of its. */
const sources = {
  repositories: ['name', 'visibility', 'is_archived', 'gone_at', 'organization_id'],
  decisions: ['outcome', 'group_name', 'mode', 'since', 'changes_at', 'owners'],
  reaches: ['state', 'control'],
  findings: ['state', 'places'],
  scans: ['good_at', 'failed_at'],
  access_requests: ['state'],
  approvals: ['expires_at', 'ended_at'],
} as const

/** Rows that come and go mark once for each repository and statement: a sweep writes a dozen paths of each at a time. */
async function markOn(database: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  const id = sql.ref(table === 'repositories' ? 'id' : 'repository_id')
  const [comes, changes] = [markerOf(table, 'comes'), markerOf(table, 'changes')]
  await sql`
    create function ${comes}() returns trigger language plpgsql as $$
    begin
      insert into stale_summaries (repository_id) select distinct ${id} from moved;
      return null;
    end $$`.execute(database)
  await sql`create trigger summary_comes after insert on ${sql.table(table)}
    referencing new table as moved for each statement execute function ${comes}()`.execute(database)
  await sql`create trigger summary_goes after delete on ${sql.table(table)}
    referencing old table as moved for each statement execute function ${comes}()`.execute(database)
  await sql`
    create function ${changes}() returns trigger language plpgsql as $$
    begin
      insert into stale_summaries (repository_id) values (new.${id});
      return null;
    end $$`.execute(database)
  await sql`create trigger summary_changes after update on ${sql.table(table)} for each row
    when ((${textOf(columns, 'old')}) is distinct from (${textOf(columns, 'new')}))
    execute function ${changes}()`.execute(database)
}

const markerOf = (table: string, what: 'comes' | 'changes') => sql.id(`summary_${what}_of_${table}`)

/** As texts: values of type json cannot be compared. */
const textOf = (columns: readonly string[], of: 'old' | 'new') =>
  sql.join(columns.map((column) => sql`${sql.ref(`${of}.${column}`)}::text`))

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of Object.keys(sources)) {
    for (const name of ['summary_comes', 'summary_goes', 'summary_changes'])
      await sql`drop trigger ${sql.id(name)} on ${sql.table(table)}`.execute(database)
    for (const what of ['comes', 'changes'] as const)
      await sql`drop function ${markerOf(table, what)}()`.execute(database)
  }
  for (const table of ['stale_summaries', 'repository_summaries'])
    await database.schema.dropTable(table).execute()
}
