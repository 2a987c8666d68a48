import { sql } from 'kysely'
import type { CoverageGap, SweepCoverage } from '../enforcement/coverage.ts'
import type { OpenSweep } from '../enforcement/records.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Begins a sweep, where none is open. @returns whether it did */
export async function beginSweep({ database }: Unit, organization: string, at: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('sweeps')
    .values({ organization_id: organization, started_at: at, finished_at: null, coverage: null })
    .onConflict((conflict) => conflict.column('organization_id').where('finished_at', 'is', null).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * Whether work of a sweep is open. Work that has failed is not: it is tried again, and the coverage names it. While the
 * organization itself is not listed to its end, the sweep is open whatever happened. Every few seconds: both are one look into
 * an index, however much is open.
 */
const hasOpenWork = sql<boolean>`(
  exists (select from work where organization_id = sweeps.organization_id and done < wanted and attempts = 0)
  or exists (select from work where key = 'organization:' || sweeps.organization_id and done < wanted)
)`

/** Organizations with a sweep that has begun and of which nothing is open any more. */
export async function readSweepsToClose({ database }: Pick<Store, 'database'>): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('sweeps')
    .select('organization_id')
    .where('finished_at', 'is', null)
    .where(sql<boolean>`not ${hasOpenWork}`)
    .execute()
  return rows.map(({ organization_id: id }) => id)
}

/** The sweep of an organization that has begun and not ended. */
export async function readOpenSweep(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<OpenSweep | undefined> {
  const sweep = await database
    .selectFrom('sweeps')
    .select(['id', 'started_at', hasOpenWork.as('is_working')])
    .where('organization_id', '=', organization)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return sweep && { id: sweep.id, startedAt: sweep.started_at, isWorking: sweep.is_working }
}

type Counted = 'repositories' | 'read' | 'scanned' | 'notWanted'

/** What could not be read is listed up to here; all of it is counted. */
const mostGaps = 1000

/** Ends a sweep with what it looked at. */
export async function endSweep(
  { database }: Unit,
  organization: string,
  { id, startedAt }: OpenSweep,
  at: Date,
): Promise<SweepCoverage> {
  const coverage = await readCoverage({ database }, organization, startedAt)
  await database
    .updateTable('sweeps')
    .set({ finished_at: at, coverage: JSON.stringify(coverage) })
    .where('id', '=', id)
    .execute()
  return coverage
}

async function readCoverage(
  { database }: Pick<Store, 'database'>,
  organization: string,
  since: Date,
): Promise<SweepCoverage> {
  const { rows: counted } = await sql<Record<Counted, string>>`
    select count(*) as repositories,
      count(*) filter (where reconciled_at >= ${since}) as read,
      count(*) filter (where good_at is not null and failed_at is null
        and head_commit is not distinct from snapshot ->> 'headCommit') as scanned,
      count(*) filter (where scans.repository_id is null) as "notWanted"
    from repositories left join scans on scans.repository_id = repositories.id
    where organization_id = ${organization} and gone_at is null`.execute(database)
  const { rows: gaps } = await sql<CoverageGap & { all: string }>`
    select *, count(*) over () as all from (
      select name as repository, case when key like 'scan:%' then 'scan' else 'read' end as what,
        coalesce(last_error, 'it was not looked at') as why
      from work join repositories on repositories.id
        = case when key like 'repository:%' or key like 'scan:%' then split_part(key, ':', 2)::bigint end
      where work.organization_id = ${organization} and gone_at is null and done < wanted and attempts > 0
      union
      select name, 'scan', failed_why from repositories join scans on repository_id = repositories.id
      where organization_id = ${organization} and gone_at is null and failed_at is not null
    ) as gaps order by repository, what limit ${mostGaps}`.execute(database)
  const { rows: unknown } = await sql<{ path: string; why: string; repositories: string }>`
    select path, coalesce(reaches.why, '') as why, count(distinct repository_id) as repositories
    from reaches join repositories on repositories.id = repository_id
    where organization_id = ${organization} and gone_at is null and state = 'unknown'
    group by path, reaches.why order by path, reaches.why limit ${mostGaps}`.execute(database)
  const count = (name: Counted): number => Number(counted[0]?.[name] ?? 0)
  return {
    repositories: count('repositories'),
    read: count('read'),
    scanned: count('scanned'),
    notWanted: count('notWanted'),
    failed: gaps.map(({ repository, what, why }) => ({ repository, what, why })),
    failedCount: Number(gaps[0]?.all ?? 0),
    unknown: unknown.map((one) => ({ ...one, repositories: Number(one.repositories) })),
  }
}

/** The last sweep of an organization that came to its end. */
export async function readLastSweep(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<
  { readonly startedAt: Date; readonly finishedAt: Date; readonly coverage: SweepCoverage } | undefined
> {
  const row = await database
    .selectFrom('sweeps')
    .selectAll()
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row?.finished_at) return undefined
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by endSweep
  const coverage = row.coverage as SweepCoverage
  return { startedAt: row.started_at, finishedAt: row.finished_at, coverage }
}
