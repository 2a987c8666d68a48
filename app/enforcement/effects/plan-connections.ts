import type { Decision } from '../../../policies/decide.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { InstallationFact, OrganizationReachFacts } from '../inventory/facts.ts'
import { installationsOf } from '../inventory/installations-of.ts'
import type { WantedEffect } from './effect.ts'

export interface ConnectionPlanning {
  readonly assistants: readonly Assistant[]
  /** As it was read last. */
  readonly reach: Pick<OrganizationReachFacts, 'installations' | 'ownApps'>
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  readonly decision: Pick<Decision, 'outcome' | 'group'> & {
    readonly mode: Mode
    readonly policy: string | null
  }
  readonly policy: Pick<Policy, 'changes' | 'groups'>
  /** Until when a connection may stay although it is not approved: it was there before governance began, or is being renewed. */
  readonly stayUntil: Date | undefined
  readonly now: Date
}

/**
 * What is to be changed so that one repository is on an assistant's installations as the decision says. Nothing where that is not
 * known, where the policy does not switch it on, or where the group is not enforced. Pure.
 */
export function planConnections(planning: ConnectionPlanning): readonly WantedEffect[] {
  const { decision, policy, reach } = planning
  if (decision.mode !== 'enforce' || !policy.changes.connections) return []
  // What cannot be read is neither taken nor given.
  if (!reach.installations.known) return []
  const wanted = wantedState(planning)
  if (wanted === 'as-it-is') return []
  const { value } = reach.installations
  return planning.assistants.flatMap((assistant) =>
    installationsOf(assistant, value, reach.ownApps).flatMap((installation) =>
      planInstallation(planning, assistant.id, installation, wanted),
    ),
  )
}

/**
 * What the policy wants. An approval was asked for to be connected; what a group allows without one may be connected, and
 * whether it is stays with its owners.
 */
function wantedState({ decision, policy, stayUntil, now }: ConnectionPlanning) {
  if (decision.outcome === 'unknown') return 'as-it-is'
  const group = policy.groups.find(({ name }) => name === decision.group)
  if (decision.outcome === 'allowed') return (group?.approvals.length ?? 0) > 0 ? 'connected' : 'as-it-is'
  if (decision.outcome === 'needs-approval' && stayUntil !== undefined && now < stayUntil) return 'as-it-is'
  return 'disconnected'
}

function planInstallation(
  { githubId, decision }: ConnectionPlanning,
  assistant: string,
  { id: installation, selection, repositories }: InstallationFact,
  wanted: 'connected' | 'disconnected',
): readonly WantedEffect[] {
  // On all repositories, single ones can neither be given nor taken: the organization's plan has to switch it first.
  if (selection === 'all' || !repositories.known) return []
  const isConnected = repositories.value.has(githubId)
  if (isConnected === (wanted === 'connected')) return []
  const kind = wanted === 'connected' ? 'connect' : 'disconnect'
  return [
    {
      action: { kind, assistant, installation, githubId },
      reason: reasonOf(decision),
      policy: decision.policy,
    },
  ]
}

const words = {
  allowed: 'allows it, with an approval',
  denied: 'denies it',
  'needs-approval': 'needs an approval that is not there',
  unknown: 'is not known',
} as const

const reasonOf = ({ outcome, group }: ConnectionPlanning['decision']): string =>
  `The decision ${words[outcome]}${group === null ? '' : `, by the group "${group}"`}.`
