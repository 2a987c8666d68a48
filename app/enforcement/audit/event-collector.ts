import type { EventLine } from './record-line.ts'

/** What of one kind a record tells, and nobody has ended. */
export interface StillOpen<Told> {
  readonly open: readonly Told[]
  /** Events that do not say enough. */
  readonly unreadable: number
}

/** Collects of one kind, as the events of one organization pass by. */
export interface EventCollector<Collected> {
  readonly add: (line: EventLine) => void
  readonly collected: () => Collected
}
