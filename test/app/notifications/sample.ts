import { allowedAddresses } from '../../../app/notifications/channels/allowed-addresses.ts'
import type { Network } from '../../../app/notifications/channels/channel.ts'
import type { Resolve } from '../../../app/notifications/channels/resolve-allowed.ts'
import { createSendRequest } from '../../../app/notifications/channels/send-request.ts'
import type { Notice } from '../../../app/notifications/notice.ts'
import type { Target } from '../../../app/notifications/target.ts'

export const notice = (over: Partial<Notice> = {}): Notice => ({
  event: 'request.opened',
  key: '3:event:1',
  at: '2026-11-27T10:00:00.000Z',
  organization: { id: '3', host: 'github.com', login: 'acme' },
  repository: { id: '17', name: 'payments', owners: ['@ada', 'acme/payments'] },
  matter: 'request:5',
  phase: 'opens',
  detail: 'It is asked for 90 days.',
  issue: 12,
  ...over,
})

export const target = (over: Partial<Target> = {}): Target => ({
  name: 'security',
  channel: { kind: 'slack', url: () => 'https://hooks.slack.example/one' },
  events: new Set(['request.opened', 'finding.grave', 'emergency.used']),
  organizations: undefined,
  owners: undefined,
  names: false,
  digest: undefined,
  quietHours: undefined,
  to: [],
  ownerAddresses: undefined,
  ...over,
})

/** A network that reaches this machine alone. */
export function localNetwork(
  over: { readonly ranges?: readonly string[]; readonly resolve?: Resolve; readonly timeoutMs?: number } = {},
): Network {
  const { ranges = ['127.0.0.1'], timeoutMs = 20_000 } = over
  const resolve: Resolve = over.resolve ?? (async (name) => [{ address: name, family: 4 }])
  const addresses = allowedAddresses(ranges)
  return {
    send: createSendRequest({ addresses, resolve, timeoutMs }),
    addresses,
    resolve,
    timeoutMs,
    now: () => new Date('2026-11-27T10:00:05Z'),
  }
}
