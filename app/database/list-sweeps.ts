import { sql } from 'kysely'
import type { SweepCoverage } from '../enforcement/coverage.ts'
import type { Advance, SweepAccount, SweepPage, SweepSummary } from '../enforcement/reading/sweep-list.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store } from './store.ts'

interface Row {
  readonly id: string
  readonly organization_id: string
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly coverage: SweepCoverage | null
}

/** Sweeps of an organization, the newest first. */
export async function listSweeps(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  { organization, limit, after }: { organization: string; limit: number; after?: string | undefined },
): Promise<SweepPage> {
  const { rows } = await sql<Row>`
    select * from sweeps where organization_id = ${organization} and ${inScope(scope, 'organization_id')}
      and ${after === undefined ? sql`true` : sql`id < ${after}`}
    order by id desc limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  return { rows: shown.map(toSummary), next: rows.length > limit ? shown.at(-1)?.id : undefined }
}

export async function readSweep(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
  sweep: string,
): Promise<SweepAccount | undefined> {
  const { rows } = await sql<Row>`
    select * from sweeps where id = ${sweep} and organization_id = ${organization}
      and ${inScope(scope, 'organization_id')}`.execute(database)
  const [row] = rows
  return (
    row && { ...toSummary(row), failed: row.coverage?.failed ?? [], unknown: row.coverage?.unknown ?? [] }
  )
}

/** The last sweep of each organization that came to its end. */
export async function readLastSweeps(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
): Promise<readonly SweepSummary[]> {
  const { rows } = await sql<Row>`
    select last.* from organizations cross join lateral (
      select * from sweeps where organization_id = organizations.id and finished_at is not null
      order by id desc limit 1
    ) last
    where removed_at is null and ${inScope(scope, 'organizations.id')}
    order by organizations.id`.execute(database)
  return rows.map(toSummary)
}

function toSummary({ id, organization_id: organization, coverage, ...row }: Row): SweepSummary {
  return {
    id,
    organization,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    coverage: coverage && {
      repositories: coverage.repositories,
      read: coverage.read,
      scanned: coverage.scanned,
      notWanted: coverage.notWanted,
      failedCount: coverage.failedCount,
    },
  }
}

/** How far the sweep of an organization has come that is under way, or is asked for. */
export async function readAdvance(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<Advance> {
  const { rows } = await sql<{
    isSweeping: boolean
    isListing: boolean
    attempts: number
    total: number
    open: number
  }>`
    select exists (select from sweeps where organization_id = ${organization} and finished_at is null) as "isSweeping",
      coalesce(whole.done < whole.wanted, false) as "isListing", coalesce(whole.attempts, 0) as attempts,
      (select count(*)::int from repositories where organization_id = ${organization} and gone_at is null) as total,
      (select count(distinct split_part(key, ':', 2))::int from work
        where organization_id = ${organization} and done < wanted and attempts = 0
          and (key like 'repository:%' or key like 'scan:%')) as open
    from (values (1)) one left join work whole on key = 'organization:' || ${organization}::text`.execute(
    database,
  )
  const { isSweeping, isListing, attempts, total, open } = rows[0]!
  const done = Math.max(0, total - open)
  if (isListing && attempts > 0)
    return {
      done: 0,
      total: null,
      doing: 'GitHub could not be asked for all of it; it is tried again',
      state: 'running',
    }
  if (isListing) return { done: 0, total: null, doing: 'Its repositories are listed', state: 'running' }
  return isSweeping
    ? { done, total, doing: 'Its repositories are read and scanned', state: 'running' }
    : { done: total, total, doing: 'Everything was looked at', state: 'done' }
}
