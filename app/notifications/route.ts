import { dueAt } from './due-at.ts'
import { eventKindOf } from './event-kinds.ts'
import type { Notice } from './notice.ts'
import { ownerName } from './read-settings.ts'
import { keepsTickets, type QuietHours, type Target } from './target.ts'

/** That a target is told of a notice, when, and of mail to whom. */
export interface Routed {
  readonly target: string
  readonly notice: Notice
  readonly dueAt: Date
  /** Of mail the address, since each is told by itself; '' where the target is one place. */
  readonly recipient: string
}

/** Who is told of something, and when. Pure. @param policyQuiet the quiet hours of the organization's policy */
export function route(
  notice: Notice,
  targets: readonly Target[],
  policyQuiet: QuietHours | undefined,
  now: Date,
): readonly Routed[] {
  return targets
    .filter((target) => isMeant(target, notice))
    .flatMap((target) => {
      const due = dueAt(target, notice.event, policyQuiet, now)
      return recipientsOf(target, notice).map((recipient) => ({
        target: target.name,
        notice,
        dueAt: due,
        recipient,
      }))
    })
}

function isMeant(target: Target, { event, organization, repository }: Notice): boolean {
  if (!target.events.has(event)) return false
  if (eventKindOf(event)?.onlyCloses === true && !keepsTickets(target)) return false
  const login = organization.login.toLowerCase()
  const names = new Set([login, `${organization.host.toLowerCase()}/${login}`])
  if (target.organizations && !target.organizations.some((one) => names.has(one))) return false
  if (!target.owners) return true
  return repository?.owners.some((one) => target.owners?.includes(ownerName(one))) ?? false
}

/** Of mail nobody, where nobody owns the repository, or its owners have no address here. */
function recipientsOf({ channel, to, ownerAddresses }: Target, { repository }: Notice): readonly string[] {
  if (channel.kind !== 'mail') return ['']
  const ofOwners =
    repository?.owners.flatMap((owner) => {
      const name = ownerName(owner)
      return ownerAddresses && Object.hasOwn(ownerAddresses, name) ? [ownerAddresses[name] ?? ''] : []
    }) ?? []
  return [...new Set([...to, ...ofOwners])].toSorted()
}
