import type { VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import type { Plan } from '../enforcement/effects/shown-plan.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { readBrakes } from './brakes.ts'
import { readOpenEffects } from './effects.ts'
import { readPlannedSwitches } from './planned-switches.ts'
import { writers } from '../enforcement/write-pace.ts'
import type { Scope } from './scope.ts'
import type { Store } from './store.ts'
import { readSentWrites } from './write-pace.ts'

type PlannedOrganization = Pick<KnownOrganization, 'id' | 'login' | 'installation'> & {
  readonly host: string
  /** The slug of the enterprise whose App changes installations; undefined: a person's token does, or nobody. */
  readonly enterprise?: string | undefined
}

/** Everything that is open for an organization, and what keeps it. */
export async function readPlan(
  store: Pick<Store, 'database'>,
  scope: Scope,
  { id, login, host, installation, enterprise }: PlannedOrganization,
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
  const own = await readSentWrites(store, writers.installation(host, installation.installationId))
  const means = await readSentWrites(
    store,
    enterprise === undefined ? writers.person(host) : writers.enterprise(host, enterprise),
  )
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
    sent: { own: own.sent, means: means.sent },
    now,
  }
}
