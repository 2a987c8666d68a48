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

/** Organizations with a sweep that has begun and not ended. */
export async function readOpenSweeps({ database }: Pick<Store, 'database'>): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('sweeps')
    .select('organization_id')
    .where('finished_at', 'is', null)
    .execute()
  return rows.map(({ organization_id: id }) => id)
}

/**
 * An organization's open sweep. Work that has failed does not count as open: it is tried again, and the coverage names it.
 * While the organization itself is not listed to its end, the sweep is open whatever happened.
 */
export async function readOpenSweep(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<OpenSweep | undefined> {
  const sweep = await database
    .selectFrom('sweeps')
    .select(['id', 'started_at'])
    .where('organization_id', '=', organization)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  if (!sweep) return undefined
  const { rows } = await sql<{ open: string }>`
    select count(*) as open from work
    where done < wanted and (
      key = ${`organization:${organization}`}
      or attempts = 0 and key in (
        select kind || id from repositories, (values ('repository:'), ('scan:')) as kinds (kind)
        where organization_id = ${organization} and gone_at is null
      )
    )`.execute(database)
  return { id: sweep.id, startedAt: sweep.started_at, open: Number(rows[0]?.open ?? 0) }
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
  const { rows: gaps } = await sql<CoverageGap>`
    select name as repository, case when key like 'scan:%' then 'scan' else 'read' end as what,
      coalesce(last_error, 'it was not looked at') as why
    from repositories join work on key in ('repository:' || repositories.id, 'scan:' || repositories.id)
    where organization_id = ${organization} and gone_at is null and done < wanted and attempts > 0
    union
    select name, 'scan', failed_why from repositories join scans on repository_id = repositories.id
    where organization_id = ${organization} and gone_at is null and failed_at is not null
    order by 1, 2`.execute(database)
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
    failed: gaps.slice(0, mostGaps),
    failedCount: gaps.length,
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
