import type { Finding } from '../scanner/engine/finding.ts'

export const findingStatuses = ['open', 'false-positive', 'risk-accepted', 'outside-diff', 'baseline'] as const
export type FindingStatus = (typeof findingStatuses)[number]

/** A finding with what people have said of it. Marked, never dropped. */
export interface AssessedFinding extends Finding {
  readonly status: FindingStatus
  /** Why it has that status, for people; absent while open. */
  readonly statusReason?: string
}
