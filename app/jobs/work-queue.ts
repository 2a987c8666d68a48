import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { recordWork } from '../database/ask-for-work.ts'
import type { Connection } from '../database/connection.ts'
import { isPooled } from '../database/is-pooled.ts'
import { startJobs } from '../database/start-jobs.ts'
import type { Store, Unit } from '../database/store.ts'
import { hearWork, type Hearing } from './hear-work.ts'
import { type Locks, openLocks } from './locks.ts'
import { retryAtOf, runOnce } from './run-once.ts'

/** Does what a key stands for. */
export type Run = (key: string, run: RunContext) => Promise<void>

export interface RunContext {
  /** Aborted when the run has lost its lock: somebody else may be at it. */
  readonly signal: AbortSignal
  /**
   * The one transaction that ends the run: what it writes counts only if nobody has taken the key over, and then the key is
   * done as of when the run began.
   * @param write asks for other keys with what it is given, as the last thing but the audit log
   */
  readonly finish: (
    write: (unit: Unit, want: (keys: readonly string[]) => Promise<void>) => Promise<void>,
  ) => Promise<void>
}

/**
 * Keys that are to be worked on, again whenever somebody asks. The rows of `work` are the truth; the queue only wakes
 * workers, so that losing a wake-up delays and never loses.
 */
export interface WorkQueue {
  /**
   * Asks for keys, in the transaction that makes them necessary.
   * @param urgency `first`: before what others have asked for, such as 50,000 repositories of a sweep; also where they have asked
   *   for the same key already
   */
  readonly want: (unit: Unit, keys: readonly string[], urgency?: Urgency) => Promise<void>
  /** Starts working. */
  readonly start: (run: Run, options: WorkerOptions) => Promise<void>
  /** Begins nothing more, lets what is under way finish, and ends. */
  readonly stop: () => Promise<void>
}

export type Urgency = 'first' | 'in-turn'

export interface WorkerOptions {
  /** How many keys at a time, by lane; one if left out. */
  readonly concurrency: Readonly<Record<string, number>>
  /** Milliseconds between looks for keys whose wake-up was lost, or that were asked for where nobody could be heard. */
  readonly lookAgainMs: number
  /** @param error one with a `retryAt`, a Date, has only put the key off until then */
  readonly onError: (key: string, error: unknown) => void
}

export interface WorkQueueOptions {
  /** What waits apart from the rest, so that long work never keeps short work waiting. */
  readonly lanes?: readonly string[]
  readonly laneOf?: (key: string) => string
}

const defaultLane = 'work'
/**
 * When pg-boss gives a wake-up up: as late as it lets us say. A process that dies is found by its heartbeat, and a run that takes
 * its time is not to be told that it failed.
 */
const expireInSeconds = 24 * 60 * 60
/** pg-boss takes the highest first. */
const firstPriority = 1
/** Milliseconds for which a timer is kept for a key that was put off; what takes longer is found by a look. */
const mostWaited = 10_000
/** Woken at a time by one look. */
const mostWoken = 1000

interface WakeOptions {
  readonly jobs?: Unit['jobs']
  /** Seconds */
  readonly startAfter?: number
  readonly urgency?: Urgency
}

