import type { Mode } from '../../../policies/policy-group.ts'
import type { EffectKind } from '../effects/effect-action.ts'
import type { EffectState, FinalState } from '../effects/effect.ts'

export const finalStates = [
  'applied',
  'already-so',
  'failed',
  'withdrawn',
] as const satisfies readonly FinalState[]

export interface ChangeQuery {
  readonly organization: string
  /** Our id. */
  readonly repository?: string
  readonly states?: readonly FinalState[]
  readonly kinds?: readonly EffectKind[]
  readonly limit: number
  /** When the last one of the page before was over, and our id of it. */
  readonly after?: readonly [string, string]
}

/** Something that Gatehouse changed on GitHub, tried, or did not have to. */
export interface PastChange {
  readonly id: string
  readonly kind: EffectKind
  readonly repository: { readonly id: string; readonly name: string } | null
  readonly reason: string
  readonly state: FinalState
  readonly problem: string | null
  readonly attempts: number
  readonly plannedAt: Date
  readonly finishedAt: Date
}

export interface ChangePage {
  readonly rows: readonly PastChange[]
  readonly next: readonly [string, string] | undefined
}

/** Something that is to be changed. */
export interface OpenChange {
  readonly id: string
  readonly kind: EffectKind
  /** null: it concerns the organization as a whole, or a repository that the asker does not see. */
  readonly repository: { readonly id: string; readonly name: string } | null
  readonly reason: string
  readonly state: Exclude<EffectState, FinalState>
  readonly problem: string | null
  readonly plannedAt: Date
  readonly notBefore: Date
}

/** What is open for an organization, what keeps it, and what an acceptance would let pass. */
export interface ShownPlanRecord {
  readonly organization: string
  /** By which an acceptance says what it is of; null: nothing waits for one. */
  readonly digest: string | null
  /** How many an acceptance lets pass. */
  readonly awaiting: number
  readonly isAccepted: boolean
  /** Why nothing to be enforced is made yet; null: it may be. */
  readonly notAccepted: string | null
  readonly pause: { readonly reason: string; readonly at: Date | null; readonly by: string | null } | null
  readonly hold: { readonly why: string; readonly openedAt: Date } | null
  readonly ceiling: Mode
  /** About when what may be made now will be done; null: nothing may be. */
  readonly doneAt: Date | null
  readonly writes: number
  readonly counts: readonly { readonly kind: string; readonly state: string; readonly count: number }[]
  /** The first of them, in the order in which they are made. */
  readonly changes: readonly OpenChange[]
  /** How many more there are than `changes` shows. */
  readonly more: number
}

/** What undoing a wave gives back. */
export interface WaveItem {
  readonly repository: { readonly id: string; readonly name: string }
  readonly kind: string
  /** The policy in force would take it once more, so it stays. */
  readonly isTakenAgain: boolean
}
