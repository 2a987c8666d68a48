/** A server that answers, started by us or joined. */
export interface Running {
  /** Ends it where we started it. */
  readonly stop: () => Promise<void>
}

export interface KeptRunning {
  /** Keeps nothing running any more, and ends the server where we started it. */
  readonly close: () => Promise<void>
}

export interface KeepOptions {
  /** Whether anybody's server runs. */
  readonly isRunning: () => boolean
  /** Starts one, or joins one that somebody else has just started. */
  readonly open: () => Promise<Running>
  /** Told, in words, of what happened; the next look tries again. */
  readonly onEvent: (text: string) => void
  /** Milliseconds between looks: reading one small file. */
  readonly everyMs?: number
}

/**
 * Sees to it that a server runs as long as this process needs it: who joined one that another process had started goes on
 * when that process ends or is killed, and so does who started one that was killed by itself.
 */
export function keepRunning(
  first: Running,
  { isRunning, open, onEvent, everyMs = 500 }: KeepOptions,
): KeptRunning {
  let current = first
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  const reopen = async (): Promise<void> => {
    onEvent('the private PostgreSQL has ended; opening it again')
    // Of ours nothing runs any more; this gives its pipes back.
    await current.stop()
    current = { stop: async () => {} }
    current = await open()
    onEvent('the private PostgreSQL is open again')
  }
  const look = async (): Promise<void> => {
    try {
      if (!isRunning()) await reopen()
    } catch (error) {
      onEvent(
        `the private PostgreSQL could not be opened again: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
    wait()
  }
  let looking: Promise<void> = Promise.resolve()
  const wait = (): void => {
    if (isClosed) return
    timer = setTimeout(() => void (looking = look()), everyMs)
    // What else the process does keeps it alive.
    timer.unref()
  }
  wait()
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      // A server that is just being started must not be left behind.
      await looking
      await current.stop()
    },
  }
}
