import { sql } from 'kysely'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

interface Figure {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** What keeps one organization from being changed. */
export interface BrakeFigure {
  readonly host: string
  readonly organization: string
  readonly isPaused: boolean
  readonly isHeld: boolean
  readonly isAccepted: boolean
  /** Somebody had accepted, and the database is an older one since. */
  readonly isVoid: boolean
  /** Whether there is anything to be enforced. */
  readonly isWaiting: boolean
}

export async function readBrakeFigures({ database }: Reading): Promise<readonly BrakeFigure[]> {
  const { rows } = await sql<BrakeFigure>`
    select hosts.name as host, login as organization,
      exists (select from pauses where resumed_at is null
        and (organization_id is null or organization_id = organizations.id)) as "isPaused",
      exists (select from holds where closed_at is null and organization_id = organizations.id) as "isHeld",
      acceptances.organization_id is not null and void_since is null as "isAccepted",
      void_since is not null as "isVoid",
      exists (select from effects where finished_at is null and mode = 'enforce'
        and organization_id = organizations.id) as "isWaiting"
    from organizations join hosts on hosts.id = host_id
      left join acceptances on acceptances.organization_id = organizations.id
    where removed_at is null and installation_id is not null
    order by hosts.name, login`.execute(database)
  return rows
}

/** What is open and what keeps it, for the metrics. */
export async function readEffectFigures(
  store: Reading,
): Promise<
  Readonly<
    Record<
      | 'gatehouse_effects_open'
      | 'gatehouse_paused'
      | 'gatehouse_hold_open'
      | 'gatehouse_enforcement_accepted',
      readonly Figure[]
    >
  >
> {
  const { rows } = await sql<{
    host: string
    organization: string
    kind: string
    state: string
    count: string
  }>`
    select hosts.name as host, login as organization, kind, state, count(*) as count
    from effects join organizations on organizations.id = organization_id join hosts on hosts.id = host_id
    where finished_at is null and removed_at is null
    group by hosts.name, login, kind, state order by hosts.name, login, kind, state`.execute(store.database)
  const brakes = await readBrakeFigures(store)
  const by = (is: (brake: BrakeFigure) => boolean): readonly Figure[] =>
    brakes.map((one) => ({
      labels: { host: one.host, organization: one.organization },
      value: is(one) ? 1 : 0,
    }))
  return {
    gatehouse_effects_open: rows.map(({ count, ...labels }) => ({ labels, value: Number(count) })),
    gatehouse_paused: by(({ isPaused }) => isPaused),
    gatehouse_hold_open: by(({ isHeld }) => isHeld),
    gatehouse_enforcement_accepted: by(({ isAccepted }) => isAccepted),
  }
}

/** Of what nobody has accepted, for whoever may ask, so without names; undefined: nothing waits. */
export function enforcementRemark(brakes: readonly BrakeFigure[]): string | undefined {
  const count = (is: (brake: BrakeFigure) => boolean): string =>
    `${brakes.filter(is).length} of ${brakes.length} organizations`
  const remarks = [
    ...(brakes.some(({ isVoid }) => isVoid)
      ? [
          `the database is older than what was kept of it: ${count(({ isVoid }) => isVoid)} wait to be accepted again`,
        ]
      : []),
    ...(brakes.some(isNew)
      ? [`${count(isNew)} wait until a Gatehouse owner accepts what would be enforced`]
      : []),
    ...(brakes.some(({ isHeld }) => isHeld)
      ? [`a plan that is too large waits in ${count(({ isHeld }) => isHeld)}`]
      : []),
    ...(brakes.some(({ isPaused }) => isPaused)
      ? [`changes are paused in ${count(({ isPaused }) => isPaused)}`]
      : []),
  ]
  return remarks.length === 0 ? undefined : remarks.join('; ')
}

const isNew = ({ isAccepted, isVoid, isWaiting }: BrakeFigure): boolean => !isAccepted && !isVoid && isWaiting
