/** One worker process. */
export interface ChaosWorker {
  /** `kill -9`, without a chance to tidy up. Resolves when the process is gone. */
  readonly kill: () => Promise<void>
  /** As a system ends it: it finishes what is under way. Resolves when the process is gone. */
  readonly stop: () => Promise<void>
  /** Set once it has ended by itself, which a worker must not: what it printed last. */
  readonly ended: () => string | undefined
}

/** What of a decision must not depend on who was killed when; `compare-states.ts` says how it is compared. */
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
  /** The commit of the default branch that was scanned last; null: none was. */
  readonly scanned: string | null
}

export interface SettledCoverage {
  readonly seen: number
  /** How many of them were read and decided since that sweep began. */
  readonly read: number
  readonly failed: readonly string[]
}

/** Something that is to be changed on GitHub and is not yet. */
export interface OpenChange {
  /** Login of the organization. */
  readonly organization: string
  /** By `placeOf`; undefined: it concerns the organization. */
  readonly place: string | undefined
  readonly kind: string
  /** `later`: it is planned, and its time has not come. */
  readonly state: 'planned' | 'later' | 'waiting' | 'held' | 'manual'
  /** Why it waits. */
  readonly problem?: string | null
}

/** What a version of a policy lets be changed, from the instant on at which it was found. */
export interface RecordedSwitches {
  readonly at: number
  /** Names of what is switched on; `issues` where owners are told by issues. */
  readonly on: ReadonlySet<string>
}

export interface LetPass {
  /** Login of the organization. */
  readonly organization: string
  /** By `placeOf`; undefined: it concerns the organization. */
  readonly place: string | undefined
  readonly kind: string
  readonly at: number
}

/** How many effects of a kind came to which end, and how often they were tried. */
export interface ReachedKind {
  readonly kind: string
  readonly state: string
  readonly count: number
  readonly attempts: number
  /** Of how many a second attempt was needed. */
  readonly again: number
}

/** Gatehouse was to leave an organization from one instant until another. */
export interface Leaving {
  /** Login of the organization. */
  readonly organization: string
  readonly from: number
  /** Infinity: it still is. */
  readonly until: number
  /** What it has made there and has not taken away yet, though it can be: `ruleset 7`. */
  readonly left: readonly string[]
  /** What was planned meanwhile and nobody ordered: `keep-ruleset`. */
  readonly planned: readonly string[]
}

/** What a person ordered to be given back, and what became of it. */
export interface RecordedOrder {
  /** Login of the organization. */
  readonly organization: string
  readonly place: string | undefined
  readonly kind: string
  readonly state: string
  /** When it was ordered, and when it was over; Infinity: it is not. */
  readonly from: number
  readonly until: number
  /** Whether its repository is there no more. */
  readonly isGone: boolean
}

/** How often something was answered that somebody wrote in a policy's repository. */
export interface RecordedAnswer {
  /** Login of the organization. */
  readonly organization: string
  /** `comment:17`, by GitHub's id. */
  readonly about: string
  /** Of answers that are on GitHub; one that only says that it waits is none. */
  readonly given: number
  /** Of answers that are still to be given. */
  readonly open: number
}

export interface RecordedPress {
  /** By `placeOf`. */
  readonly place: string
  readonly login: string
  readonly button: string
  /** null: nobody has dealt with it yet. */
  readonly outcome: string | null
}

export interface RecordedEmergency {
  /** Login of the organization. */
  readonly organization: string
  /** Our id of the approval. */
  readonly id: string
  /** Number of the issue that asks for its review; null: there is none; undefined: nobody has to review it. */
  readonly issue: number | null | undefined
  readonly isReviewed: boolean
}

