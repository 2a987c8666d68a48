import { modeAt } from '../../../policies/mode-at.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { finalEvent, plannedEvent } from '../effects/effect-events.ts'
import type { GitHubHost } from '../github.ts'
import type { KnownOrganization, Records, Run } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import { wantedPermissions } from './wanted-permissions.ts'
import { wantedRulesets } from './wanted-rulesets.ts'
import { wantedProperty } from './wanted-property.ts'

export interface OrganizationPlanning {
  readonly organization: KnownOrganization
  readonly host: Pick<GitHubHost, 'openWriter'>
  readonly records: Records
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  readonly now: () => Date
}

/**
 * Plans what Gatehouse keeps of an organization itself, whatever becomes of single repositories. What is there already is only
 * read, so that nothing is planned while nothing has changed.
 */
export async function planOrganization(planning: OrganizationPlanning, run: Run): Promise<void> {
  const { organization, now } = planning
  const wanted = await wantedOf(planning)
  const at = now()
  await run.finish(async (recorder) => {
    const subject = { planner: 'kept', organization: organization.id, repository: null } as const
    const plan = await recorder.plan(subject, wanted, at)
    if (plan.planned.length > 0) await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, [
      ...plan.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...plan.planned.map(plannedEvent),
    ])
  })
}

const isTold = ({ groups }: Policy, now: Date): boolean =>
  groups.some((group) => modeAt(group, now) !== 'observe')

async function wantedOf(planning: OrganizationPlanning): Promise<readonly WantedEffect[]> {
  const { organization, host, records, ceiling, now } = planning
  // Where nothing is ever written there is nothing to be kept, and GitHub is not asked how it is.
  if (ceiling === 'observe') return []
  const { inForce } = await records.governance(organization.id)
  const { id, login, installation } = organization
  const isEnforced =
    ceiling === 'enforce' && inForce.policy.groups.some((group) => modeAt(group, now()) === 'enforce')
  // It only reads; what would be a write is refused.
  const reader = await host.openWriter(
    { id, login, installationId: installation.installationId },
    { mode: 'observe', check: async () => {} },
  )
  return [
    ...wantedPermissions({
      organization,
      inForce,
      isTold: isTold(inForce.policy, now()),
    }),
    ...(await wantedProperty({ organization, records, reader, inForce, isEnforced })),
    ...(await wantedRulesets({
      organization,
      records,
      reader,
      inForce,
      isEnforced,
      mayUndo: ceiling === 'enforce',
      now: now(),
    })),
  ]
}
