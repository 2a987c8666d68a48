import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { InstallationFact, OrganizationReachFacts } from '../inventory/facts.ts'
import { installationsOf } from '../inventory/installations-of.ts'
import type { WantedEffect } from './effect.ts'
import { type AccessPlanning, reasonFor, reasonOf, type WantedAccess, wantedAccess } from './wanted-access.ts'

export interface ConnectionPlanning extends AccessPlanning {
  readonly assistants: readonly Assistant[]
  /** As it was read last. */
  readonly reach: Pick<OrganizationReachFacts, 'installations' | 'ownApps'>
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  /** Installations that are being switched from all repositories to selected ones: to be planned for as though they were on all. */
  readonly switching: ReadonlySet<number>
  /** Installations from which it was taken until it is fixed, and to which it was not given back. */
  readonly takenUntilFixed: ReadonlySet<number>
  /** Installations on which it was by what a restored database knew, and to which it was not given since. */
  readonly lostByRestore: ReadonlySet<number>
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
  const wanted = wantedAccess(planning)
  if (wanted === 'as-it-is') return []
  const { value } = reach.installations
  return planning.assistants.flatMap((assistant) =>
    installationsOf(assistant, value, reach.ownApps).flatMap((installation) =>
      planInstallation(planning, assistant.id, installation, wanted),
    ),
  )
}

function planInstallation(
  { githubId, decision, policy: { changes }, switching, takenUntilFixed, lostByRestore }: ConnectionPlanning,
  assistant: string,
  { id: installation, selection, repositories }: InstallationFact,
  wanted: WantedAccess,
): readonly WantedEffect[] {
  const isOnAll = selection === 'all' || switching.has(installation)
  // From all repositories single ones are taken by switching it, where the policy lets that.
  if (isOnAll ? !changes.selection : !repositories.known) return []
  const isConnected = isOnAll || (repositories.known && repositories.value.has(githubId))
  const action = { assistant, installation, githubId }
  const { policy } = decision
  if (wanted === 'given-back') {
    const back = (reason: string) => [{ action: { kind: 'connect', ...action } as const, reason, policy }]
    if (isConnected) return []
    if (takenUntilFixed.has(installation)) return back('What stood open in it is fixed.')
    return lostByRestore.has(installation) ? back(lostWords) : []
  }
  if (isConnected === (wanted === 'connected')) return []
  if (wanted === 'connected')
    return [{ action: { kind: 'connect', ...action }, reason: reasonOf(decision), policy }]
  const reason = reasonFor(wanted, decision)
  return wanted === 'disconnected'
    ? [{ action: { kind: 'disconnect', ...action }, reason, policy }]
    : [{ action: { kind: 'disconnect', ...action, until: 'fixed' }, reason, policy }]
}

const lostWords =
  'It is allowed, and it was connected when the backup was made from which the database was restored; what happened since is not known.'
