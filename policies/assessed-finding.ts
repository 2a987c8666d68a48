import type { Finding } from '../scanner/engine/finding.ts'

export const findingStatuses = [
  'open',
  'false-positive',
  'risk-accepted',
  'outside-diff',
  'baseline',
] as const
export type FindingStatus = (typeof findingStatuses)[number]

/** That a secret was replaced at its service, so that the text in history opens nothing any more. */
export interface Rotation {
  readonly who: string
  /** Year-month-day. */
  readonly when: string
  /** What shows it: a ticket, a log entry, an address. */
  readonly evidence: string
}

/** A finding with what people have said of it. Marked, never dropped. */
export interface AssessedFinding extends Finding {
  readonly status: FindingStatus
  /** Why it has that status, for people; while open only where an allowlist entry for it does not count. */
  readonly statusReason?: string
  readonly rotated?: Rotation
  /** ISO 8601: when the status may change by itself, because an allowlist entry ends or begins. Absent: never. */
  readonly changesAt?: string
}
