import type { Probot } from 'probot'
import { eventHints, type Hint, type HintingEvent, hintsOf } from '../enforcement/hints.ts'

/** A webhook that was kept, on its way to whoever it concerns. */
export interface KeptWebhook {
  /** `X-GitHub-Delivery` */
  readonly guid: string
  readonly event: HintingEvent
  /** Parsed. */
  readonly payload: unknown
}

/**
 * Adds our handlers to Probot: each event is read as hints, and nothing is done about it here, because GitHub neither promises
 * that a webhook comes nor that it comes once or in order.
 * @returns what hands a webhook to Probot and gives back the hints
 */
export function addHandlers(
  probot: Pick<Probot, 'on' | 'receive'>,
): (webhook: KeptWebhook) => Promise<readonly Hint[]> {
  const found = new Map<string, readonly Hint[]>()
  // oxlint-disable-next-line no-unsafe-type-assertion -- Object.keys forgets which texts they are
  for (const event of Object.keys(eventHints) as HintingEvent[])
    probot.on(event, ({ id, payload }) => {
      found.set(id, hintsOf(event, payload))
    })
  return async ({ guid, event, payload }) => {
    try {
      // oxlint-disable-next-line no-unsafe-type-assertion -- what is needed of it is looked at by `hintsOf`
      await probot.receive({ id: guid, name: event, payload } as Parameters<Probot['receive']>[0])
      return found.get(guid) ?? []
    } finally {
      found.delete(guid)
    }
  }
}
