import type { NewAuditEvent } from '../audit/event.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import type { Recorder } from '../records.ts'
import type { ActsFor } from '../approvals/approval.ts'
import type { Answer } from './answers.ts'

/** Something that a command writes to the records. */
export type Write =
  | {
      readonly kind: 'open'
      readonly days: number | null
      readonly reason: string
      /** null: it needs an issue of its own. */
      readonly issue: number | null
    }
  | {
      readonly kind: 'close'
      readonly request: string
      readonly state: 'approved' | 'denied' | 'withdrawn'
      readonly reason: string | null
    }
  | {
      readonly kind: 'approve'
      readonly approval: 'approval' | 'emergency'
      readonly request: string | null
      readonly requestedBy: string
      readonly actsFor: readonly ActsFor[]
      readonly expiresAt: Date
      readonly reason: string | null
      readonly ticket: string | null
      /** What the approver asks for besides. */
      readonly condition: string | null
    }
  | { readonly kind: 'end'; readonly approvals: readonly string[]; readonly reason: string }

/** What becomes of a command: everything in one transaction, or it waits until what is unknown can be read. */
export type Act =
  | { readonly isWaiting: true }
  | { readonly isWaiting: false; readonly writes: readonly Write[]; readonly answer: Answer }

/** What becomes of a command that is about something else than one request. */
export interface SideAct {
  readonly answer: Answer
  /** In the transaction in which it is dealt with; nothing where it changes nothing. */
  readonly write?: (recorder: Recorder, at: Date) => Promise<SideEffects>
}

export interface SideEffects {
  readonly events: readonly NewAuditEvent[]
  readonly actions: readonly EffectAction[]
  /** Our ids of those that are to be decided again. */
  readonly repositories: readonly string[]
}

export const waiting: Act = { isWaiting: true }
export const answered = (answer: Answer, writes: readonly Write[] = []): Act => ({
  isWaiting: false,
  writes,
  answer,
})
