import { type RawBuilder, sql } from 'kysely'
import type { FindingState } from '../enforcement/findings/known-finding.ts'
import {
  type FindingFilter,
  type FindingGroup,
  type FindingOrder,
  type FindingPage,
  type FindingPosition,
  type FindingQuery,
  listedSeverities,
} from '../enforcement/reading/finding-list.ts'
import { escapeLike } from './escape-like.ts'
import { inScopeOfRepository, organizationsIn, type Scope } from './scope.ts'
import type { Store } from './store.ts'
import { hasTrigrams } from './trigrams.ts'

/** The order of an index that begins with the organization. Every column goes the same way. */
interface Sorting {
  readonly columns: readonly {
    readonly name: 'severity' | 'repositories' | 'first_seen_at' | 'id'
    readonly type: string
  }[]
  readonly direction: 'asc' | 'desc'
}

const id = { name: 'id', type: 'bigint' } as const
const severity = { name: 'severity', type: 'smallint' } as const
const spread = { name: 'repositories', type: 'integer' } as const
const sortings: Readonly<Record<FindingOrder, Sorting>> = {
  severity: { columns: [severity, spread, id], direction: 'desc' },
  spread: { columns: [spread, severity, id], direction: 'desc' },
  age: { columns: [{ name: 'first_seen_at', type: 'timestamptz' }, id], direction: 'asc' },
}

/** Owners of a group that are named. */
const mostOwners = 5

/**
 * A page of groups, each organization's first ones found by an index and merged. What a row counts is counted anew among the
 * repositories that are seen; what it is sorted by is of the whole organization.
 */
