import type { Policy } from '../../../policies/resolve-policy.ts'
import { governedAssistants } from '../governed-assistants.ts'
import type { OrganizationReachFacts } from '../inventory/facts.ts'
import { installationsOf } from '../inventory/installations-of.ts'
import type { KnownOrganization, OpenEffect, Records } from '../records.ts'
import type { WantedEffect } from './effect.ts'
import type { EffectAction } from './effect-action.ts'
import { identityOf } from './effect-traits.ts'
import { finalEvent, plannedEvent } from './effect-events.ts'

/** An effect that takes one repository from an installation. */
export type Disconnect = OpenEffect & { readonly action: Extract<EffectAction, { kind: 'disconnect' }> }

export const isDisconnectOf =
  (installation: number) =>
  (effect: OpenEffect): effect is Disconnect =>
    effect.action.kind === 'disconnect' && effect.action.installation === installation

/** What is done with an installation before repositories can be taken from it. */
const isPreparing = ({ action }: Pick<OpenEffect, 'action'>): boolean =>
  action.kind === 'select' || action.kind === 'quarantine'

export interface SwitchPlanning {
  readonly open: readonly OpenEffect[]
  readonly policy: Pick<Policy, 'changes' | 'assistants'>
  /** Our id of the policy's version; null: the shipped one. */
  readonly policyId: string | null
  /** As it was read last. */
  readonly reach: Pick<OrganizationReachFacts, 'installations' | 'ownApps'>
}

/**
 * Which installations are to be switched from all repositories to selected ones: those on which repositories are to be taken, which
 * GitHub lets nobody while they are on all. An empty repository that was asked for is wanted as long as anything is to be taken. Pure.
 */
export function wantedSwitches({ open, policy, policyId, reach }: SwitchPlanning): readonly WantedEffect[] {
  if (!reach.installations.known) return []
  const { value } = reach.installations
  const isTaking = (installation: number): boolean => open.some(isDisconnectOf(installation))
  const quarantines = open.filter(
    ({ action }) =>
      action.kind === 'quarantine' && policy.changes.quarantine && isTaking(action.installation),
  )
  if (!policy.changes.selection) return quarantines
  const switches = governedAssistants(policy).flatMap(({ id, apps }) =>
    installationsOf({ id, apps }, value, reach.ownApps)
      .filter((one) => one.selection === 'all' && isTaking(one.id))
      .map((one): WantedEffect => ({
        action: { kind: 'select', assistant: id, installation: one.id },
        reason: 'Repositories are to be taken from the App, and from all of them GitHub takes none.',
        policy: policyId,
      })),
  )
  return [...switches, ...quarantines]
}

/** Plans them, so that people see them before anything is made. One that is under way goes on, whatever is wanted by now. */
export async function planSwitches(
  { id }: Pick<KnownOrganization, 'id'>,
  records: Records,
  at: Date,
): Promise<void> {
  const open = await records.openEffects(id)
  const preparing = open.filter(isPreparing)
  if (!open.some(({ action }) => action.kind === 'disconnect') && preparing.length === 0) return
  const facts = await records.organizationFacts(id)
  if (!facts || (await records.openSwitches(id)).length > 0) return
  const { inForce } = await records.governance(id)
  const { reach } = facts
  const wanted = wantedSwitches({ open, policy: inForce.policy, policyId: inForce.id, reach })
  const identities = new Set(wanted.map(({ action }) => identityOf(action)))
  if (
    identities.size === preparing.length &&
    preparing.every(({ action }) => identities.has(identityOf(action)))
  )
    return
  await records.note(async (recorder) => {
    const subject = { planner: 'selection', organization: id, repository: null } as const
    const { planned, withdrawn } = await recorder.plan(subject, wanted, at)
    await recorder.audit(id, at, [
      ...withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...planned.map(plannedEvent),
    ])
  })
}

/** Those that would have nothing to do, because nothing may be taken from their installation now. Pure. */
export const withoutPurpose = (
  effects: readonly OpenEffect[],
  passed: readonly OpenEffect[],
  underWay: ReadonlySet<string>,
): readonly OpenEffect[] =>
  effects.filter(
    ({ id, action }) =>
      (action.kind === 'select' || action.kind === 'quarantine') &&
      !underWay.has(id) &&
      !passed.some(isDisconnectOf(action.installation)),
  )
