/** Something that is done again and again. */
export interface Schedule {
  /** `redeliver`, for the log. */
  readonly name: string
  /** From the end of one run to the begin of the next, in milliseconds, give or take a tenth. */
  readonly everyMs: number
  /** @param signal aborted when the process stops */
  readonly run: (signal: AbortSignal) => Promise<void>
}

export interface Schedules {
  /** Begins nothing more, and waits for what is under way. */
  readonly stop: () => Promise<void>
}

export interface ScheduleOptions {
  readonly onError: (name: string, error: unknown) => void
  /** 0 … 1 */
  readonly random?: () => number
}

/** Several processes that started together must not ask GitHub together for ever. */
const jitter = 0.1
/** What is done once an hour is not waited for after a start. */
const longestFirstPauseMs = 1000

/**
 * Runs each of the schedules by itself, for the first time soon after the start. One that is slow is late and never runs twice
 * at a time; one that fails is told of and runs again.
 */
export function startSchedules(
  schedules: readonly Schedule[],
  { onError, random = Math.random }: ScheduleOptions,
): Schedules {
  const stopping = new AbortController()
  const running = schedules.map((schedule) => repeat(schedule, stopping.signal, onError, random))
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function repeat(
  { name, everyMs, run }: Schedule,
  signal: AbortSignal,
  onError: ScheduleOptions['onError'],
  random: () => number,
): Promise<void> {
  await pause(Math.min(everyMs * jitter, longestFirstPauseMs) * random(), signal)
  while (!signal.aborted) {
    try {
      await run(signal)
    } catch (error) {
      if (!signal.aborted) onError(name, error)
    }
    await pause(everyMs * (1 - jitter + 2 * jitter * random()), signal)
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
}
