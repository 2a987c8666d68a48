/** The numbers that matter first, over everything that somebody sees. */
export interface Overview {
  readonly repositories: number
  /** What is open where an assistant can read it now. */
  readonly exposed: { readonly secrets: number; readonly files: number; readonly repositories: number }
  /** What is open anywhere. */
  readonly open: { readonly secrets: number; readonly files: number; readonly repositories: number }
  readonly reach: {
    /** An assistant reaches them by a path. */
    readonly reached: number
    /** Of these, where it may. */
    readonly allowed: number
    /** Of the reached ones: Gatehouse can change every path; some it can only see. */
    readonly canChange: number
    readonly onlySee: number
    /** Nothing is seen to reach them, and there is a path that could not be looked at. */
    readonly cannotSee: number
  }
  /** Repositories with an open request. */
  readonly waiting: number
  /** Repositories whose last approval ends within `expiringDays`. */
  readonly expiring: number
  readonly unowned: number
  readonly undecided: number
  /** Repositories whose last scan failed. */
  readonly notScanned: number
}

export const expiringDays = 30
export const trendDays = 90

/** One day of organizations that are seen wholly; days on which nothing was recorded are left out. */
export interface TrendDay {
  /** `2026-11-27`, in UTC. */
  readonly day: string
  readonly reached: number
  readonly allowed: number
  readonly exposedSecrets: number
}
