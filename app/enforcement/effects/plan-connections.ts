import type { Decision } from '../../../policies/decide.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { InstallationFact, OrganizationReachFacts } from '../inventory/facts.ts'
import { installationsOf } from '../inventory/installations-of.ts'
import type { WantedEffect } from './effect.ts'
import { isForFindingsAlone } from './until-fixed.ts'

export interface ConnectionPlanning {
  readonly assistants: readonly Assistant[]
  /** As it was read last. */
  readonly reach: Pick<OrganizationReachFacts, 'installations' | 'ownApps'>
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  readonly decision: Pick<Decision, 'outcome' | 'group' | 'reasons'> & {
    readonly mode: Mode
    readonly policy: string | null
  }
  readonly policy: Pick<Policy, 'changes' | 'groups' | 'disconnectUntilFixed'>
  /** Until when a connection may stay although it is not approved: it was there before governance began, or is being renewed. */
  readonly stayUntil: Date | undefined
  /** When it loses its connections because of what stands open in it (`disconnectAt`). */
  readonly disconnectAt: Date | undefined
  /** Installations that are being switched from all repositories to selected ones: to be planned for as though they were on all. */
  readonly switching: ReadonlySet<number>
  /** Installations from which it was taken until it is fixed, and to which it was not given back. */
  readonly takenUntilFixed: ReadonlySet<number>
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

type Wanted = 'connected' | 'disconnected' | 'disconnected-until-fixed' | 'given-back' | 'as-it-is'

/**
 * What the policy wants. An approval was asked for to be connected; what a group allows without one may be connected, and
 * whether it is stays with its owners, except where it was taken from them until they had fixed something.
 */
function wantedState(planning: ConnectionPlanning): Wanted {
  const { decision, policy, stayUntil, now } = planning
  if (decision.outcome === 'unknown') return 'as-it-is'
  const isGrave = planning.disconnectAt !== undefined && planning.disconnectAt <= now
  if (decision.outcome === 'allowed') {
    if (isGrave) return 'disconnected-until-fixed'
    const group = policy.groups.find(({ name }) => name === decision.group)
    return (group?.approvals.length ?? 0) > 0 ? 'connected' : 'given-back'
  }
  if (decision.outcome === 'denied' && policy.disconnectUntilFixed && isForFindingsAlone(decision.reasons))
    return isGrave ? 'disconnected-until-fixed' : 'as-it-is'
  if (decision.outcome === 'needs-approval' && stayUntil !== undefined && now < stayUntil) return 'as-it-is'
  return 'disconnected'
}

function planInstallation(
  { githubId, decision, policy: { changes }, switching, takenUntilFixed }: ConnectionPlanning,
  assistant: string,
  { id: installation, selection, repositories }: InstallationFact,
  wanted: Wanted,
): readonly WantedEffect[] {
  const isOnAll = selection === 'all' || switching.has(installation)
  // From all repositories single ones are taken by switching it, where the policy lets that.
  if (isOnAll ? !changes.selection : !repositories.known) return []
  const isConnected = isOnAll || (repositories.known && repositories.value.has(githubId))
  const action = { assistant, installation, githubId }
  const { policy } = decision
  if (wanted === 'given-back')
    return !isConnected && takenUntilFixed.has(installation)
      ? [{ action: { kind: 'connect', ...action }, reason: 'What stood open in it is fixed.', policy }]
      : []
  if (isConnected === (wanted === 'connected')) return []
  if (wanted === 'connected')
    return [{ action: { kind: 'connect', ...action }, reason: reasonOf(decision), policy }]
  return wanted === 'disconnected'
    ? [{ action: { kind: 'disconnect', ...action }, reason: reasonOf(decision), policy }]
    : [{ action: { kind: 'disconnect', ...action, until: 'fixed' }, reason: untilFixed, policy }]
}

const untilFixed = 'Something grave stands open in it; it is connected again when that is fixed.'

const words = {
  allowed: 'allows it, with an approval',
  denied: 'denies it',
  'needs-approval': 'needs an approval that is not there',
  unknown: 'is not known',
} as const

const reasonOf = ({ outcome, group }: ConnectionPlanning['decision']): string =>
  `The decision ${words[outcome]}${group === null ? '' : `, by the group "${group}"`}.`
