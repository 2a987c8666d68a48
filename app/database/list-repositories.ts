import { type RawBuilder, type Selectable, sql } from 'kysely'
import type {
  ListedRepository,
  RepositoryFilter,
  RepositoryOrder,
  RepositoryPage,
  RepositoryPosition,
  RepositoryQuery,
} from '../enforcement/reading/repository-list.ts'
import type { RepositorySummariesTable } from './schema.ts'
import { escapeLike } from './escape-like.ts'
import { inScope, inScopeInPart, inScopeOfRepository, organizationsIn, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/** The order of an index that begins with the organization; its last column tells every row from the others. */
interface Sorting {
  readonly columns: readonly { readonly name: keyof RepositorySummariesTable; readonly type: string }[]
  readonly direction: 'asc' | 'desc'
}

const id = { name: 'repository_id', type: 'bigint' } as const
const sortings: Readonly<Record<RepositoryOrder, Sorting>> = {
  name: { columns: [{ name: 'name_key', type: 'text' }, id], direction: 'asc' },
  since: { columns: [{ name: 'since', type: 'timestamptz' }, id], direction: 'desc' },
  worst: {
    columns: [{ name: 'worst', type: 'smallint' }, { name: 'open_secrets', type: 'integer' }, id],
    direction: 'desc',
  },
}

/**
 * A page of repositories. Each organization's first rows are found by an index and merged, so that a page of a thousand organizations
 * costs a thousand short looks and never a sort of all their repositories.
 */
export async function listRepositories(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  query: RepositoryQuery,
): Promise<RepositoryPage> {
  const { order, limit, after } = query
  const sorting = sortings[order]
  const sorted = sql.join(
    sorting.columns.map(({ name }) => sql`${sql.ref(name)} ${sql.raw(sorting.direction)}`),
  )
  const { rows } = await sql<Row>`
    select page.*, repositories.name, organizations.login, hosts.name as host from (
      select one.* from ${organizationsIn(scope)} as organization(id) cross join lateral (
        select * from repository_summaries
        where organization_id = organization.id and ${matching(query)} and ${isSeen(scope)} and ${beyond(sorting, after)}
        order by ${sorted} limit ${limit + 1}
      ) one order by ${sorted} limit ${limit + 1}
    ) page
    join repositories on repositories.id = page.repository_id
    join organizations on organizations.id = page.organization_id
    join hosts on hosts.id = organizations.host_id
    order by ${sorted}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { rows: shown.map(toListed), next: last && sorting.columns.map(({ name }) => toText(last[name])) }
}

/** One repository as a row of a list. */
export async function readListedRepository(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<ListedRepository | undefined> {
  const { rows } = await sql<Row>`
    select repository_summaries.*, repositories.name, organizations.login, hosts.name as host
    from repository_summaries
    join repositories on repositories.id = repository_summaries.repository_id
    join organizations on organizations.id = repository_summaries.organization_id
    join hosts on hosts.id = organizations.host_id
    where repository_id = ${repository}
      and ${inScopeOfRepository(scope, 'repository_summaries.organization_id', 'repository_id')}`.execute(
    database,
  )
  return rows[0] && toListed(rows[0])
}

/** How many repositories match; all that are seen, by the figures that are kept. */
export async function countRepositories(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  filter: RepositoryFilter,
): Promise<number> {
  const counting = conditionsOf(filter).length === 0 ? countOfAll(scope) : countOfMatching(scope, filter)
  const { rows } = await counting.execute(database)
  return rows[0]?.count ?? 0
}

const countOfMatching = (scope: Scope, filter: RepositoryFilter): RawBuilder<{ readonly count: number }> =>
  sql`select count(*)::int as count from ${organizationsIn(scope)} as organization(id)
    join repository_summaries on organization_id = organization.id where ${matching(filter)} and ${isSeen(scope)}`

/** What is kept of organizations that are seen wholly, and what else is seen. */
const countOfAll = (scope: Scope): RawBuilder<{ readonly count: number }> => sql`
  select coalesce(sum(repositories), 0)::int as count from (
    select repositories from organization_figures join ${organizationsIn(scope)} as organization(id)
      on organization.id = organization_id where ${inScope(scope, 'organization_id')}
    union all
    select count(*)::int from repository_summaries
    where ${inScopeInPart(scope, 'repository_summaries.organization_id', 'repository_summaries.repository_id')}
  ) figures`

/** Whether a repository of `organizationsIn` is seen: nothing stands beside the index where whole organizations are. */
const isSeen = (scope: Scope): RawBuilder<boolean> =>
  scope === 'everything' || !scope.visibleTo
    ? sql<boolean>`true`
    : inScopeOfRepository(scope, 'repository_summaries.organization_id', 'repository_summaries.repository_id')

function matching(filter: RepositoryFilter): RawBuilder<boolean> {
  const conditions = conditionsOf(filter)
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}

function conditionsOf(filter: RepositoryFilter): readonly RawBuilder<unknown>[] {
  const { search, outcomes, isConnected, path, hasFindings, isUnowned, isRequested, group, visibility } =
    filter
  return [
    search !== undefined && named(search),
    outcomes && sql`outcome = any(${sql.val([...outcomes])})`,
    isConnected !== undefined && (isConnected ? sql`connected_paths <> '{}'` : sql`connected_paths = '{}'`),
    path !== undefined && sql`connected_paths <> '{}' and connected_paths @> ${sql.val([path])}::text[]`,
    hasFindings !== undefined && (hasFindings ? sql`worst > 0` : sql`worst = 0`),
    isUnowned !== undefined && (isUnowned ? sql`owners = '{}'` : sql`owners <> '{}'`),
    isRequested !== undefined && (isRequested ? sql`request_id is not null` : sql`request_id is null`),
    group !== undefined && sql`group_name = ${group}`,
    visibility !== undefined && sql`visibility = ${visibility}`,
  ].filter((condition) => condition !== false && condition !== undefined)
}

/** By the index alone: a filter beside it would fetch every row. */
const named = (search: string): RawBuilder<boolean> => sql<boolean>`repository_id in (
  select named.repository_id from repository_summaries named
  where named.organization_id = organization.id and named.name_key like ${`%${escapeLike(search.toLowerCase())}%`})`

/** What comes after a position, in a form that an index can begin at. */
function beyond({ columns, direction }: Sorting, after: RepositoryPosition | undefined): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  const values = sql.join(columns.map(({ type }, index) => sql`${after[index]}::${sql.raw(type)}`))
  return sql<boolean>`(${names}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${values})`
}

const toText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

type Row = Selectable<RepositorySummariesTable> & {
  readonly name: string
  readonly login: string
  readonly host: string
}

const toListed = (row: Row): ListedRepository => ({
  id: row.repository_id,
  organization: { id: row.organization_id, login: row.login, host: row.host },
  name: row.name,
  visibility: row.visibility,
  isArchived: row.is_archived,
  outcome: row.outcome,
  group: row.group_name,
  mode: row.mode,
  since: row.since,
  changesAt: row.changes_at,
  connectedPaths: row.connected_paths,
  possiblePaths: row.possible_paths,
  unknownPaths: row.unknown_paths,
  canChange: row.can_change,
  openSecrets: row.open_secrets,
  openFiles: row.open_files,
  worst: row.worst,
  owners: row.owners,
  request: row.request_id,
  approvedUntil: row.approved_until,
  scannedAt: row.scanned_at,
  scanFailedAt: row.scan_failed_at,
})
