/** Something that happened, or is due, and that somebody may want to be told of. It is kept until everybody was: JSON, and never a secret. */
export interface Notice {
  /** Of `eventKinds`. */
  readonly event: string
  /** By which it is known again: a target is told of each once. */
  readonly key: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly organization: { readonly id: string; readonly host: string; readonly login: string }
  /** null: it is about the organization as a whole. */
  readonly repository: NoticedRepository | null
  /** What belongs together: a ticket is opened, and closed, for each. */
  readonly matter: string
  readonly phase: NoticePhase
  /** One sentence with counts and days; no name of a repository, a person or a file. '' where the title says all. */
  readonly detail: string
  /** Number of an issue in the policy repository, where it is dealt with. */
  readonly issue: number | null
}

/** What it means for the matter: it begins or goes on, or it is over. */
export type NoticePhase = 'opens' | 'closes'

export interface NoticedRepository {
  /** Our id. */
  readonly id: string
  readonly name: string
  /** As they are recorded: `@login`, `organization/team`. */
  readonly owners: readonly string[]
}
