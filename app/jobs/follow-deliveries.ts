import { deliveredUntil, knownDeliveries, recordDelivery } from '../database/deliveries.ts'
import type { Store } from '../database/store.ts'
import type { GitHubHost, ListedDelivery } from '../enforcement/github.ts'
import { isHintingEvent } from '../enforcement/hints.ts'
import type { Schedule } from './schedules.ts'

export interface Following {
  readonly store: Store
  readonly host: GitHubHost
  /** Whether the host can deliver to this deployment; else its list of deliveries is polled. */
  readonly isReached: () => boolean
  /** Whether the host can be asked now. */
  readonly isInOrder: () => boolean
  readonly now: () => Date
}

const minute = 60_000
const hour = 60 * minute
/** GitHub keeps deliveries for three days. Source: docs.github.com, "Redelivering webhooks". */
const kept = 72 * hour
/** What GitHub lists last may have been delivered before what it listed a moment ago. */
const overlap = 5 * minute
/** A host that fails so often in a row is not asked for the rest one by one. */
const mostFailures = 3

/**
 * What is done about webhooks of one host besides taking them in. GitHub never tries again by itself, so failed ones are asked
 * for; where GitHub cannot reach this deployment, they are read from its list.
 */
export function followDeliveries(following: Following): readonly Schedule[] {
  const { host, isReached, isInOrder, now } = following
  let redeliveredAt = 0
  return [
    {
      name: `redeliver ${host.name}`,
      everyMs: minute,
      run: async (signal) => {
        if (!isReached() || !isInOrder() || now().getTime() - redeliveredAt < hour) return
        await redeliver(following, signal)
        // Only now: what failed is tried in a minute.
        redeliveredAt = now().getTime()
      },
    },
    {
      name: `poll deliveries ${host.name}`,
      everyMs: minute,
      run: async (signal) => {
        if (!isReached() && isInOrder()) await poll(following, signal)
      },
    },
  ]
}

async function redeliver(following: Following, signal: AbortSignal): Promise<void> {
  const { host, now } = following
  const failed = await host.listFailedDeliveries(new Date(now().getTime() - kept))
  await eachOf(await notRecorded(following, failed), signal, ({ id }) => host.redeliver(id))
}

async function poll(following: Following, signal: AbortSignal): Promise<void> {
  const { store, host, now } = following
  const until = await deliveredUntil(store, host.name)
  // By the host's own clock, since ours may be another. Were one of its times far ahead, all after it would be missed.
  const since = until === undefined ? 0 : Math.min(until.getTime(), now().getTime()) - overlap
  const listed = await host.listDeliveries(new Date(since))
  await eachOf(await notRecorded(following, listed), signal, async ({ id, deliveredAt }) => {
    const delivery = await host.readDelivery(id)
    await recordDelivery(store, { host: host.name, ...delivery, deliveredAt })
  })
}

/** Those that tell us anything and are not here yet: reading one costs a request, and one that is here is ignored. */
async function notRecorded(
  { store, host }: Following,
  listed: readonly ListedDelivery[],
): Promise<readonly ListedDelivery[]> {
  const hinting = listed.filter(({ event }) => isHintingEvent(event))
  const known = await knownDeliveries(
    store,
    host.name,
    hinting.map(({ guid }) => guid),
  )
  return hinting.filter(({ guid }) => !known.has(guid))
}

/** Does it for each. One that fails must not keep those behind it from their turn for ever; it is tried again in the next run. */
async function eachOf(
  deliveries: readonly ListedDelivery[],
  signal: AbortSignal,
  run: (delivery: ListedDelivery) => Promise<void>,
): Promise<void> {
  let inRow = 0
  let first: unknown
  for (const delivery of deliveries) {
    if (signal.aborted) return
    try {
      await run(delivery)
      inRow = 0
    } catch (error) {
      first ??= error
      inRow += 1
      if (inRow >= mostFailures) break
    }
  }
  if (first !== undefined) throw first
}
