/** `ending`: within 30 days. */
export const endingStates = ['in-force', 'ending', 'over'] as const
export type EndingState = (typeof endingStates)[number]

/** What is asked of a list of things that were given for a repository, each until a day. */
export interface EndingQuery {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly repository?: string
  readonly state: EndingState
  readonly limit: number
  /** Where the last page ended: when its last one ends or was over, and our id of it. */
  readonly after?: readonly [string, string]
}
