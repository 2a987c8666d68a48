import { forgetDeliveries } from '../database/deliveries.ts'
import { readDueDecisions } from '../database/decisions.ts'
import { createRecords } from '../database/records.ts'
import type { Store } from '../database/store.ts'
import { readOpenSweeps } from '../database/sweeps.ts'
import type { GitHubHost } from '../enforcement/github.ts'
import type { WantsScan } from '../enforcement/reconcile-repository.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { dispatchDeliveries, mostAtOnce, type ReadWebhook } from './dispatch-deliveries.ts'
import { runKey, type ScanRepository } from './run-key.ts'
import { type Schedule, startSchedules } from './schedules.ts'
import type { WorkQueue } from './work-queue.ts'

/** A GitHub host of this deployment. */
export interface GovernedHost {
  /** Our id. */
  readonly id: string
  readonly github: GitHubHost
  readonly readWebhook: ReadWebhook
}

export interface GovernorParts {
  readonly store: Store
  readonly queue: WorkQueue
  readonly hosts: readonly GovernedHost[]
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  /** Minutes from one look at everything to the next. */
  readonly sweepMinutes: number
  /** How many keys at a time, by lane. */
  readonly concurrency: Readonly<Record<'work' | 'scan', number>>
  readonly wantsScan: WantsScan
  readonly scanRepository: ScanRepository
  readonly schedules: readonly Schedule[]
  readonly now: () => Date
  /** @param what a key of the queue, or the name of a schedule */
  readonly onError: (what: string, error: unknown) => void
}

/** What looks after everything, until it is stopped. */
export interface Governor {
  /** A webhook was kept: no need to wait for the next look. */
  readonly wake: () => void
  /** Begins nothing more, and lets what is under way finish. */
  readonly stop: () => Promise<void>
}

/** Lanes of the queue: scanning takes minutes, and decisions must not wait behind it. */
export const lanes = {
  lanes: ['work', 'scan'],
  laneOf: (key: string): string => (key.startsWith('scan:') ? 'scan' : 'work'),
}

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
/** Deliveries are kept this long: as long as GitHub itself keeps them, at most. */
const deliveriesKept = 7 * day
const mostDue = 1000

export async function startGovernor(parts: GovernorParts): Promise<Governor> {
  const { store, queue, hosts, onError, now } = parts
  const records = createRecords(store, queue.want)
  const works = {
    ...parts,
    records,
    want: queue.want,
    hosts: new Map(hosts.map(({ id, github }) => [id, github])),
  }
  await queue.start((key, context) => runKey(works, key, context), {
    concurrency: parts.concurrency,
    lookAgainMs: 5 * second,
    onError,
  })
  const dispatch = onceAtATime(async () => {
    const byName = new Map(hosts.map(({ id, github, readWebhook }) => [github.name, { id, readWebhook }]))
    while ((await dispatchDeliveries({ ...parts, want: queue.want, hosts: byName })) === mostAtOnce) {
      // There are more.
    }
  })
  const want = (keys: readonly string[]): Promise<void> =>
    keys.length === 0 ? Promise.resolve() : store.transact((unit) => queue.want(unit, keys))
  const own: readonly Schedule[] = [
    {
      name: 'sweep',
      everyMs: parts.sweepMinutes * minute,
      run: () => want(hosts.map(({ id }) => keyOf('host', id))),
    },
    { name: 'deliveries', everyMs: second, run: dispatch },
    {
      name: 'due-decisions',
      everyMs: minute,
      run: async () =>
        want((await readDueDecisions(store, now(), mostDue)).map((id) => keyOf('repository', id))),
    },
    {
      name: 'coverage',
      everyMs: 2 * second,
      run: async () => want((await readOpenSweeps(store)).map((id) => keyOf('coverage', id))),
    },
    {
      name: 'forget-deliveries',
      everyMs: day,
      run: async () => void (await forgetDeliveries(store, new Date(now().getTime() - deliveriesKept))),
    },
  ]
  const schedules = startSchedules([...own, ...parts.schedules], { onError })
  return {
    wake: () => void dispatch().catch((error: unknown) => onError('deliveries', error)),
    stop: async () => {
      await schedules.stop()
      await queue.stop()
    },
  }
}

/** Makes a task that, asked for while it runs, runs once more after that, and never twice at a time. */
function onceAtATime(task: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let isAskedAgain = false
  const run = async (): Promise<void> => {
    do {
      isAskedAgain = false
      await task()
    } while (isAskedAgain)
  }
  return () => {
    if (running) isAskedAgain = true
    else
      running = run().finally(() => {
        running = undefined
      })
    return running
  }
}
