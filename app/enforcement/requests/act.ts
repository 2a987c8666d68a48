import { approveRequest } from './approve-request.ts'
import { askForAccess } from './ask-for-access.ts'
import type { Command } from './command.ts'
import { deny, ownersOf, revoke } from './end-access.ts'
import { letInAtOnce } from './let-in-at-once.ts'
import type { Act } from './outcome.ts'
import type { Situation } from './situation.ts'

/** Of whom GitHub has to be asked before a command can be judged. Pure. */
export function standingsFor({
  command,
  group,
  settings,
}: Pick<Situation, 'command' | 'group' | 'settings'>) {
  const approvers = group?.approvals.flatMap(({ by }) => by) ?? []
  const byKind: Readonly<Record<Command['kind'], readonly string[]>> = {
    request: [],
    renew: [],
    approve: approvers,
    deny: [...approvers, ...ownersOf(settings)],
    revoke: [...approvers, ...ownersOf(settings)],
    emergency: settings.emergency?.by ?? [],
  }
  return [...new Set(byKind[command.kind].map((name) => name.toLowerCase()))]
}

/** What becomes of a command. Pure: all that it depends on is in the situation. */
export function act(situation: Situation): Act {
  const { command } = situation
  if (command.kind === 'approve') return approveRequest(situation, command)
  if (command.kind === 'deny') return deny(situation, command.reason)
  if (command.kind === 'revoke') return revoke(situation, command.reason)
  if (command.kind === 'emergency') return letInAtOnce(situation, command)
  return askForAccess(situation, command)
}
