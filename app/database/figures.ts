import { sql } from 'kysely'
import type { Store } from './store.ts'

/** One value with its labels. */
interface Figure {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What stands, for the metrics: by organization, in all. */
export async function readFigures(
  { database }: Pick<Store, 'database'>,
  now: Date,
): Promise<
  Readonly<
    Record<'gatehouse_decisions' | 'gatehouse_sweep_age_seconds' | 'gatehouse_sweep_coverage_ratio', Figure[]>
  >
> {
  const { rows: decisions } = await sql<{ organization: string; outcome: string; count: string }>`
    select login as organization, outcome, count(*) as count
    from decisions join repositories on repositories.id = repository_id
      join organizations on organizations.id = organization_id
    where gone_at is null and removed_at is null
    group by login, outcome order by login, outcome`.execute(database)
  const { rows: sweeps } = await sql<{ organization: string; started: Date; ratio: number }>`
    select distinct on (organization_id) login as organization, started_at as started,
      coalesce((coverage ->> 'read')::float8 / nullif((coverage ->> 'repositories')::float8, 0), 1) as ratio
    from sweeps join organizations on organizations.id = organization_id
    where finished_at is not null and removed_at is null
    order by organization_id, sweeps.id desc`.execute(database)
  const by = (value: (sweep: (typeof sweeps)[number]) => number): Figure[] =>
    sweeps.map((sweep) => ({ labels: { organization: sweep.organization }, value: value(sweep) }))
  return {
    gatehouse_decisions: decisions.map(({ organization, outcome, count }) => ({
      labels: { organization, outcome },
      value: Number(count),
    })),
    gatehouse_sweep_age_seconds: by(({ started }) => (now.getTime() - started.getTime()) / 1000),
    gatehouse_sweep_coverage_ratio: by(({ ratio }) => ratio),
  }
}
