import { sql } from 'kysely'
import type { Store } from './store.ts'

/** One value with its labels. */
interface Figure {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What stands, for the metrics: by host and organization, since two hosts may have organizations of one name. */
export async function readFigures(
  { database }: Pick<Store, 'database'>,
  now: Date,
): Promise<
  Readonly<
    Record<'gatehouse_decisions' | 'gatehouse_sweep_age_seconds' | 'gatehouse_sweep_coverage_ratio', Figure[]>
  >
> {
  const { rows: decisions } = await sql<{
    host: string
    organization: string
    outcome: string
    count: string
  }>`
    select hosts.name as host, login as organization, outcome, count(*) as count
    from decisions join repositories on repositories.id = repository_id
      join organizations on organizations.id = organization_id
      join hosts on hosts.id = host_id
    where gone_at is null and removed_at is null
    group by hosts.name, login, outcome order by hosts.name, login, outcome`.execute(database)
  const { rows: sweeps } = await sql<{ host: string; organization: string; started: Date; ratio: number }>`
    select distinct on (organization_id) hosts.name as host, login as organization, started_at as started,
      coalesce((coverage ->> 'read')::float8 / nullif((coverage ->> 'repositories')::float8, 0), 1) as ratio
    from sweeps join organizations on organizations.id = organization_id join hosts on hosts.id = host_id
    where finished_at is not null and removed_at is null
    order by organization_id, sweeps.id desc`.execute(database)
  const by = (value: (sweep: (typeof sweeps)[number]) => number): Figure[] =>
    sweeps.map((sweep) => ({
      labels: { host: sweep.host, organization: sweep.organization },
      value: value(sweep),
    }))
  return {
    gatehouse_decisions: decisions.map(({ host, organization, outcome, count }) => ({
      labels: { host, organization, outcome },
      value: Number(count),
    })),
    gatehouse_sweep_age_seconds: by(({ started }) => (now.getTime() - started.getTime()) / 1000),
    gatehouse_sweep_coverage_ratio: by(({ ratio }) => ratio),
  }
}
