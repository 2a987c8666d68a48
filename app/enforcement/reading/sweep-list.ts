import type { SweepCoverage } from '../coverage.ts'

/** A whole look at an organization, and how far it went. */
export interface SweepSummary {
  readonly id: string
  /** Our id. */
  readonly organization: string
  readonly startedAt: Date
  /** null: it is under way. */
  readonly finishedAt: Date | null
  /** null: it is under way. */
  readonly coverage: Pick<
    SweepCoverage,
    'repositories' | 'read' | 'scanned' | 'notWanted' | 'failedCount'
  > | null
}

/** One with everything that it could not look at. */
export interface SweepAccount extends SweepSummary {
  readonly failed: SweepCoverage['failed']
  readonly unknown: SweepCoverage['unknown']
}

export interface SweepPage {
  readonly rows: readonly SweepSummary[]
  /** The id to go on after; undefined: this was the last page. */
  readonly next: string | undefined
}

/** How far a sweep has come. */
export interface Advance {
  /** Repositories that were looked at. */
  readonly done: number
  /** null: nobody knows yet. */
  readonly total: number | null
  /** What is under way, in words. */
  readonly doing: string
  /** `done`: none is under way. */
  readonly state: 'running' | 'done'
}
