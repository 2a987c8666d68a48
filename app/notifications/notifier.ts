import { setTimeout as wait } from 'node:timers/promises'
import type { Channel } from './channels/channel.ts'
import { sendDue, type Sending } from './send-due.ts'
import type { Target } from './target.ts'

/** Sends to all targets, each by itself: one that is slow holds up no other. */
export interface Notifier {
  /** Begins with every target for which there is something, and waits for none. */
  readonly send: () => Promise<void>
  /** Begins nothing more, cuts off what is under way, and waits for its end. */
  readonly stop: () => Promise<void>
}

export interface NotifierOptions extends Sending {
  readonly targets: readonly { readonly target: Target; readonly channel: Channel }[]
  /** Aborted by `stop`: what is under way ends. */
  readonly stopping: AbortController
  readonly onError: (target: string, error: unknown) => void
}

/** Whoever waits for the process kills it after ten. */
const longestStopMs = 5000
/** Connections that all targets together may take from the database and the network. */
const mostAtOnce = 8

export function createNotifier(options: NotifierOptions): Notifier {
  const { records, targets, stopping, onError, now } = options
  const running = new Map<string, Promise<void>>()
  const begin = ({ target, channel }: NotifierOptions['targets'][number]): void => {
    const task = sendDue(options, target, channel, stopping.signal)
      .catch((error: unknown) => onError(target.name, error))
      .finally(() => running.delete(target.name))
    running.set(target.name, task)
  }
  return {
    send: async () => {
      const idle = targets.map(({ target }) => target.name).filter((name) => !running.has(name))
      const waiting = await records.waiting(idle, now())
      for (const one of targets)
        if (!stopping.signal.aborted && running.size < mostAtOnce && waiting.includes(one.target.name))
          begin(one)
    },
    stop: async () => {
      stopping.abort()
      const all = Promise.all(running.values())
      // A mail server cannot be cut off; what it took is sent again, with the same id.
      await Promise.race([all, wait(longestStopMs, undefined, { ref: false })])
    },
  }
}
