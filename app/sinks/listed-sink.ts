import type { SinkFormat, SinkSettings } from './settings.ts'

/** A sink as it is shown. Its secret never is. */
export interface ListedSink {
  readonly id: string
  readonly name: string
  /** Our id. */
  readonly organization: string
  readonly host: string
  readonly login: string
  readonly format: SinkFormat
  readonly logins: boolean
  /** null: they are none that this version knows. */
  readonly settings: SinkSettings | null
  readonly hasSecret: boolean
  readonly isPaused: boolean
  /** Login; null: erased. */
  readonly createdBy: string | null
  readonly createdAt: Date
  /** What keeps it from sending; null: nothing. */
  readonly problem: ListedProblem | null
  /** Tries in a row. */
  readonly failures: number
  readonly failingSince: Date | null
  /** When it is tried again; null: as soon as there is something. */
  readonly nextAt: Date | null
  readonly lastSentAt: Date | null
  /** Events that the receiver has confirmed, and how many of them it may have had before. */
  readonly sent: number
  readonly repeated: number
  /** Events that the receiver refused, and how many of them are being sent again. */
  readonly deadLetters: number
  readonly replaying: number
  /** What is in the record and was not sent yet, and how old the oldest of it is. */
  readonly lagEvents: number
  readonly lagSeconds: number
}

export interface ListedProblem {
  readonly code: string
  readonly says: string
  readonly todo: string
}

/** An event that a receiver refused. */
export interface ListedDeadLetter {
  readonly sequence: number
  /** null: it was deleted from the record. */
  readonly kind: string | null
  readonly subject: string | null
  readonly at: Date | null
  readonly problem: ListedProblem
  readonly refusedAt: Date
  readonly isReplaying: boolean
}
