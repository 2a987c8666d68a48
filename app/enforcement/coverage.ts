/** What one sweep looked at, and what it could not look at. Kept for ever, so that nobody has to believe it. */
export interface SweepCoverage {
  readonly repositories: number
  /** Whose paths were read and decision was made since the sweep began. */
  readonly read: number
  /** Whose content was scanned at the commit that its default branch has. */
  readonly scanned: number
  /** Whose content nobody asked to look at: no assistant is known to reach it. */
  readonly notWanted: number
  /** What could not be read or scanned, and why; at most a thousand are listed. */
  readonly failed: readonly CoverageGap[]
  readonly failedCount: number
  /** How many paths into repositories could not be read, by why. */
  readonly unknown: readonly { readonly path: string; readonly why: string; readonly repositories: number }[]
}

export interface CoverageGap {
  readonly repository: string
  readonly what: 'read' | 'scan'
  readonly why: string
}
