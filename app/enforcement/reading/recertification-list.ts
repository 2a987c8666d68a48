import type { ItemState } from '../recertification/recertification.ts'

export const recertificationStates = ['open', 'closed'] as const

export const itemStates = [
  'open',
  'kept',
  'dropped',
  'renewed',
  'over',
  'lapsed',
] as const satisfies readonly ItemState[]

export interface RecertificationQuery {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly state?: (typeof recertificationStates)[number]
  readonly limit: number
  /** Our id of the last one of the page before. */
  readonly after?: string
}

/** How many approvals stand how: of the repositories that whoever asks can see, and all of a review that they may answer. */
export type ItemCounts = Readonly<Record<ItemState, number>>

/** What the same reviewers are asked. */
export interface ReviewAccount {
  readonly id: string
  /** Teams and people, as they are asked; empty: the Gatehouse owners. */
  readonly reviewers: readonly string[]
  /** null: nobody was asked yet. */
  readonly issue: number | null
  readonly askedAt: Date | null
  /** When they were told that their time is over; null: they were not. */
  readonly overdueAt: Date | null
  readonly counts: ItemCounts
}

/** Approvals of an organization that are confirmed again. */
export interface RecertificationRow {
  readonly id: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly openedAt: Date
  /** Login; null: the policy opened it, or they were erased. */
  readonly openedBy: string | null
  readonly dueDays: number
  /** null: it is open. */
  readonly closedAt: Date | null
  readonly reviews: readonly ReviewAccount[]
}

/** The same, with where its issues are: this, a slash and a number. */
export interface RecertificationAccount extends RecertificationRow {
  readonly issuesPage: string
}

interface Paged<Row> {
  readonly rows: readonly Row[]
  readonly next: string | undefined
}

export type RecertificationRowPage = Paged<RecertificationRow>
export type RecertificationPage = Paged<RecertificationAccount>

export interface ItemQuery {
  readonly recertification: string
  readonly states?: readonly ItemState[]
  readonly limit: number
  /** Our id of the last one's review, and its number there. */
  readonly after?: readonly [string, string]
}

/** One repository whose approvals are to be confirmed, with what was answered. */
export interface ItemAccount {
  readonly review: string
  /** As its reviewers call it, from 1 in each issue. */
  readonly number: number
  /** null: whoever asks may answer it, and does not see the repository on GitHub. */
  readonly repository: { readonly id: string; readonly name: string } | null
  /** In which it was asked for, in the policy repository; null: there is none. */
  readonly issue: number | null
  readonly state: ItemState
  /** Login; null: nobody has, or they were erased. */
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
}

export interface ItemPage {
  readonly rows: readonly ItemAccount[]
  readonly next: readonly [string, string] | undefined
}
