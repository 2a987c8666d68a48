import { sql } from 'kysely'
import { expiringDays, type Overview, type TrendDay, trendDays } from '../enforcement/reading/overview.ts'
import { addedFigures, type Figure, keptFigures, summedFigures } from './organization-figures.ts'
import { inScope, inScopeInPart, inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/**
 * From the figures that are kept for each organization that is seen wholly, and counted over the summaries of what else is seen: no number
 * here can differ from the list that it leads to.
 */
export async function readOverview(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  now: Date,
): Promise<Overview> {
  const { rows } = await sql<Record<Figure | 'expiring', number>>`
    select ${addedFigures}, (
      select count(*)::integer from repository_summaries
      where approved_until > ${now} and approved_until <= ${now}::timestamptz + ${sql.lit(expiringDays)} * interval '1 day'
        and ${inScopeOfRepository(scope, ...summary)}
    ) as expiring
    from (
      select ${keptFigures} from organization_figures where ${inScope(scope, 'organization_id')}
      union all
      select ${summedFigures} from repository_summaries where ${inScopeInPart(scope, ...summary)}
    ) figures`.execute(database)
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

const summary = ['repository_summaries.organization_id', 'repository_summaries.repository_id'] as const

/** Keeps the day's numbers of each organization; the last of a day count. Lists of the past would be counted anew from millions of events. */
export async function recordDailyFigures({ database }: Pick<Store, 'database'>, now: Date): Promise<void> {
  await sql`
    insert into daily_figures (organization_id, day, reached, allowed, exposed_secrets)
    select organization_id, ${dayOf(now)}::date, reached, allowed, exposed_secrets
    from organization_figures join organizations on organizations.id = organization_id
    where removed_at is null
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
