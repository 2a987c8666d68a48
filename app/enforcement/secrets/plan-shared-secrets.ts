import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { OrganizationReachFacts } from '../inventory/facts.ts'

/** Repositories that are kept from an assistant, as their decisions are enforced now. */
export interface KeptOut {
  readonly all: number
  /** Of these, those that are not public. */
  readonly notPublic: number
}

export interface SharedSecretPlanning {
  readonly policy: Pick<Policy, 'changes' | 'connectionPaths'>
  /** Our id of its version; null: the shipped one. */
  readonly version: string | null
  readonly shared: OrganizationReachFacts['secrets']
  readonly proven: ReadonlySet<string>
  readonly keptOut: KeptOut
}

/**
 * What a person has to do about credentials that the organization gives to all repositories, or all that are not public: GitHub
 * narrows none without its value. Pure.
 */
export function planSharedSecrets(planning: SharedSecretPlanning): readonly WantedEffect[] {
  const { policy, version, shared, proven, keptOut } = planning
  if (!policy.changes.secrets || !policy.connectionPaths.includes('secret') || !shared.known) return []
  return shared.value
    .filter(({ name, visibility }) => {
      const reached = visibility === 'all' ? keptOut.all : keptOut.notPublic
      return visibility !== 'selected' && proven.has(name) && reached > 0
    })
    .map(({ store, name }) => ({
      action: { kind: 'secret-by-hand', of: 'organization', store, name, githubId: null, isProof: true },
      reason: 'Repositories that are kept from the assistant get its credential.',
      policy: version,
    }))
}
