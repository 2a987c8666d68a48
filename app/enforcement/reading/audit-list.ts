import type { AuditEvent, AuditKind } from '../audit/event.ts'

export interface AuditFilter {
  /** Our id: each organization has a chain of its own. */
  readonly organization: string
  readonly kinds?: readonly AuditKind[]
  /** Our opaque id of a person. */
  readonly actor?: string
  /** `repository:17` */
  readonly subject?: string
  readonly from?: Date
  /** Exclusive. */
  readonly to?: Date
  /** Words that its data hold, or of a repository's name or a person's login; all of them. */
  readonly search?: string
}

export interface AuditQuery extends AuditFilter {
  readonly order: 'newest' | 'oldest'
  readonly limit: number
  /** The sequence of the last event that is known already. */
  readonly after?: number
}

export interface AuditPage {
  readonly events: readonly AuditEvent[]
  /** The sequence to go on after; undefined: this was the last page. */
  readonly next: number | undefined
}
