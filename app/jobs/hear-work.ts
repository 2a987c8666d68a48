import { Client } from 'pg'
import type { Connection } from '../database/connection.ts'
import { keysOfNotice, workChannel } from '../database/ask-for-work.ts'

export interface HearOptions {
  /** @param keys that were asked for; empty: there are some, and also after each time that nothing could be heard */
  readonly onAsked: (keys: readonly string[]) => void
  /** Milliseconds from a session that was lost to the next try. */
  readonly retryMs?: number
}

export interface Hearing {
  /** Hears nothing more, and leaves no session behind. */
  readonly stop: () => Promise<void>
}

const usualRetryMs = 1000
/** A host that is gone without a word is noticed by TCP, not by us. */
const keepAliveMs = 10_000

/**
 * Hears of keys that other processes ask for, on one session of its own, which is opened anew whenever it is lost. To hear is a
 * matter of speed alone: whoever cannot finds the same keys by looking. Does not throw.
 */
export function hearWork(connection: Connection, { onAsked, retryMs = usualRetryMs }: HearOptions): Hearing {
  let isStopped = false
  let client: Client | undefined
  let opening: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const tryAgain = (lost: Client): void => {
    // A session tells of its end more than once.
    if (isStopped || client !== lost) return
    client = undefined
    void end(lost)
    timer = setTimeout(open, retryMs)
  }

  const listen = async (next: Client): Promise<void> => {
    try {
      await next.connect()
      await next.query(`listen ${workChannel}`)
      // What was asked for while nobody heard.
      if (!isStopped) onAsked([])
    } catch {
      tryAgain(next)
    }
  }

  const open = (): void => {
    const next = new Client({ ...connection, keepAlive: true, keepAliveInitialDelayMillis: keepAliveMs })
    client = next
    next.on('error', () => tryAgain(next))
    next.on('end', () => tryAgain(next))
    next.on('notification', ({ payload }) => {
      if (!isStopped) onAsked(keysOfNotice(payload))
    })
    opening = listen(next)
  }

  open()
  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await opening
      if (client) await end(client)
    },
  }
}

/** One that never came about, or is lost already, has nothing to be closed. */
const end = (client: Client): Promise<void> => client.end().catch(() => {})
