import { allowedAddresses } from '../../../app/notifications/channels/allowed-addresses.ts'
import { notificationRecords } from '../../../app/database/notifications/notification-records.ts'
import { appendAudit } from '../../../app/database/audit-log.ts'
import type { Store } from '../../../app/database/store.ts'
import type { NewAuditEvent } from '../../../app/enforcement/audit/event.ts'
import { openChannel } from '../../../app/notifications/channels/open-channel.ts'
import { resolveByDns } from '../../../app/notifications/channels/resolve-allowed.ts'
import { createSendRequest } from '../../../app/notifications/channels/send-request.ts'
import { distribute, distributeDays } from '../../../app/notifications/distribute.ts'
import { sendDue } from '../../../app/notifications/send-due.ts'
import type { Target } from '../../../app/notifications/target.ts'
import { shippedPolicy } from '../../../policies/shipped.ts'

/** Everything that a process does about notifications, one step at a time and by a clock of the test's. */
export function telling(store: Store, targets: readonly Target[], clock: { now: Date }) {
  const now = (): Date => clock.now
  const records = notificationRecords(store, now)
  const signal = new AbortController().signal
  const addresses = allowedAddresses(['127.0.0.1'])
  const timeoutMs = 10_000
  const send = createSendRequest({ addresses, resolve: resolveByDns, timeoutMs })
  const network = { send, addresses, resolve: resolveByDns, timeoutMs, now }
  const policyOf = async () => shippedPolicy('observe-all')
  const sending = { records, policyRepository: 'gatehouse', now, random: () => 0.5 }
  return {
    records,
    distribute: () => distribute({ records, targets, policyOf, now }, signal),
    days: () => distributeDays({ records, targets, policyOf, now }),
    send: async () => {
      for (const target of targets)
        await sendDue(sending, target, openChannel(target.channel, network), signal)
    },
  }
}

/** Records events as the App does, in a transaction of its own. */
export const happens = (
  store: Store,
  organization: string,
  at: Date,
  events: readonly Pick<NewAuditEvent, 'kind' | 'data'>[],
  subject = `organization:${organization}`,
): Promise<unknown> =>
  store.transact((unit) =>
    appendAudit(
      unit,
      organization,
      at,
      events.map((event) => ({ ...event, actor: null, subject })),
    ),
  )
