import { sql } from 'kysely'
import type { Governance } from '../enforcement/policy/governance.ts'
import { parentOf } from '../enforcement/policy/parent-of.ts'
import type { OrganizationState } from '../enforcement/reading/organization-state.ts'
import { readPause } from './brakes.ts'
import { inScopeOfAny, type Scope } from './scope.ts'
import type { Store } from './store.ts'

interface Row {
  readonly id: string
  readonly login: string
  readonly host: string
  readonly is_suspended: boolean
  readonly is_leaving: boolean
  readonly held: number
  readonly waits: string | null
  readonly last_sweep_at: Date | null
}

type GovernanceOf = (organization: string) => Promise<Governance>

/** Organizations that our App is on, with what everybody in them has to know first; by name. */
export async function listOrganizationStates(
  store: Pick<Store, 'database'>,
  governanceOf: GovernanceOf,
  scope: Scope,
): Promise<readonly OrganizationState[]> {
  const { rows } = await sql<Row>`
    select organizations.id, login, hosts.name as host,
      coalesce((installation->>'isSuspended')::boolean, false) as is_suspended,
      leaving_since is not null as is_leaving,
      (select count(*)::int from effects
        where effects.organization_id = organizations.id and effects.state = 'held') as held,
      (select why from holds where holds.organization_id = organizations.id and closed_at is null
        order by holds.id desc limit 1) as waits,
      (select max(finished_at) from sweeps where sweeps.organization_id = organizations.id) as last_sweep_at
    from organizations join hosts on hosts.id = organizations.host_id
    where removed_at is null and installation_id is not null and ${inScopeOfAny(scope, 'organizations.id')}
    order by lower(login), hosts.name`.execute(store.database)
  return Promise.all(rows.map((row) => withPolicy(store, governanceOf, row, rows)))
}

async function withPolicy(
  store: Pick<Store, 'database'>,
  governanceOf: GovernanceOf,
  row: Row,
  seen: readonly Row[],
): Promise<OrganizationState> {
  const { inForce, found } = await governanceOf(row.id)
  const pause = await readPause(store, row.id)
  return {
    id: row.id,
    login: row.login,
    host: row.host,
    parent: parentOf(row, inForce, seen),
    isSuspended: row.is_suspended,
    isLeaving: row.is_leaving,
    isPaused: pause !== undefined,
    policy: { state: found?.state ?? 'unknown', name: inForce.name, problems: found?.problems ?? [] },
    held: row.held,
    waits: row.waits,
    lastSweepAt: row.last_sweep_at,
  }
}
