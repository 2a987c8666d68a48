import type { Logger } from 'pino'
import type { ReadTicket } from './enforcement/requests/ticket.ts'
import type { GaugeSamples } from './api/metrics.ts'
import type { Config } from './config.ts'
import type { Store } from './database/store.ts'
import type { HostAccess } from './host-access.ts'
import type { Schedule } from './jobs/schedules.ts'
import type { Run, WorkQueue } from './jobs/work-queue.ts'

/** What the process has opened for whoever governs. It opened them and closes them. */
export interface GovernorParts {
  readonly config: Config
  readonly hosts: readonly HostAccess[]
  readonly log: Logger
  /** Aborted when the process is to stop. */
  readonly signal: AbortSignal
  readonly store: Store
  /** To ask for work with; it is started with the governor's `run` later. */
  readonly queue: WorkQueue
}

/** What the process does besides listening: `startGovernor` makes it, and the process keeps it going. */
export interface Governor {
  /** Does what a key of the queue stands for. */
  readonly run: Run
  /** Everything that is done again and again: handling deliveries, polling, redelivery, sweeps. */
  readonly schedules: readonly Schedule[]
  /** A delivery is durable: it need not wait for its schedule. Must not throw. */
  readonly deliveryArrived: () => void
  /** Why it cannot work, in words without anything secret; undefined: it can. */
  readonly problem: () => string | undefined
  /** What does not work now, though it works: of GitHub hosts. In words that anybody may read. */
  readonly remark: () => string | undefined
  /** What waits for a Gatehouse owner before anything is enforced. In words that anybody may read. */
  readonly enforcement: () => Promise<string | undefined>
  /** What it knows for the metrics: decisions, sweeps, rate limits. */
  readonly figures: () => Promise<GaugeSamples>
  /** Reads tickets of other systems. */
  readonly readTicket: ReadTicket
  /** Called when schedules and queue have ended. */
  readonly stop: () => Promise<void>
}

export type StartGovernor = (parts: GovernorParts) => Promise<Governor>
