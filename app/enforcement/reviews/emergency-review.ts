/** Somebody other than who used an emergency has to look at what it was used for. People are opaque ids. */
export interface EmergencyReview {
  /** Our id of the emergency's approval. */
  readonly approval: string
  /** Our id. */
  readonly repository: string
  readonly usedBy: string
  readonly dueAt: Date
  /** Number of its issue; null: it was not made yet. */
  readonly issue: number | null
  /** When its being late was last spoken of. */
  readonly remindedAt: Date | null
  readonly reviewedAt: Date | null
}

export interface ReviewRecords {
  /** Those that nobody has reviewed. */
  readonly open: (organization: string) => Promise<readonly EmergencyReview[]>
  /** Of an emergency, by our id of its approval. */
  readonly of: (approval: string) => Promise<EmergencyReview | undefined>
  readonly ofIssue: (organization: string, issue: number) => Promise<EmergencyReview | undefined>
}

export interface ReviewRecorder {
  readonly open: (
    review: Pick<EmergencyReview, 'approval' | 'repository' | 'usedBy' | 'dueAt'> & {
      readonly organization: string
    },
  ) => Promise<void>
  readonly issue: (approval: string, issue: number) => Promise<void>
  readonly reminded: (approval: string, at: Date) => Promise<void>
  /** @returns false where it is reviewed already */
  readonly reviewed: (approval: string, by: string, words: string, at: Date) => Promise<boolean>
}
