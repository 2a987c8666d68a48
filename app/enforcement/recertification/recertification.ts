/**
 * How one approval of a recertification stands. `over`: there is nothing to confirm any more, because it was revoked, has expired,
 * or its repository is gone. `renewed`: another request was approved meanwhile. `lapsed`: nobody confirmed it in time.
 */
export type ItemState = 'open' | 'kept' | 'dropped' | 'renewed' | 'over' | 'lapsed'

/** One repository whose approvals are to be confirmed, as one: who keeps it keeps all that were given for it. People are opaque ids. */
export interface ReviewItem {
  /** As its reviewers call it: from 1 in each issue. */
  readonly number: number
  /** Our id. */
  readonly repository: string
  readonly state: ItemState
  /** Number of the issue in which it was asked for; null: there is none. */
  readonly issue: number | null
  /** Those in force that were given before the recertification began. */
  readonly approvals: readonly string[]
  /** Who asked for them. */
  readonly requestedBy: readonly string[]
  /** Whether another request of it was approved since. */
  readonly isRenewed: boolean
}

/** What the same reviewers are asked together, in one issue. */
export interface Review {
  readonly id: string
  readonly recertification: string
  /** As they are written: `acme/security`, `@ada`; empty: the Gatehouse owners. */
  readonly reviewers: readonly string[]
  readonly dueDays: number
  /** null: it was not made yet, so nobody was asked. */
  readonly issue: number | null
  readonly askedAt: Date | null
  /** When they were told that the time is over. */
  readonly overdueAt: Date | null
  /** Days before the end of which was told already. */
  readonly told: readonly number[]
  readonly items: readonly ReviewItem[]
}

/** Approvals of a repository that could be confirmed. */
export interface Candidate {
  /** Our id. */
  readonly repository: string
  /** Name of the group that decides about it; null: that is not settled. */
  readonly group: string | null
  /** As they were found when it was decided last. */
  readonly owners: { readonly owners: readonly string[]; readonly isSure: boolean } | null
  /** When the oldest of them was given. */
  readonly since: Date
}

export interface RecertificationRecords {
  /** Our id of the one that is open; undefined: none is. */
  readonly open: (organization: string) => Promise<string | undefined>
  /** When the last one was opened; undefined: there was none. */
  readonly lastOpenedAt: (organization: string) => Promise<Date | undefined>
  readonly candidates: (organization: string, now: Date) => Promise<readonly Candidate[]>
  readonly reviews: (recertification: string, now: Date) => Promise<readonly Review[]>
  readonly review: (review: string, now: Date) => Promise<Review | undefined>
  /** Of an issue in the policy repository, while its recertification is open. */
  readonly ofIssue: (organization: string, issue: number, now: Date) => Promise<Review | undefined>
}

export interface RecertificationRecorder {
  /** @returns our id; undefined: one is open already */
  readonly open: (
    opened: {
      readonly organization: string
      /** null: the policy. */
      readonly by: string | null
      readonly dueDays: number
    },
    at: Date,
  ) => Promise<string | undefined>
  /** @returns our id */
  readonly review: (
    recertification: string,
    organization: string,
    review: { readonly reviewers: readonly string[]; readonly repositories: readonly string[] },
  ) => Promise<string>
  /** Its issue was made. @returns false where it was already */
  readonly asked: (review: string, issue: number, at: Date) => Promise<boolean>
  /** @returns false where it is answered already */
  readonly answer: (
    review: string,
    number: number,
    state: Exclude<ItemState, 'open'>,
    by: string | null,
    at: Date,
  ) => Promise<boolean>
  /** @returns false where it was given already */
  readonly notice: (review: string, days: number, at: Date) => Promise<boolean>
  /** @returns false where they were told already */
  readonly overdue: (review: string, at: Date) => Promise<boolean>
  /** @returns false where it is closed already */
  readonly close: (recertification: string, at: Date) => Promise<boolean>
}
