import type { GitHubOrganization } from '../github.ts'
import type { GitHubWriter } from '../github-writes.ts'
import type { KnownOrganization, OpenEffect, Recorder, Records } from '../records.ts'
import type { WritesSpent } from '../writes-spent.ts'
import type { Effect, FinalState } from './effect.ts'
import type { EffectAction, EffectKind } from './effect-action.ts'

/** What became of an effect when it was tried. */
export type Applied =
  | { readonly state: Exclude<FinalState, 'withdrawn'>; readonly problem?: string }
  /**
   * GitHub does not let us: a person has to. Why, and what to do, without the name of a repository: it stands in an issue of the
   * policy repository.
   */
  | { readonly state: 'manual'; readonly problem: string }

export interface HandlerContext {
  readonly organization: KnownOrganization
  readonly github: GitHubOrganization
  readonly writer: GitHubWriter
  readonly records: Records
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  readonly now: () => Date
  /** Every effect of the organization that is not over, as the run found them. */
  readonly open: readonly OpenEffect[]
  /** Those of them that nothing keeps from being made now. */
  readonly passed: readonly OpenEffect[]
  /** What is written when the results are: it may ask for repositories, and by then nobody takes what was done for not wanted. */
  readonly afterwards: (write: (recorder: Recorder) => Promise<void>) => void
  /**
   * To be called before anything is sent for these effects: an attempt is recorded of each.
   * @returns those that are still wanted
   */
  readonly attempt: <One extends Effect>(effects: readonly One[]) => Promise<readonly One[]>
  /** Its repository is not there any more: it is looked at again, and what was planned for it is withdrawn. */
  readonly gone: (effect: Effect) => void
  /** As much was written as may be, before all was made: what has a result is recorded, and the rest is put off. */
  readonly putOff: (spent: WritesSpent) => void
}

/** An effect whose action is of one kind. */
export type EffectOf<Kind extends EffectKind> = Effect & {
  readonly action: Extract<EffectAction, { readonly kind: Kind }>
}

/**
 * Makes effects of one kind, of one organization, as many as there are: it reads how GitHub is, sends what is missing, and reads
 * again. What passes by itself is thrown, and everything is tried again later.
 * @returns what became of each, by its id; one that is missing stays planned. Of another kind only what was made along with them
 */
export type Handler<Kind extends EffectKind> = (
  effects: readonly EffectOf<Kind>[],
  context: HandlerContext,
) => Promise<ReadonlyMap<string, Applied>>

export type Handlers = { readonly [Kind in EffectKind]: Handler<Kind> }
