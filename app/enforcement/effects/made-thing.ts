import type { MadeKind } from '../leaving/made-thing.ts'

/** Something that Gatehouse makes on GitHub, recorded so that it can be listed and taken away again. */
export interface NewMadeThing {
  /** Our id. */
  readonly organization: string
  /** Our id; null: it belongs to the organization as a whole. */
  readonly repository: string | null
  readonly kind: MadeKind
  /** By which it is known on GitHub: a number, a name. */
  readonly reference: string
  /** Written as JSON; without secrets and names of people. */
  readonly details?: unknown
}

/** What is recorded of something that was made. */
export interface MadeRecord extends NewMadeThing {
  readonly madeAt: Date
  /** null: it is there. */
  readonly removedAt: Date | null
}
