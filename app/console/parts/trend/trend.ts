export const trendTones = ['accent', 'success', 'danger', 'attention', 'done'] as const

/** Numbers over days. */
export interface Trend {
  readonly title: string
  /** `2026-11-27`, the oldest first, without gaps. */
  readonly days: readonly string[]
  readonly series: readonly {
    readonly name: string
    readonly tone: (typeof trendTones)[number]
    /** One for each day; null: nobody looked, and the line has a gap. */
    readonly values: readonly (number | null)[]
  }[]
}