/** What is recorded of when things were decided, and what was let pass. Times are milliseconds since 1970. */
export interface RecordedActs {
  /** What was decided when, by `placeOf`, oldest first. */
  readonly outcomes: ReadonlyMap<string, readonly { readonly at: number; readonly outcome: string }[]>
  /** When changes of each organization were accepted first, by login. */
  readonly acceptedAt: ReadonlyMap<string, number>
  /** Changes of everything were paused from one instant until another. */
  readonly pauses: readonly { readonly from: number; readonly until: number }[]
  /** By the organization's login, oldest first. */
  readonly switches: ReadonlyMap<string, readonly RecordedSwitches[]>
  readonly kinds: readonly ReachedKind[]
  /** How often each kind of event is in the log. */
  readonly events: ReadonlyMap<string, number>
  readonly leaving: readonly Leaving[]
  readonly orders: readonly RecordedOrder[]
  readonly answers: readonly RecordedAnswer[]
  readonly presses: readonly RecordedPress[]
  readonly emergencies: readonly RecordedEmergency[]
  /** What came to its end after a Gatehouse owner had let it pass. */
  readonly letPass: readonly LetPass[]
  readonly open: readonly OpenChange[]
}

export interface ChaosState {
  /** By `placeOf`: a repository that moved may be decided in two organizations, which must not hide each other. */
  readonly decisions: ReadonlyMap<string, SettledDecision>
  /** What the last sweep of each organization says, by login. */
  readonly coverage: ReadonlyMap<string, SettledCoverage>
  /** What the audit logs say that cannot be: a broken chain, something recorded twice. */
  readonly brokenRecords: readonly string[]
  /** undefined: it changes nothing on GitHub. */
  readonly acts?: RecordedActs
}

/** @param githubId of the repository */
export const placeOf = (login: string, githubId: number): string => `${login}#${githubId}`

/** What people do in Gatehouse, and not on GitHub. Each @returns what it did, for the log. */
export interface ActingHands {
  /** Every organization's changes are accepted, once there are some. */
  readonly accept: () => Promise<void>
  /**
   * @param repository GitHub's id; it may not be known yet
   * @param lasting milliseconds; a month if left out
   */
  readonly approve: (repository: number, lasting?: number) => Promise<string>
  /** Every approval in force is to be confirmed. */
  readonly recertify: () => Promise<string>
  readonly endApprovals: (repository: number) => Promise<string>
  /** Gatehouse owners let every plan pass that waits for them. */
  readonly letPass: () => Promise<string>
  /** Every wave is undone as far as the policy in force does not take the same again. */
  readonly undoWaves: () => Promise<string>
  /** Gatehouse is to leave an organization, and to take away what it has made there. @param login of the organization */
  readonly leave: (login: string) => Promise<string>
  /**
   * Somebody proposes a policy in the console.
   * @param policy GitHub's id of the repository that holds it
   */
  readonly propose: (policy: number, text: string) => Promise<string>
  /** It stays wherever it was to leave. */
  readonly stay: () => Promise<string>
  /** Exceptions that are in force, with the issue in which each was granted. */
  readonly exceptions: () => Promise<
    readonly { readonly id: string; readonly issue: number; readonly login: string }[]
  >
  readonly pause: () => Promise<string>
  readonly resume: () => Promise<string>
  /** A sweep is due, whether or not one is under way. */
  readonly sweep: () => Promise<string>
  /** What was done and made last in a repository, for whoever looks for what went wrong. @param name `owner/name`, or as `placeOf` */
  readonly lastDone: (name: string) => Promise<readonly string[]>
  /** Everything that was planned to be taken in an organization, and what became of it; for the same. @param login of the organization */
  readonly taken: (login: string) => Promise<readonly string[]>
}

/** The program under test: workers that share one database, and what they have written there. */
export interface ChaosProgram {
  readonly startWorker: () => ChaosWorker
  /** undefined: it changes nothing on GitHub. */
  readonly acting?: ActingHands
  /** Ends every session that the workers have with the database. */
  readonly cutConnections: () => Promise<void>
  /** Asks for one more sweep of everything, as the schedule would: nothing else is hurried. */
  readonly askForSweep: () => Promise<void>
  /** What was asked for and is not done, in words. */
  readonly openWork: () => Promise<readonly string[]>
  /** Errors that neither a death nor a fault of GitHub explains, as workers and database told of them until now. */
  readonly problems: () => readonly string[]
  readonly readState: () => Promise<ChaosState>
  /** The same, by one fresh process on an empty database, undisturbed. */
  readonly computeFresh: () => Promise<ChaosState>
  readonly close: () => Promise<void>
}
