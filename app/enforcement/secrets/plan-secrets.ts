import type { Fact } from '../../../policies/facts.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { GivenSecret } from '../effects/credential-actions.ts'
import type { WantedEffect } from '../effects/effect.ts'
import {
  isKeptOut,
  isLetIn,
  reasonFor,
  type AccessPlanning,
  type WantedAccess,
} from '../effects/wanted-access.ts'
import type { OrganizationReachFacts, SecretFact, SharedSecretFact } from '../inventory/facts.ts'

export interface SecretPlanning {
  readonly access: WantedAccess
  readonly decision: AccessPlanning['decision']
  readonly policy: Pick<Policy, 'changes' | 'connectionPaths'>
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  /** The organization's, as they were read last. */
  readonly shared: OrganizationReachFacts['secrets']
  /** The repository's own; undefined: they were not read now, and nothing new is said of them. */
  readonly own: Fact<readonly SecretFact[]> | undefined
  /** Names that prove an assistant (`provenSecretNames`). */
  readonly proven: ReadonlySet<string>
  /** Names that its workflows hand to an assistant (`handedSecretNames`). */
  readonly handed: ReadonlySet<string>
  /** What Gatehouse took from it and did not give back. */
  readonly taken: readonly Pick<GivenSecret, 'store' | 'name'>[]
}

/**
 * What is to be changed so that one repository gets no credential of an assistant that it may not have, and gets back what was
 * taken. What has another name, or cannot be narrowed, is left to a person. Nothing where that is not known. Pure.
 */
export function planSecrets(planning: SecretPlanning): readonly WantedEffect[] {
  const { access, decision, policy } = planning
  if (decision.mode !== 'enforce' || !policy.changes.secrets) return []
  if (!policy.connectionPaths.includes('secret')) return []
  if (isLetIn(access)) return planGiving(planning)
  if (!isKeptOut(access)) return []
  const reason = reasonFor(access, decision)
  return [...planTaking(planning), ...planByHand(planning)].map((action) => ({
    action,
    reason,
    policy: decision.policy,
  }))
}

/** Also where it has it again by now: that ends what is remembered of it. */
const planGiving = ({ taken, githubId, decision }: SecretPlanning): readonly WantedEffect[] =>
  taken.map(({ store, name }) => ({
    action: { kind: 'give-secret', store, name, githubId },
    reason: 'What kept an assistant out of it is over, and the secret was taken from it by Gatehouse.',
    policy: decision.policy,
  }))

function planTaking({ shared, proven, githubId }: SecretPlanning): readonly WantedEffect['action'][] {
  if (!shared.known) return []
  return shared.value
    .filter((secret) => proven.has(secret.name) && isSelectedFor(secret, githubId))
    .map(({ store, name }) => ({ kind: 'drop-secret', store, name, githubId }))
}

const isSelectedFor = ({ visibility, repositories }: SharedSecretFact, githubId: number): boolean =>
  visibility === 'selected' && repositories.known && repositories.value.has(githubId)

function planByHand(planning: SecretPlanning): readonly WantedEffect['action'][] {
  const { own, shared, proven, handed, githubId } = planning
  const isHanded = ({ name }: SecretFact): boolean => handed.has(name.toUpperCase()) && !proven.has(name)
  const ofRepository = (own?.known === true ? own.value : []).filter(
    (one) => proven.has(one.name) || isHanded(one),
  )
  const ofOrganization = (shared.known ? shared.value : []).filter(
    (one) => isHanded(one) && isSelectedFor(one, githubId),
  )
  const byHand = ({ store, name }: SecretFact, of: 'repository' | 'organization') =>
    ({ kind: 'secret-by-hand', of, store, name, githubId, isProof: proven.has(name) }) as const
  return [
    ...ofRepository.map((one) => byHand(one, 'repository')),
    ...ofOrganization.map((one) => byHand(one, 'organization')),
  ]
}
