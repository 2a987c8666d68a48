import type { ShownTarget } from './notifications.ts'
import type { Target } from './target.ts'

/** What of a target's settings may be shown. Pure. */
export const shownTarget = (
  target: Target,
): Omit<ShownTarget, 'lastSentAt' | 'lastError' | 'lastFailedAt' | 'waiting' | 'dead'> => ({
  name: target.name,
  channel: target.channel.kind,
  where: whereOf(target),
  events: [...target.events],
  organizations: target.organizations ?? null,
  owners: target.owners ?? null,
  names: target.names,
  digest: target.digest?.every ?? null,
})

function whereOf({ channel, to, ownerAddresses }: Target): string {
  if (channel.kind === 'mail') {
    const owners = Object.keys(ownerAddresses ?? {}).length
    const parts = [
      ...(to.length > 0 ? [`${to.length} ${to.length === 1 ? 'address' : 'addresses'}`] : []),
      ...(owners > 0 ? [`owners with ${owners} ${owners === 1 ? 'address' : 'addresses'}`] : []),
    ]
    return parts.join(', ')
  }
  // The address itself is the secret.
  if (channel.kind === 'slack' || channel.kind === 'teams') return ''
  return new URL(channel.url).host
}
