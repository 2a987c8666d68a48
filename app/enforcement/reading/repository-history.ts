import type { AuditEvent, AuditKind } from '../audit/event.ts'

export interface HistoryQuery {
  /** Our id. */
  readonly repository: string
  readonly kinds?: readonly AuditKind[]
  readonly limit: number
  /** The sequence of the last event that is known already. */
  readonly after?: number
}

/** An event as those are told who see its repository, and perhaps nothing else of the organization. */
export type HistoryEvent = Pick<AuditEvent, 'sequence' | 'at' | 'kind' | 'actor' | 'subject' | 'data'>

export interface HistoryPage {
  readonly events: readonly HistoryEvent[]
  /** The sequence to go on after; undefined: this was the last page. */
  readonly next: number | undefined
}

/** Without what a change would write, which may name what is the organization's: its kind and its reason say enough. Pure. */
export function toldOfRepository({ sequence, at, kind, actor, subject, data }: AuditEvent): HistoryEvent {
  const { action = null, ...rest } = data
  const about = action !== null && typeof action === 'object' && 'kind' in action ? action['kind'] : undefined
  return {
    sequence,
    at,
    kind,
    actor,
    subject,
    data: typeof about === 'string' ? { ...rest, kind: about } : rest,
  }
}
