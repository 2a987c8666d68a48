import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Decision } from '../../policies/decide.ts'
import type { Facts } from '../../policies/facts.ts'
import type { NewAuditEvent } from './audit/event.ts'
import type { OurInstallation, RepositorySnapshot } from './github.ts'
import type { ReachChange } from './inventory/reach-changes.ts'
import type { Reach } from './inventory/reach.ts'

/** One run of a key, as the use cases see it. */
export interface Run {
  /** Aborted when somebody else may be at the same key. */
  readonly signal: AbortSignal
  /** The one transaction that ends the run: what it writes, and that it is done, or nothing. */
  readonly finish: (write: (recorder: Recorder) => Promise<void>) => Promise<void>
  /** A transaction on the way: what it writes stays, also where the run fails later. */
  readonly note: (write: (recorder: Recorder) => Promise<void>) => Promise<void>
}

/** What a transaction may write. All of it happens together or not at all. */
export interface Recorder {
  readonly organizations: (
    host: string,
    found: readonly OurInstallation[],
    at: Date,
  ) => Promise<OrganizationChanges>
  /** @returns our ids, in the order of the snapshots */
  readonly snapshots: (
    organization: string,
    found: readonly RepositorySnapshot[],
    at: Date,
  ) => Promise<readonly string[]>
  /** What was not seen since is gone. @returns our ids of what has gone */
  readonly goneSince: (organization: string, at: Date) => Promise<readonly string[]>
  readonly reach: (repository: string, reaches: readonly Reach[], at: Date) => Promise<readonly ReachChange[]>
  readonly decision: (repository: string, made: MadeDecision, at: Date) => Promise<DecisionChange>
  readonly policy: (organization: string, version: PolicyVersion, at: Date) => Promise<void>
  readonly audit: (organization: string, at: Date, events: readonly NewAuditEvent[]) => Promise<void>
  readonly want: (keys: readonly string[]) => Promise<void>
}

export interface OrganizationChanges {
  /** Our ids. */
  readonly all: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** A decision with what it was made from, so that another policy can be tried on the same. */
export interface MadeDecision extends Decision {
  readonly mode: string
  /** The version of the policy. */
  readonly policy: string
  readonly facts: Facts
  readonly findings: readonly AssessedFinding[]
}

export interface DecisionChange {
  readonly before: Decision['outcome'] | undefined
  readonly isChanged: boolean
}

/** A policy as it was found; an invalid one is kept too, so that it can be shown, and the valid one before it stays in force. */
export interface PolicyVersion {
  /** `acme/gatehouse` */
  readonly repository: string
  readonly path: string
  readonly commit: string
  readonly text: string
  readonly allowlist: string | null
  readonly problems: readonly string[]
}
