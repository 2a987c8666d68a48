import type { ChangeSwitch } from '../../../policies/policy-changes.ts'
import type { Mode } from '../../../policies/policy-group.ts'

/** A repository on an assistant's installation, by GitHub's numeric ids. */
interface InstalledRepository {
  readonly assistant: string
  readonly installation: number
  readonly githubId: number
}

/** What one effect does on GitHub. Written to the database as it is: a kind that was released keeps its shape. */
export type EffectAction =
  | ({ readonly kind: 'connect' } & InstalledRepository)
  | ({
      readonly kind: 'disconnect'
      /** It is given back when what stands open in it is fixed. */
      readonly until?: 'fixed'
    } & InstalledRepository)

export type EffectKind = EffectAction['kind']

export interface EffectTraits {
  /** From which mode on it is made. */
  readonly mode: Mode
  /** By which the policy switches it on; undefined: the mode is enough. */
  readonly policySwitch: ChangeSwitch | undefined
  /** Whether it takes access away: those are what the blast radius counts. */
  readonly removes: boolean
  /** The lowest is made first: what gives access before what takes it. */
  readonly order: number
  /** By which two of them are the same. */
  readonly identity: (action: never) => string
}

const installed = ({ installation, githubId }: InstalledRepository): string => `${installation}:${githubId}`

/** What is to be known of each kind. */
export const effectTraits = {
  connect: {
    mode: 'enforce',
    policySwitch: 'connections',
    removes: false,
    order: 1,
    identity: (action: InstalledRepository) => `connect:${installed(action)}`,
  },
  disconnect: {
    mode: 'enforce',
    policySwitch: 'connections',
    removes: true,
    order: 2,
    identity: (action: InstalledRepository) => `disconnect:${installed(action)}`,
  },
} as const satisfies Record<EffectKind, EffectTraits>

/** What one of them does and to what: of two that would do the same, one is open at a time. */
export const identityOf = (action: EffectAction): string => effectTraits[action.kind].identity(action)

/**
 * Whose plan an effect belongs to. Each planner says all that it wants of one subject, and only what it planned itself is withdrawn
 * where it wants it no more. `decision`: what follows from the decision about a repository. `organization`: what concerns an
 * organization as a whole. `requests`: answers to people. `person`: what somebody ordered, such as undoing a wave.
 */
export type Planner = 'decision' | 'organization' | 'requests' | 'person'

/** An effect that somebody wants. */
export interface WantedEffect {
  readonly action: EffectAction
  /** For people: why it is to be made. One sentence, without names of people and without paths. */
  readonly reason: string
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
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
