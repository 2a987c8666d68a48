import type { Logger } from 'pino'
import type { Check } from './api/readiness.ts'
import type { GaugeSamples } from './api/metrics.ts'
import type { Closers } from './closers.ts'
import type { Config } from './config.ts'
import type { Store } from './database/store.ts'
import { isMigrated, readWorkFigures } from './database/work-figures.ts'
import { RateBudgetSpent } from './enforcement/rate-budget-spent.ts'
import type { Governor, StartGovernor } from './governor.ts'
import { accessTo, readAllCredentials } from './host-access.ts'
import type { DeployedHost } from './hosts.ts'
import { lanes } from './jobs/governing.ts'
import { startSchedules } from './jobs/schedules.ts'
import { createWorkQueue } from './jobs/work-queue.ts'
import { openDatabase } from './open-database.ts'
import { type OpenedSinks, openSinks } from './open-sinks.ts'
import { serve } from './serve.ts'

export interface WorkOptions {
  readonly config: Config
  readonly hosts: readonly DeployedHost[]
  readonly log: Logger
  readonly closers: Closers
  readonly signal: AbortSignal
  readonly addSecret: (secret: string) => void
  readonly startGovernor: StartGovernor | undefined
}

/** Opens everything in the order in which it depends on each other, and waits until it is told to stop; the closers close it. */
export async function work(options: WorkOptions): Promise<void> {
  const { config, log, closers, signal, addSecret, startGovernor } = options
  const hosts = options.hosts.map((host) => accessTo(host, addSecret))
  await readAllCredentials(hosts, (host, error) =>
    log.warn({ host, err: error }, 'a GitHub host has no credentials that can be used; the others go on'),
  )
  const { store, connection } = await openDatabase(options)
  let governor: Governor | undefined
  let sinks: OpenedSinks | undefined
  let isStarted = false
  closers.add('governor', async () => governor?.stop())
  const queue = await createWorkQueue(store, connection, lanes)
  closers.add('queue', queue.stop)
  governor = await startGovernor?.({ config, hosts, log, signal, store, queue })
  if (governor) {
    await queue.start(governor.run, {
      concurrency: {
        work: config.workers,
        wide: config.workers,
        scan: config.scan.atATime,
        change: config.workers,
      },
      lookAgainMs: config.waits.workMs,
      onError: (key, error) => tellOfFailure(log, { key }, error),
    })
    sinks = await openSinks({
      config,
      store,
      connection,
      now: () => new Date(),
      onError: (sink, error) => log.warn({ sink, err: error }, 'sending the audit log on failed'),
    })
    closers.add('sinks', sinks.stop)
    const schedules = startSchedules([...governor.schedules, ...sinks.schedules], {
      onError: (name, error) => tellOfFailure(log, { schedule: name }, error),
    })
    closers.add('schedules', schedules.stop)
    isStarted = true
  }
  await serve({
    config,
    hosts,
    log,
    store,
    signal,
    closers,
    checks: checksOf({ store, signal, isStarted: () => isStarted, governor, sinks }),
    figures: async () => ({
      ...(await workGauges(store)),
      ...(await governor?.figures()),
      ...(await sinks?.figures()),
    }),
    deliveryArrived: () => governor?.deliveryArrived(),
    readTicket: governor?.readTicket,
  })
  await aborted(signal)
  log.info('stopping')
}

/** What is only put off, because a limit is used up or the process stops, is no failure. */
function tellOfFailure(log: Logger, what: { key: string } | { schedule: string }, error: unknown): void {
  if (error instanceof RateBudgetSpent)
    log.info({ ...what, until: error.retryAt, why: error.message }, 'put off')
  else log.warn({ ...what, err: error }, 'work failed and will be tried again')
}

function checksOf({
  store,
  signal,
  isStarted,
  governor,
  sinks,
}: {
  readonly store: Store
  readonly signal: AbortSignal
  readonly isStarted: () => boolean
  readonly governor: Governor | undefined
  readonly sinks: OpenedSinks | undefined
}): readonly Check[] {
  return [
    { name: 'process', problem: () => (signal.aborted ? 'it is stopping' : undefined) },
    {
      name: 'database',
      problem: async () => ((await isMigrated(store)) ? undefined : 'its tables are of another version'),
    },
    { name: 'queue', problem: () => (isStarted() ? undefined : 'it is not started') },
    {
      name: 'governor',
      problem: () => (governor ? governor.problem() : 'this process takes webhooks in and works on nothing'),
    },
    { name: 'GitHub hosts', isRemark: true, problem: () => governor?.remark() },
    { name: 'enforcement', isRemark: true, problem: () => governor?.enforcement() },
    { name: 'SIEM', isRemark: true, problem: () => sinks?.remark() },
  ]
}

async function workGauges(store: Store): Promise<GaugeSamples> {
  const figures = await readWorkFigures(store)
  const by = (value: 'open' | 'failing' | 'oldestWaitSeconds') =>
    figures.map((figure) => ({ labels: { kind: figure.kind }, value: figure[value] }))
  return {
    gatehouse_work_open: by('open'),
    gatehouse_work_failing: by('failing'),
    gatehouse_work_oldest_wait_seconds: by('oldestWaitSeconds'),
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
