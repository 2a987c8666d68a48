import { type Delivery, recordDeliveries } from './deliveries.ts'
import type { Store } from './store.ts'

/** Keeps deliveries. */
export interface DeliveryWriter {
  /** Resolves when the delivery is durable. @throws where it is not, and GitHub must not hear that it was accepted */
  readonly record: (delivery: Delivery) => Promise<void>
}

interface Waiting {
  readonly delivery: Delivery
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** One statement's share: beyond this its size costs more than its commit saves. */
const mostRows = 200
const mostBytes = 8 * 1024 * 1024
/** What may wait in memory: a few of the largest payloads that GitHub sends. */
const mostWaitingBytes = 256 * 1024 * 1024

/**
 * Writes deliveries that arrive while another write is under way together: each commit waits for the disk, so one commit for many
 * is what lets one process keep up with a busy organization. Nobody waits for company: a single delivery goes at once.
 */
export function createDeliveryWriter(store: Pick<Store, 'database'>): DeliveryWriter {
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let isWriting = false

  const takeBatch = (): readonly Waiting[] => {
    let bytes = 0
    const tooMany = waiting.findIndex(({ delivery }, index) => {
      bytes += delivery.payload.length
      return index > 0 && (index >= mostRows || bytes > mostBytes)
    })
    const batch = tooMany === -1 ? waiting : waiting.slice(0, tooMany)
    waiting = tooMany === -1 ? [] : waiting.slice(tooMany)
    waitingBytes -= sizeOf(batch)
    return batch
  }

  const writeAll = async (): Promise<void> => {
    if (isWriting) return
    isWriting = true
    while (waiting.length > 0) await write(store, takeBatch())
    isWriting = false
  }

  return {
    record: (delivery) =>
      new Promise((resolve, reject) => {
        if (waitingBytes + delivery.payload.length > mostWaitingBytes) {
          reject(new Error('more deliveries wait to be written than memory is set aside for'))
          return
        }
        waiting.push({ delivery, resolve, reject })
        waitingBytes += delivery.payload.length
        void writeAll()
      }),
  }
}

const sizeOf = (batch: readonly Waiting[]): number =>
  batch.reduce((sum, { delivery }) => sum + delivery.payload.length, 0)

async function write(store: Pick<Store, 'database'>, batch: readonly Waiting[]): Promise<void> {
  try {
    await recordDeliveries(
      store,
      batch.map(({ delivery }) => delivery),
    )
    for (const { resolve } of batch) resolve()
  } catch (error) {
    const [only] = batch
    if (batch.length === 1) only?.reject(error)
    // One that the database does not take must not keep the others out.
    else for (const one of batch) await write(store, [one])
  }
}
