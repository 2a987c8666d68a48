/** What GitHub answered to a request, so that the same need not be paid for again. */
export interface RememberedAnswer {
  /** As GitHub sent it. */
  readonly etag: string
  /**
   * Whether the tag was what `expectedTag` computes from the answer. Then the tag for any other token can be computed too;
   * else it is good for the token alone that the answer came to.
   */
  readonly isComputable: boolean
  /** The answer's text, without anything that could be a secret. */
  readonly body: string
  /** GitHub's `Link`, which leads to other pages. */
  readonly link: string | null
  /** Whether it was kept or used today already: using it again need not be kept. */
  readonly isFresh?: boolean
}

/** What answers are about: they are had and kept together. */
export interface AnswersPlace {
  /** Our id. */
  readonly organization: string
  /** An answer to another installation is of no use, and none of this one's business. */
  readonly installationId: number
  /** `organization`, `repository:17` */
  readonly subject: string
}

/** Keeps answers of GitHub; the database has it. Failures are thrown. */
export interface AnswerMemory {
  /** Everything that is kept of a subject, by path and query. */
  readonly load: (place: AnswersPlace) => Promise<ReadonlyMap<string, RememberedAnswer>>
  /**
   * @param changed new answers
   * @param used those that were asked for and still hold; what is in neither is forgotten
   */
  readonly keep: (
    place: AnswersPlace,
    changed: ReadonlyMap<string, RememberedAnswer>,
    used: readonly string[],
  ) => Promise<void>
}
