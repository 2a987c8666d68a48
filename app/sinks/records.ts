import type { EventLine } from '../enforcement/audit/record-line.ts'
import type { SinkProblem } from './problems.ts'
import type { SinkOrganization } from './render-event.ts'
import type { SinkFormat, SinkSettings } from './settings.ts'

/** A sink as it is set up, with how far it is. */
export interface SinkRow {
  readonly id: string
  readonly name: string
  readonly organization: SinkOrganization
  readonly format: SinkFormat
  readonly logins: boolean
  /** undefined: they are none that this version knows. */
  readonly settings: SinkSettings | undefined
  /** When settings or secret were changed last. */
  readonly changedAt: Date
  /** The last event that is settled: delivered, or put aside. */
  readonly cursor: number
  /** Where the batch ends that was begun and is not settled; undefined: none is. */
  readonly pendingLast: number | undefined
  /** How often that batch may have arrived. */
  readonly pendingTries: number
  /** In a row. */
  readonly failures: number
  readonly refusedInRow: number
}

/** What sinks need of the database. What they change counts only while nobody else has gone on meanwhile. */
export interface SinkRecords {
  /** Ids of sinks that are not paused, not waiting, and have something to send. */
  readonly due: (now: Date) => Promise<readonly string[]>
  /** undefined: it was ended. */
  readonly read: (sink: string) => Promise<SinkRow | undefined>
  /** @returns in order. @param last undefined: as far as there are */
  readonly events: (
    organization: string,
    range: { readonly after: number; readonly last: number | undefined; readonly limit: number },
  ) => Promise<readonly EventLine[]>
  /** Keeps where a batch ends before it is sent, so that after a crash the same one is sent again. */
  readonly begin: (sink: SinkRow, last: number) => Promise<void>
  readonly delivered: (
    sink: SinkRow,
    batch: { readonly last: number; readonly events: number; readonly isRepeated: boolean },
    at: Date,
  ) => Promise<void>
  /** Puts an event aside that the receiver refuses. */
  readonly refused: (sink: SinkRow, sequence: number, problem: SinkProblem, at: Date) => Promise<void>
  readonly failed: (sink: SinkRow, failure: SinkFailure, at: Date) => Promise<void>
  /** Sequences of events that were put aside and are to be sent again, in order. */
  readonly replays: (sink: string, most: number) => Promise<readonly number[]>
  /** @param problem undefined: it was delivered */
  readonly replayed: (
    sink: string,
    sequence: number,
    problem: SinkProblem | undefined,
    at: Date,
  ) => Promise<void>
}

export interface SinkFailure {
  readonly problem: SinkProblem
  readonly notBefore: Date
  readonly mayHaveArrived: boolean
}
