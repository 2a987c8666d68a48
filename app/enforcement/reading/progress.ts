import type { EffectKind } from '../effects/effect-action.ts'
import type { EffectState } from '../effects/effect.ts'
import type { InboxRequest } from './request-list.ts'

/** A request, and whether something of it is still under way: its repository is decided anew, or GitHub changed because of that. */
export interface RequestProgress extends InboxRequest {
  readonly isUnderWay: boolean
}

/** How one change on GitHub stands. */
export interface ChangeProgress {
  readonly id: string
  readonly kind: EffectKind
  /** null: it concerns the organization as a whole. */
  readonly repository: { readonly id: string; readonly name: string } | null
  readonly reason: string
  readonly state: EffectState
  readonly problem: string | null
  readonly attempts: number
  readonly plannedAt: Date
  readonly notBefore: Date
  /** null: it is not over. */
  readonly finishedAt: Date | null
}

/** How far an organization's changes are. */
export interface PlanProgress {
  /** To be made by Gatehouse. */
  readonly planned: number
  /** They wait for a Gatehouse owner. */
  readonly held: number
  /** They wait for a person to make them. */
  readonly manual: number
  /** Of those that are open, the newest; null: none is. */
  readonly plannedAt: Date | null
  /** When the last one was over; null: none was. */
  readonly finishedAt: Date | null
}
