import type { VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import type { Plan } from '../enforcement/effects/shown-plan.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { readBrakes } from './brakes.ts'
import { readOpenEffects } from './effects.ts'
import { readPlannedSwitches } from './planned-switches.ts'
import type { Scope } from './scope.ts'
import type { Store } from './store.ts'

/** Everything that is open for an organization, and what keeps it. */
export async function readPlan(
  store: Pick<Store, 'database'>,
  scope: Scope,
  { id, login, host }: Pick<KnownOrganization, 'id' | 'login'> & { readonly host: string },
  heads: VouchedHeads,
  now: Date,
): Promise<Plan> {
  const effects = await readOpenEffects(store, scope, id)
  const brakes = await readBrakes(store, id, heads)
  const wanted = [...new Set(effects.flatMap(({ repository }) => repository ?? []))]
  const rows =
    wanted.length === 0
      ? []
      : await store.database
          .selectFrom('repositories')
          .select(['id', 'name'])
          .where('organization_id', '=', id)
          .where('id', 'in', wanted)
          .execute()
  const names = new Map(rows.map((row) => [row.id, `${login}/${row.name}`]))
  return {
    organization: id,
    host,
    login,
    effects: effects.map((effect) => ({
      ...effect,
      name: effect.repository === null ? null : (names.get(effect.repository) ?? null),
    })),
    brakes,
    switches: await readPlannedSwitches(store, scope, id, effects),
    now,
  }
}