export async function createWorkQueue(
  store: Store,
  connection: Connection,
  { lanes = [defaultLane], laneOf = () => defaultLane }: WorkQueueOptions = {},
): Promise<WorkQueue> {
  // Who listens through a pooler hears nothing, and others get what was meant for us: then we look.
  const pooled = await isPooled(connection)
  const boss = new PgBoss({ ...connection, max: 4, schema: 'jobs', useListenNotify: !pooled })
  // pg-boss tells of failed maintenance here and goes on; without a listener Node would end the process.
  boss.on('error', () => {})
  await startJobs(store, boss)
  // `short`: of each key at most one wake-up waits, however many ask.
  for (const lane of lanes)
    await boss.createQueue(lane, {
      policy: 'short',
      retryLimit: 0,
      heartbeatSeconds: 10,
      notify: true,
      deleteAfterSeconds: 60,
    })

  const wake = async (
    keys: readonly string[],
    { jobs, startAfter = 0, urgency = 'in-turn' }: WakeOptions = {},
  ): Promise<void> => {
    for (const lane of lanes) {
      // In one order, however they were found: two who wake the same keys at once would wait for each other.
      const own = keys.filter((key) => laneOf(key) === lane).toSorted()
      if (own.length === 0) continue
      await boss.insert(
        lane,
        own.map((key) => ({
          data: { key },
          singletonKey: key,
          expireInSeconds,
          priority: urgency === 'first' ? firstPriority : 0,
          ...(startAfter > 0 && { startAfter }),
        })),
        jobs ? { db: jobs } : {},
      )
      if (urgency === 'first') await bringForward(lane, own, jobs)
    }
  }

  /** Of a key whose wake-up waits already no second one was taken in: the one that waits goes first instead. */
  const bringForward = async (
    lane: string,
    keys: readonly string[],
    jobs: Unit['jobs'] | undefined,
  ): Promise<void> => {
    for (const key of keys)
      await boss.update(lane, undefined, {
        singletonKey: key,
        priority: firstPriority,
        ...(jobs && { db: jobs }),
      })
  }

  const wakeIn = (unit: Unit, keys: readonly string[], urgency?: Urgency): Promise<void> =>
    wake([...new Set(keys)].toSorted(), { jobs: unit.jobs, ...(urgency && { urgency }) })

  const want: WorkQueue['want'] = async (unit, keys, urgency) => {
    await recordWork(unit, keys)
    await wakeIn(unit, keys, urgency)
  }

  let locks: Promise<Locks> | undefined
  let hearing: Hearing | undefined
  let timer: NodeJS.Timeout | undefined
  const stopping = new AbortController()

  /** The one session of this process; a new one after it was lost. */
  const openedLocks = (): Promise<Locks> => {
    const forget = (): void => {
      locks = undefined
    }
    locks ??= openLocks(connection, { isPooled: pooled }).then(
      (opened) => {
        opened.signal.addEventListener('abort', forget, { once: true })
        return opened
      },
      (error: unknown) => {
        forget()
        throw error
      },
    )
    return locks
  }

  const handle = async (key: string, run: Run, onError: WorkerOptions['onError']): Promise<void> => {
    const own = await openedLocks()
    const unlock = await own.tryLock(key)
    // Who holds it may already have looked for the last time, so the wake-up must not be lost.
    if (!unlock) return wake([key], { startAfter: 1 })
    try {
      const context = { signal: own.signal, wake: wakeIn }
      while (!stopping.signal.aborted && (await runOnce(store, key, run, context))) {
        // Somebody asked again meanwhile.
      }
    } catch (error) {
      onError(key, error)
      void lookAfter(error)
    } finally {
      await unlock()
    }
  }

  /** What was put off for a moment is taken up when that is over, and not at the next look. */
  const lookAfter = async (error: unknown): Promise<void> => {
    const until = retryAtOf(error)
    const left = until === undefined ? Infinity : until.getTime() - Date.now()
    if (left >= mostWaited) return
    try {
      // The database's clock decides what is due, so a little later than ours says.
      await wait(Math.max(0, left) + 20, undefined, { signal: stopping.signal, ref: false })
      await lookAgain()
    } catch {
      // It stops, or the next look comes by itself.
    }
  }

  const lookAgain = async (): Promise<void> => {
    const open = await store.database
      .selectFrom('work')
      .select('key')
      .whereRef('done', '<', 'wanted')
      .where('not_before', '<=', sql<Date>`now()`)
      .orderBy('not_before')
      .limit(mostWoken)
      .execute()
    if (open.length > 0) await wake(open.map(({ key }) => key))
  }

  const start: WorkQueue['start'] = async (run, { concurrency, lookAgainMs, onError }) => {
    // One key a look, so that none waits behind a long one while another worker is idle.
    const open = async (lane: string): Promise<void> => {
      const worker = await boss.work<{ key: string }>(
        lane,
        {
          pollingIntervalSeconds: 1,
          // A notification that a dying session swallowed is made good by the next look; pg-boss would wait half a minute.
          notifyPollingIntervalSeconds: 1,
        },
        async ([job]) => {
          // What is not begun when the process stops is still open in the rows, and woken again.
          if (!job || stopping.signal.aborted) return
          const { key } = job.data
          await handle(key, run, onError).catch((error: unknown) => onError(key, error))
          // Where there was one there may be more: pg-boss would wait until the second is over.
          boss.notifyWorker(worker)
        },
      )
    }
    for (const lane of lanes) for (let each = 0; each < (concurrency[lane] ?? 1); each += 1) await open(lane)
    const look = async (): Promise<void> => {
      await lookAgain().catch((error: unknown) => onError('', error))
      if (!stopping.signal.aborted) timer = setTimeout(() => void look(), lookAgainMs)
    }
    await look()
    if (pooled) return
    // A person waits for what a command asks for, and a sweep does not.
    const heard = (keys: readonly string[]): Promise<void> =>
      keys.length > 0 ? wake(keys, { urgency: 'first' }) : lookAgain()
    hearing = hearWork(connection, {
      onAsked: (keys) => void heard(keys).catch((error: unknown) => onError('', error)),
    })
  }

  const stop = async (): Promise<void> => {
    stopping.abort()
    clearTimeout(timer)
    await hearing?.stop()
    await boss.stop({ graceful: true })
    await (await locks)?.close()
  }
  return { want, start, stop }
}
