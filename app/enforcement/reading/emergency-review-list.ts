export const reviewStates = ['open', 'reviewed'] as const

export interface EmergencyReviewQuery {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly state: (typeof reviewStates)[number]
  readonly limit: number
  /** Where the last page ended: when its last one is due or was reviewed, and our id of its approval. */
  readonly after?: readonly [string, string]
}

/** Somebody other than who used an emergency looks at what it was used for. */
export interface EmergencyReviewAccount {
  /** Our id of the emergency's approval. */
  readonly approval: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly repository: { readonly id: string; readonly name: string }
  /** Login; null: erased. */
  readonly usedBy: string | null
  readonly isMine: boolean
  /** Whether they see its repository. Else they may review it, and are told what its issue tells: not what others found. */
  readonly isSeen: boolean
  /** Why, as it was written. */
  readonly reason: string | null
  readonly ticket: string | null
  readonly usedAt: Date
  /** When its access ends or has ended. */
  readonly until: Date
  readonly dueAt: Date
  /** Its page on GitHub is this issue of the policy repository; null: it was not made yet, or is not made in this mode. */
  readonly issue: number | null
  readonly reviewedAt: Date | null
  readonly reviewedBy: string | null
  /** What was found, as it was written. */
  readonly words: string | null
}

export interface EmergencyReviewPage {
  readonly rows: readonly EmergencyReviewAccount[]
  readonly next: readonly [string, string] | undefined
}
