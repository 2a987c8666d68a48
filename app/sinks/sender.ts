import { setTimeout as wait } from 'node:timers/promises'
import type { OpenedSink } from './open-sink.ts'
import { runSink, type Running } from './run-sink.ts'
import type { SinkRow } from './records.ts'

/** Sends to all sinks, each by itself: one that is slow or dead holds up no other, and nobody who writes the record. */
export interface Sender {
  /** Begins with every sink for which there is something, and waits for none. */
  readonly send: () => Promise<void>
  /** Begins nothing more, cuts off what is under way, and waits for its end. */
  readonly stop: () => Promise<void>
}

export interface SenderOptions extends Running {
  readonly open: (sink: SinkRow) => Promise<OpenedSink>
  /** @returns what gives the lock back, and a signal that is aborted where it is lost; undefined: somebody else has it */
  readonly tryLock: (
    key: string,
  ) => Promise<{ readonly unlock: () => Promise<void>; readonly signal: AbortSignal } | undefined>
  readonly onError: (sink: string, error: unknown) => void
}

/** Connections that all sinks together may take from the database and the network. */
const mostAtOnce = 8
/** Whoever waits for the process kills it after ten. */
const longestStopMs = 5000

export function createSender(options: SenderOptions): Sender {
  const { records, now, open, tryLock, onError } = options
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  const opened = new Map<string, { readonly changedAt: Date; readonly sink: OpenedSink }>()

  const openedSink = async (row: SinkRow): Promise<OpenedSink> => {
    const known = opened.get(row.id)
    if (known?.changedAt.getTime() === row.changedAt.getTime()) return known.sink
    const sink = await open(row)
    opened.set(row.id, { changedAt: row.changedAt, sink })
    return sink
  }

  const run = async (id: string): Promise<void> => {
    const lock = await tryLock(`sink:${id}`)
    if (!lock) return
    try {
      const row = await records.read(id)
      if (!row) return void opened.delete(id)
      await runSink(options, id, await openedSink(row), AbortSignal.any([stopping.signal, lock.signal]))
    } finally {
      await lock.unlock()
    }
  }

  const begin = (id: string): void => {
    const task = run(id)
      .catch((error: unknown) => onError(id, error))
      .finally(() => running.delete(id))
    running.set(id, task)
  }

  return {
    send: async () => {
      for (const id of await records.due(now()))
        if (!stopping.signal.aborted && !running.has(id) && running.size < mostAtOnce) begin(id)
    },
    stop: async () => {
      stopping.abort()
      await Promise.race([Promise.all(running.values()), wait(longestStopMs, undefined, { ref: false })])
    },
  }
}
