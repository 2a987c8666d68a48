import { newestDelivery, recordDelivery } from '../database/deliveries.ts'
import type { Store } from '../database/store.ts'
import type { GitHubHost } from '../enforcement/github.ts'
import { isHintingEvent } from '../enforcement/hints.ts'
import type { Schedule } from './schedules.ts'

export interface Following {
  readonly store: Store
  readonly host: GitHubHost
  /** Whether GitHub can deliver to this deployment; else its list of deliveries is polled. */
  readonly isReached: boolean
  readonly now: () => Date
}

const minute = 60_000
const hour = 60 * minute
/** GitHub keeps deliveries for three days. Source: docs.github.com, "Redelivering webhooks". */
const kept = 72 * hour
/** What GitHub lists last may have been delivered before what it listed a moment ago. */
const overlap = 5 * minute

/**
 * What is done about webhooks besides taking them in. GitHub never tries again by itself, so failed ones are asked for; where
 * GitHub cannot reach this deployment, they are read from its list.
 */
export function followDeliveries(following: Following): readonly Schedule[] {
  return following.isReached
    ? [{ name: 'redeliver', everyMs: hour, run: (signal) => redeliver(following, signal) }]
    : [{ name: 'poll-deliveries', everyMs: minute, run: (signal) => poll(following, signal) }]
}

async function redeliver({ host, now }: Following, signal: AbortSignal): Promise<void> {
  for (const { id, event } of await host.listFailedDeliveries(new Date(now().getTime() - kept))) {
    if (signal.aborted) return
    if (isHintingEvent(event)) await host.redeliver(id)
  }
}

async function poll({ store, host, now }: Following, signal: AbortSignal): Promise<void> {
  const newest = await newestDelivery(store, host.name)
  const since = new Date(newest ? newest.getTime() - overlap : now().getTime() - kept)
  for (const { id, event } of await host.listDeliveries(since)) {
    if (signal.aborted) return
    if (!isHintingEvent(event)) continue
    const delivery = await host.readDelivery(id)
    await recordDelivery(store, { host: host.name, ...delivery })
  }
}
