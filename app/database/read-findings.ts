import { sql } from 'kysely'
import { exposureOf } from '../enforcement/exposure/exposure-of.ts'
import { type FindingState, isSecret, type KnownFinding } from '../enforcement/findings/known-finding.ts'
import type { FindingAccount, FindingPlace, RuleNoise } from '../enforcement/reading/finding-list.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import { readIntervals } from './reach-intervals.ts'
import { rulesOf } from './rule-figures.ts'
import { inScope, inScopeInPart, inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Which findings: the same one everywhere, or all of a repository. What is gone is among the first and not among the second. */
export type WhichFindings =
  | { readonly rule: string; readonly fingerprint: string }
  | { readonly repository: string }

/** A page of findings, in the order in which they were first recorded. */
export async function readFindingAccounts(
  store: Reading,
  scope: Scope,
  which: WhichFindings,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly rows: readonly FindingAccount[]; readonly next: string | undefined }> {
  const { rows } = await sql<Row>`
    select f.*, r.name, o.login, h.name as host, r.snapshot ->> 'headCommit' as head,
      coalesce(s.connected_paths <> '{}', false) as is_reachable, coalesce(s.owners, '{}') as owners
    from findings f join repositories r on r.id = f.repository_id and r.gone_at is null
    join organizations o on o.id = r.organization_id join hosts h on h.id = o.host_id
    left join repository_summaries s on s.repository_id = r.id
    where ${conditionOf(which)} and ${inScopeOfRepository(scope, 'r.organization_id', 'r.id')}
      and ${after === undefined ? sql`true` : sql`f.id > ${after}`}
    order by f.id limit ${limit + 1}`.execute(store.database)
  const shown = rows.slice(0, limit)
  const accounts = await Promise.all(
    shown.map(async (row) => toAccount(row, await readIntervals(store, scope, row.repository_id))),
  )
  return { rows: accounts, next: rows.length > limit ? shown.at(-1)?.id : undefined }
}

const conditionOf = (which: WhichFindings) =>
  'repository' in which
    ? sql`f.repository_id = ${which.repository} and f.state <> 'gone'`
    : sql`f.fingerprint = ${which.fingerprint} and f.rule = ${which.rule}`

interface Row {
  readonly id: string
  readonly repository_id: string
  readonly rule: string
  readonly fingerprint: string
  readonly path: string
  readonly source: KnownFinding['source']
  readonly state: FindingState
  readonly why: string | null
  readonly rotated: KnownFinding['rotated']
  readonly first_seen_at: Date
  readonly changed_at: Date
  readonly last_seen_at: Date
  readonly places: readonly Finding[]
  readonly name: string
  readonly login: string
  readonly host: string
  readonly head: string | null
  readonly is_reachable: boolean
  readonly owners: readonly string[]
}

function toAccount(row: Row, intervals: Awaited<ReturnType<typeof readIntervals>>): FindingAccount {
  const { id, rule, fingerprint, path, state, why, places } = row
  const [first] = places
  const times = { firstSeenAt: row.first_seen_at, changedAt: row.changed_at, lastSeenAt: row.last_seen_at }
  const finding = { rule, fingerprint, path, source: row.source, state, why, rotated: row.rotated, places }
  return {
    id,
    repository: {
      id: row.repository_id,
      name: row.name,
      owner: row.login,
      host: row.host,
      isReachable: row.is_reachable,
      owners: row.owners,
    },
    rule,
    fingerprint,
    path,
    state,
    why,
    ...times,
    title: first?.title ?? rule,
    severity: first?.severity ?? 'info',
    isSecret: first !== undefined && isSecret(first),
    places: places.map((place) => toPlace(row, place)),
    exposure: exposureOf({ ...finding, ...times }, intervals),
  }
}

/** What is in the files is there at the newest commit; what is only in history at the commit that brought it. */
function toPlace(
  { host, login, name, head }: Row,
  { path, line, excerpt, commit, history }: Finding,
): FindingPlace {
  const isInFiles = history?.tracked ?? true
  const at = isInFiles ? (head ?? commit) : commit
  const file = path.split('/').map(encodeURIComponent).join('/')
  // Lines move: the commit that is shown need not be the one that was scanned.
  const page =
    at === null
      ? null
      : `https://${host}/${login}/${name}/blob/${at}/${file}${line === null ? '' : `#L${line}`}`
  return { line, excerpt, commit: isInFiles ? null : commit, page }
}

/** How many findings of each rule are in which state, the most open first. */
export async function readRuleNoise({ database }: Reading, scope: Scope): Promise<readonly RuleNoise[]> {
  const { rows } = await sql<{ rule: string; state: FindingState; count: number }>`
    select rule, state, sum(findings)::int as count from (
      select rule, state, findings from rule_figures where ${inScope(scope, 'organization_id')}
      union all select rule, state, findings from (${rulesOf(sql`(select * from repository_summaries
        where ${inScopeInPart(scope, 'repository_summaries.organization_id', 'repository_summaries.repository_id')})`)}) part
    ) seen group by rule, state having sum(findings) > 0`.execute(database)
  const byRule = new Map<string, Partial<Record<FindingState, number>>>()
  for (const { rule, state, count } of rows) byRule.set(rule, { ...byRule.get(rule), [state]: count })
  return [...byRule]
    .map(([rule, states]) => ({ rule, states }))
    .toSorted((a, b) => (b.states.open ?? 0) - (a.states.open ?? 0) || (a.rule < b.rule ? -1 : 1))
}
