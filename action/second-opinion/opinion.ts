/** Something that Claude says of a line. It is no finding: nothing is decided by it. */
export interface OpinionNote {
  readonly path: string
  /** A line of the changed side, 1-based. */
  readonly line: number
  readonly severity: 'low' | 'medium' | 'high'
  /** Written by a model that read a stranger's text: escape it. */
  readonly title: string
  readonly explanation: string
}

export interface OpinionUsage {
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
  /** US dollars; undefined where the price is not known. */
  readonly cost: number | undefined
}

/** What came of asking. */
export type Opinion =
  /** It was not asked, because that is not allowed here. */
  | { readonly kind: 'refused'; readonly why: string }
  /** It was asked, or should have been, and there is no answer. */
  | { readonly kind: 'failed'; readonly why: string; readonly usage?: OpinionUsage }
  | {
      readonly kind: 'given'
      readonly notes: readonly OpinionNote[]
      /** In the order of the findings that were told, by their place among them. */
      readonly explanations: ReadonlyMap<number, string>
      /** Parts of the answer that were left out, because they were about nothing in the change. */
      readonly dropped: number
      /** Paths that Claude saw, and those that it did not, with the reason. */
      readonly sent: readonly string[]
      readonly notSent: readonly { readonly path: string; readonly why: string }[]
      readonly usage: OpinionUsage
    }
