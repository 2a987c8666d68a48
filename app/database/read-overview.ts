import { sql } from 'kysely'
import { expiringDays, type Overview, type TrendDay, trendDays } from '../enforcement/reading/overview.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Counts = Readonly<
  Record<
    | 'repositories'
    | 'exposed_secrets'
    | 'exposed_files'
    | 'exposed'
    | 'secrets'
    | 'files'
    | 'with_findings'
    | 'reached'
    | 'allowed'
    | 'can_change'
    | 'cannot_see'
    | 'waiting'
    | 'expiring'
    | 'unowned'
    | 'undecided'
    | 'not_scanned',
    number
  >
>

/** Counts over the summaries, so that no number here can differ from the list that it leads to. */
export async function readOverview(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  now: Date,
): Promise<Overview> {
  const { rows } = await sql<Counts>`
    select count(*)::int as repositories,
      coalesce(sum(open_secrets) filter (where connected_paths <> '{}'), 0)::int as exposed_secrets,
      coalesce(sum(open_files) filter (where connected_paths <> '{}'), 0)::int as exposed_files,
      count(*) filter (where connected_paths <> '{}' and worst > 0)::int as exposed,
      coalesce(sum(open_secrets), 0)::int as secrets, coalesce(sum(open_files), 0)::int as files,
      count(*) filter (where worst > 0)::int as with_findings,
      count(*) filter (where connected_paths <> '{}')::int as reached,
      count(*) filter (where connected_paths <> '{}' and outcome = 'allowed')::int as allowed,
      count(*) filter (where connected_paths <> '{}' and can_change)::int as can_change,
      count(*) filter (where connected_paths = '{}' and unknown_paths <> '{}')::int as cannot_see,
      count(*) filter (where request_id is not null)::int as waiting,
      count(*) filter (where approved_until > ${now}
        and approved_until <= ${now}::timestamptz + ${sql.lit(expiringDays)} * interval '1 day')::int as expiring,
      count(*) filter (where owners = '{}')::int as unowned,
      count(*) filter (where outcome = 'undecided')::int as undecided,
      count(*) filter (where scan_failed_at is not null)::int as not_scanned
    from repository_summaries where ${inScopeOfRepository(scope, 'repository_summaries.organization_id', 'repository_summaries.repository_id')}`.execute(
    database,
  )
  const counts = rows[0]!
  return {
    repositories: counts.repositories,
    exposed: {
      secrets: counts.exposed_secrets,
      files: counts.exposed_files,
      repositories: counts.exposed,
    },
    open: { secrets: counts.secrets, files: counts.files, repositories: counts.with_findings },
    reach: {
      reached: counts.reached,
      allowed: counts.allowed,
      canChange: counts.can_change,
      onlySee: counts.reached - counts.can_change,
      cannotSee: counts.cannot_see,
    },
    waiting: counts.waiting,
    expiring: counts.expiring,
    unowned: counts.unowned,
    undecided: counts.undecided,
    notScanned: counts.not_scanned,
  }
}

/** Keeps the day's numbers of each organization; the last of a day count. Lists of the past would be counted anew from millions of events. */
export async function recordDailyFigures({ database }: Pick<Store, 'database'>, now: Date): Promise<void> {
  await sql`
    insert into daily_figures (organization_id, day, reached, allowed, exposed_secrets)
    select organization_id, ${dayOf(now)}::date, count(*) filter (where connected_paths <> '{}'),
      count(*) filter (where connected_paths <> '{}' and outcome = 'allowed'),
      coalesce(sum(open_secrets) filter (where connected_paths <> '{}'), 0)
    from repository_summaries join organizations on organizations.id = organization_id
    where removed_at is null group by organization_id
    on conflict (organization_id, day) do update set
      reached = excluded.reached, allowed = excluded.allowed, exposed_secrets = excluded.exposed_secrets`.execute(
    database,
  )
}

/** @param organizations our ids of those that are seen wholly: a day's numbers are of all their repositories */
export async function readTrend(
  { database }: Pick<Store, 'database'>,
  organizations: readonly string[],
  now: Date,
): Promise<readonly TrendDay[]> {
  const { rows } = await sql<TrendDay>`
    select day::text, sum(reached)::int as reached, sum(allowed)::int as allowed,
      sum(exposed_secrets)::int as "exposedSecrets"
    from daily_figures
    where organization_id = any(${sql.val([...organizations])}::bigint[])
      and day > ${dayOf(now)}::date - ${sql.lit(trendDays)}
    group by day order by day`.execute(database)
  return rows
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
