import type { ConditionOf } from './condition-marks.ts'
import type { GoneHow } from '../hints.ts'
import type { Decision } from '../../../policies/decide.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Reason } from '../../../policies/readiness.ts'
import type { ActsFor } from '../approvals/approval.ts'
import type { AccessRequest, RequestSource } from './access-request.ts'

/** What was decided last of a repository. */
export interface LastDecision {
  readonly outcome: Decision['outcome']
  readonly group: string | null
  readonly mode: Mode
  readonly reasons: readonly Reason[]
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
}

/** Something that somebody wrote and that was dealt with. */
export interface Handled {
  readonly outcome: string
  readonly at: Date
}

/** An approved request whose term is not over yet. */
export interface RunningRequest extends AccessRequest {
  /** When the first of its approvals ends. */
  readonly endsAt: Date
  /** When the last of them was given. */
  readonly grantedAt: Date
  /** Days before the end of which was told already. */
  readonly told: readonly number[]
}

/** A request that nobody has answered. */
export interface PendingRequest extends AccessRequest {
  /** Its repository is not there any more, or not for us. */
  readonly isGone: boolean
  /** What GitHub has told of that; undefined: nothing. */
  readonly goneHow: GoneHow | undefined
  /** When each reminder was given, in order. */
  readonly reminded: readonly Date[]
}

/** What is read of requests. Ids are our own. */
export interface RequestRecords {
  /** How far comments were read; undefined: never. */
  readonly readTo: (organization: string) => Promise<Date | undefined>
  readonly handled: (
    organization: string,
    kind: 'issue' | 'comment',
    ids: readonly number[],
  ) => Promise<ReadonlyMap<number, Handled>>
  /** The newest request of an issue. */
  readonly ofIssue: (organization: string, issue: number) => Promise<AccessRequest | undefined>
  readonly openOf: (repository: string) => Promise<AccessRequest | undefined>
  readonly byId: (id: string) => Promise<AccessRequest | undefined>
  /** A repository of the organization that is there, by its name in any letter case. @returns our id */
  readonly repositoryNamed: (organization: string, name: string) => Promise<string | undefined>
  readonly lastDecision: (repository: string) => Promise<LastDecision | undefined>
  /** Those that are open, oldest first. */
  readonly pending: (organization: string) => Promise<readonly PendingRequest[]>
  readonly running: (organization: string, now: Date) => Promise<readonly RunningRequest[]>
  /** What somebody wrote when they let a repository in at once. */
  readonly emergency: (
    approval: string,
  ) => Promise<{ readonly reason: string; readonly ticket: string } | undefined>
  /** What somebody asked for besides when they approved a request last. */
  readonly condition: (of: ConditionOf) => Promise<string | undefined>
  /** Logins of people that were not erased. */
  readonly logins: (people: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export interface NewRequest {
  readonly organization: string
  readonly repository: string
  readonly requestedBy: string
  readonly reason: string
  readonly days: number | null
  readonly source: RequestSource
  readonly issue: number | null
}

export interface NewApproval {
  readonly organization: string
  readonly repository: string
  readonly request: string | null
  readonly kind: 'approval' | 'emergency'
  readonly by: string
  readonly requestedBy: string
  readonly actsFor: readonly ActsFor[]
  readonly expiresAt: Date
  readonly ticket: string | null
  readonly reason: string | null
  readonly condition: string | null
}

export interface RequestRecorder {
  /**
   * Whether what was judged is still so: nobody opened, closed, approved or ended anything of the repository meanwhile. Nobody can until the
   * transaction ends.
   */
  readonly isAsJudged: (
    repository: string,
    open: string | undefined,
    approvals: readonly string[],
  ) => Promise<boolean>
  readonly readTo: (organization: string, to: Date) => Promise<void>
  /** @returns false where it was dealt with already; what only waited may be dealt with */
  readonly handle: (
    organization: string,
    what: { readonly kind: 'issue' | 'comment'; readonly id: number },
    outcome: string,
    at: Date,
  ) => Promise<boolean>
  /** @returns our id; undefined: the repository has an open one */
  readonly open: (request: NewRequest, at: Date) => Promise<string | undefined>
  /** @returns false where it is over already */
  readonly close: (
    request: string,
    state: Exclude<AccessRequest['state'], 'open'>,
    by: string | null,
    reason: string | null,
    at: Date,
  ) => Promise<boolean>
  readonly issue: (request: string, issue: number) => Promise<void>
  /** @returns our id */
  readonly approve: (approval: NewApproval, at: Date) => Promise<string>
  /** @returns those that were in force until now */
  readonly end: (
    approvals: readonly string[],
    by: string | null,
    reason: string,
    at: Date,
  ) => Promise<readonly string[]>
  /** @returns false where it was given already */
  readonly notice: (request: string, days: number, at: Date) => Promise<boolean>
  /** @returns false where it was given already, or the request is over */
  readonly remind: (request: string, step: number, at: Date) => Promise<boolean>
}
