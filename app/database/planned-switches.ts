import type { PlannedSwitch } from '../enforcement/effects/planned-switch.ts'
import { isDisconnectOf } from '../enforcement/effects/plan-switches.ts'
import { governedAssistants } from '../enforcement/governed-assistants.ts'
import { installationsOf } from '../enforcement/inventory/installations-of.ts'
import type { OpenEffect } from '../enforcement/records.ts'
import { createFactsReader } from './organizations.ts'
import { createGovernanceReader } from './policies.ts'
import type { Scope } from './scope.ts'
import type { Store } from './store.ts'
import { readOpenSwitches } from './switches.ts'

/**
 * What switching assistants' Apps from all repositories would do, also where the policy does not let it: then what is decided against
 * is counted. Only where something would be taken.
 * @param effects every open one of the organization
 */
export async function readPlannedSwitches(
  store: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
  effects: readonly OpenEffect[],
): Promise<readonly PlannedSwitch[]> {
  const facts = await createFactsReader(store)(organization)
  const { policy } = (await createGovernanceReader(store)(organization)).inForce
  if (!facts?.reach.installations.known || !policy.changes.connections) return []
  const { installations, ownApps } = facts.reach
  const begun = await readOpenSwitches(store, scope, organization)
  const counts = await countDecided(store, organization)
  const switches = governedAssistants(policy).flatMap(({ id: assistant, apps }) =>
    installationsOf({ id: assistant, apps }, installations.value, ownApps).flatMap(
      ({ id: installation, selection }): readonly PlannedSwitch[] => {
        const own = { assistant, installation, isSwitchedOn: policy.changes.selection }
        const started = begun.find((one) => one.installation === installation)
        if (started) {
          const { taken, kept, givenBack, intendedAt } = started
          return [
            {
              ...own,
              isSwitchedOn: true,
              taken: taken.length - givenBack.length,
              kept: kept.length + givenBack.length,
              startedAt: intendedAt,
            },
          ]
        }
        if (selection !== 'all') return []
        const planned = effects.filter(isDisconnectOf(installation)).length
        const taken = policy.changes.selection ? planned : counts.refused
        return [{ ...own, taken, kept: Math.max(0, counts.there - taken), startedAt: null }]
      },
    ),
  )
  return switches.filter(({ taken, startedAt }) => taken > 0 || startedAt !== null)
}

/** Repositories that are there, and those of them that no connection is enforced to. */
async function countDecided({ database }: Pick<Store, 'database'>, organization: string) {
  const { there, refused } = await database
    .selectFrom('repositories')
    .leftJoin('decisions', 'decisions.repository_id', 'repositories.id')
    .select(({ fn }) => [
      fn.countAll<string>().as('there'),
      fn
        .countAll<string>()
        .filterWhere('mode', '=', 'enforce')
        .filterWhere('outcome', 'in', ['denied', 'needs-approval'])
        .as('refused'),
    ])
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { there: Number(there), refused: Number(refused) }
}
