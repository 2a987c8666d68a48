/** One worker process. */
export interface ChaosWorker {
  /** `kill -9`, without a chance to tidy up. Resolves when the process is gone. */
  readonly kill: () => Promise<void>
  /** Set once it has ended by itself, which a worker must not: what it printed last. */
  readonly ended: () => string | undefined
}

/** What of a decision must not depend on who was killed when. */
export interface SettledDecision {
  /** `owner/name` */
  readonly repository: string
  readonly outcome: string
  readonly group: string | null
  /** `check: state`, in the decision's order. */
  readonly reasons: readonly string[]
  /** `path: state`, sorted. */
  readonly reaches: readonly string[]
  /** Fingerprints with their places, sorted. */
  readonly findings: readonly string[]
}

export interface ChaosState {
  /** By GitHub's numeric ids. */
  readonly decisions: ReadonlyMap<number, SettledDecision>
  /** What the last sweep of each organization says, by login. */
  readonly coverage: ReadonlyMap<string, { readonly seen: number; readonly failed: readonly string[] }>
  /** What verifying each organization's audit chain found wrong. */
  readonly brokenChains: readonly string[]
}

/** The program under test: workers that share one database, and what they have written there. */
export interface ChaosProgram {
  readonly startWorker: () => ChaosWorker
  /** Asks for one more sweep of everything, as the schedule would. */
  readonly askForSweep: () => Promise<void>
  /** Whether all work that was asked for is done. */
  readonly isIdle: () => Promise<boolean>
  readonly readState: () => Promise<ChaosState>
  /** The same, by one fresh process on an empty database, undisturbed. */
  readonly computeFresh: () => Promise<ChaosState>
  readonly close: () => Promise<void>
}
