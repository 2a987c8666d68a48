import type { Changes } from '../../../policies/policy-changes.ts'
import { type EffectKind, effectTraits, identityOf, type WantedEffect } from './effect.ts'
import { type AccessPlanning, isKeptOut, isLetIn, type WantedAccess } from './wanted-access.ts'

const taking: readonly EffectKind[] = ['drop-secret', 'disable-workflow']
const giving: readonly EffectKind[] = ['give-secret', 'enable-workflow']

export interface UnderWay {
  readonly access: WantedAccess
  readonly decision: Pick<AccessPlanning['decision'], 'mode'>
  readonly policy: { readonly changes: Changes }
  /** Effects of the repository that were sent and have no end yet. */
  readonly tried: readonly WantedEffect[]
}

/**
 * What was sent already and has no end yet stays wanted where the decision still says so, also where GitHub shows it as done by
 * now: else what Gatehouse did would end as something that nobody wanted, whoever looked first. Pure.
 * @param planned what is wanted anyway
 */
export function stillWanted(
  { access, decision, policy, tried }: UnderWay,
  planned: readonly WantedEffect[],
): readonly WantedEffect[] {
  if (decision.mode !== 'enforce') return []
  const kinds = isKeptOut(access) ? taking : isLetIn(access) ? giving : []
  const identities = new Set(planned.map(({ action }) => identityOf(action)))
  return tried.filter(({ action }) => {
    const { policySwitch } = effectTraits[action.kind]
    const isOn = policySwitch !== undefined && policy.changes[policySwitch]
    return isOn && kinds.includes(action.kind) && !identities.has(identityOf(action))
  })
}