export async function listFindings(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  query: FindingQuery,
): Promise<FindingPage> {
  const { order, limit, after } = query
  const sorting = sortings[order]
  const sorted = sql.join(
    sorting.columns.map(({ name }) => sql`${sql.ref(name)} ${sql.raw(sorting.direction)}`),
  )
  const { rows } = await sql<Row>`
    select page.*, organizations.login, hosts.name as host, seen.* from (
      select one.* from ${concerned(scope, query)} as organization(id) cross join lateral (
        select * from finding_groups
        where organization_id = organization.id and ${matching(query, await hasTrigrams({ database }))} and ${isSeen(scope)} and ${beyond(sorting, after)}
        order by ${sorted} limit ${limit + 1}
      ) one order by ${sorted} limit ${limit + 1}
    ) page
    join organizations on organizations.id = page.organization_id
    join hosts on hosts.id = organizations.host_id
    cross join lateral (${seenOf(scope)}) seen
    order by ${sorted}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(toGroup),
    next: last && sorting.columns.map(({ name }) => toText(last[name])),
  }
}

/**
 * Organizations that may have any. Most have none of most rules, and would be gone through from end to end to find that out: a probe of
 * the index by rule says it.
 */
const concerned = (scope: Scope, { rules }: FindingFilter): RawBuilder<unknown> =>
  rules
    ? sql`(select one.id from ${organizationsIn(scope)} as one(id) where exists (
        select from finding_groups probed where probed.organization_id = one.id and ${ruleIn('probed.rule', rules)}))`
    : organizationsIn(scope)

/** One rule is said by itself: by an index of rules its findings have an order, and those of several have none. */
const ruleIn = (column: string, rules: readonly string[]): RawBuilder<boolean> =>
  rules.length === 1
    ? sql<boolean>`${sql.ref(column)} = ${rules[0]}`
    : sql<boolean>`${sql.ref(column)} = any(${sql.val([...rules])})`

/** Whether any of a group is seen, which needs no look where the whole organization is. */
const isSeen = (scope: Scope): RawBuilder<boolean> =>
  scope === 'everything' || !scope.visibleTo
    ? sql<boolean>`true`
    : sql<boolean>`exists (
        select from findings f join repositories r on r.id = f.repository_id
        where f.fingerprint = finding_groups.fingerprint and f.rule = finding_groups.rule and f.state <> 'gone'
          and r.organization_id = finding_groups.organization_id
          and ${inScopeOfRepository(scope, 'r.organization_id', 'r.id')})`

/** What is seen of a group: a key may be in repositories that somebody does not see. */
const seenOf = (scope: Scope): RawBuilder<unknown> => sql`
  select count(distinct f.repository_id)::int as seen_repositories,
    count(distinct f.repository_id) filter (where s.connected_paths <> '{}')::int as reachable,
    jsonb_build_object(${sql.join(
      presentStates.map(
        (state) => sql`${sql.lit(state)}::text, count(*) filter (where f.state = ${sql.lit(state)})`,
      ),
    )}) as state_counts,
    (array_agg(distinct s.owners[1]) filter (where s.owners <> '{}'))[1:${sql.lit(mostOwners)}] as seen_owners
  from findings f join repository_summaries s on s.repository_id = f.repository_id
  where f.fingerprint = page.fingerprint and f.rule = page.rule and f.state <> 'gone'
    and s.organization_id = page.organization_id and ${inScopeOfRepository(scope, 's.organization_id', 's.repository_id')}`

const presentStates = ['open', 'fixed-at-tip', 'rotated', 'false-positive', 'risk-accepted'] as const

function matching(
  { rules, severities, states, repository, search, isReachable }: FindingFilter,
  isByParts: boolean,
): RawBuilder<boolean> {
  const conditions = [
    rules && ruleIn('rule', rules),
    severities && sql`severity = any(${sql.val(severities.map(rankOf))}::smallint[])`,
    states && inAState(states),
    repository !== undefined &&
      sql`(rule, fingerprint) in (
        select f.rule, f.fingerprint from findings f where f.repository_id = ${repository} and f.state <> 'gone')`,
    search !== undefined && (isByParts ? worded(search) : sql`strpos(words, ${search.toLowerCase()}) > 0`),
    isReachable !== undefined && (isReachable ? sql`is_reachable` : sql`not is_reachable`),
  ].filter((condition) => condition !== false && condition !== undefined)
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** By the index of parts alone, and then in order. */
const worded = (search: string): RawBuilder<boolean> => sql<boolean>`id in (
  select worded.id from finding_groups worded
  where worded.organization_id = organization.id and worded.words like ${`%${escapeLike(search.toLowerCase())}%`})`

/** Said so that the planner believes that most rows match, as with `strpos`, and goes through an index in order once. */
const inAState = (states: readonly FindingState[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    states.map((state) => sql`array_position(states, ${state}) is not null`),
    sql` or `,
  )})`

const rankOf = (one: (typeof listedSeverities)[number]): number => listedSeverities.indexOf(one) + 1

/** What comes after a position, in a form that an index can begin at. */
function beyond({ columns, direction }: Sorting, after: FindingPosition | undefined): RawBuilder<boolean> {
  if (!after) return sql<boolean>`true`
  const names = sql.join(columns.map(({ name }) => sql.ref(name)))
  const values = sql.join(columns.map(({ type }, index) => sql`${after[index]}::${sql.raw(type)}`))
  return sql<boolean>`(${names}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${values})`
}

const toText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

interface Row {
  readonly id: string
  readonly organization_id: string
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  readonly is_secret: boolean
  readonly severity: number
  readonly repositories: number
  readonly first_seen_at: Date
  readonly login: string
  readonly host: string
  readonly seen_repositories: number
  readonly reachable: number
  readonly state_counts: Readonly<Partial<Record<FindingState, number>>>
  readonly seen_owners: readonly string[] | null
}

const toGroup = (row: Row): FindingGroup => ({
  organization: { id: row.organization_id, login: row.login, host: row.host },
  rule: row.rule,
  fingerprint: row.fingerprint,
  title: row.title,
  isSecret: row.is_secret,
  severity: listedSeverities[row.severity - 1] ?? 'low',
  firstSeenAt: row.first_seen_at,
  repositories: row.seen_repositories,
  reachable: row.reachable,
  states: withoutZeros(row.state_counts),
  owners: row.seen_owners ?? [],
})

const withoutZeros = <Counts extends object>(counts: Counts): Counts =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- fewer of the same names
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) as Counts
