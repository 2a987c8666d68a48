import type { ChannelKind, Digest } from './target.ts'

/** Which organizations' rows whoever asks may see: our ids. */
export type Visible = 'everything' | { readonly organizations: readonly string[] }

/** A target as people see it: nothing of it is secret. */
export interface ShownTarget {
  readonly name: string
  readonly channel: ChannelKind
  /** Of mail how many addresses; else the host that it is at, or where it goes by a secret address, nothing. */
  readonly where: string
  readonly events: readonly string[]
  readonly organizations: readonly string[] | null
  readonly owners: readonly string[] | null
  readonly names: boolean
  readonly digest: Digest['every'] | null
  readonly lastSentAt: Date | null
  /** Why the last try failed; null: it did not. */
  readonly lastError: string | null
  readonly lastFailedAt: Date | null
  readonly waiting: number
  readonly dead: number
}

/** A delivery that was given up. */
export interface FailedDelivery {
  /** `webhook-id`, and part of the message. */
  readonly id: string
  readonly target: string
  /** `github.com/acme` */
  readonly organization: string
  readonly createdAt: Date
  readonly failedAt: Date
  readonly attempts: number
  readonly lastError: string
  /** Ids of what it was to tell of. */
  readonly events: readonly string[]
}

export interface TestResult {
  readonly isSent: boolean
  /** Why not, without anything secret; null where it was. */
  readonly why: string | null
}

/** What screens, the API and the command line do with notifications. */
export interface Notifications {
  readonly listTargets: (visible: Visible) => Promise<readonly ShownTarget[]>
  /** Sends a message that says that it is a test, at once; undefined: there is no such target. Opens no ticket: it is looked for one. */
  readonly sendTest: (target: string) => Promise<TestResult | undefined>
  /** The newest first. */
  readonly listFailures: (visible: Visible, most?: number) => Promise<readonly FailedDelivery[]>
  /** Tries again what was given up: these, or all of them. @returns how many */
  readonly replay: (visible: Visible, deliveries?: readonly string[]) => Promise<number>
}
