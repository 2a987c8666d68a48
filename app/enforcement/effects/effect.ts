import type { Mode } from '../../../policies/policy-group.ts'
import type { EffectAction } from './effect-action.ts'

/**
 * Whose plan an effect belongs to. Each planner says all that it wants of one subject, and only what it planned itself is withdrawn
 * where it wants it no more. `decision`: what follows from the decision about a repository. `organization`: what concerns an
 * organization as a whole. `selection`: what has to be done with an installation before repositories can be taken from it. It is a
 * planner of its own, because nobody else's plan may withdraw a switch that is under way. `credentials`: the organization's tokens, and
 * the secrets that it gives to all. `kept`: what Gatehouse keeps of an organization itself, such as rulesets. `requests`: answers to
 * people. `previews`: what a change of the policy would do. `proposals`: policies that people
 * propose. `steps`: what is left to people. `person`: what somebody ordered, such as
 * undoing a wave.
 */
export type Planner =
  | 'decision'
  | 'organization'
  | 'selection'
  | 'credentials'
  | 'kept'
  | 'requests'
  | 'previews'
  | 'proposals'
  | 'steps'
  | 'person'

/** An effect that somebody wants. */
export interface WantedEffect {
  readonly action: EffectAction
  /** For people: why it is to be made. One sentence, without names of people and without paths. */
  readonly reason: string
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
  /** It is not to be made before; undefined: at once. */
  readonly notBefore?: Date
}

/**
 * How an effect stands. `planned`: to be made. `held`: it waits for a Gatehouse owner. `manual`: GitHub does not let us, and a
 * person has to; it is looked at again. The rest is final: `already-so` was found on GitHub before anything was sent, `withdrawn` is
 * not wanted any more.
 */
export type EffectState = 'planned' | 'held' | 'manual' | 'applied' | 'already-so' | 'failed' | 'withdrawn'
export type FinalState = Exclude<EffectState, 'planned' | 'held' | 'manual'>

export interface Effect extends WantedEffect {
  readonly id: string
  readonly organization: string
  /** null: it concerns the organization as a whole. */
  readonly repository: string | null
  readonly mode: Mode
  readonly state: EffectState
  /** Our id of the hold; null: none. */
  readonly hold: string | null
  readonly attempts: number
  readonly plannedAt: Date
  readonly problem: string | null
}

/**
 * Whether somebody waits for effects that are withdrawn: of what was held nothing may be left, and then its hold ends; of what people
 * were asked to do nothing, and then they are told. Pure.
 */
export const isAwaited = (withdrawn: readonly Pick<Effect, 'hold' | 'state'>[]): boolean =>
  withdrawn.some(({ hold, state }) => hold !== null || state === 'manual')
