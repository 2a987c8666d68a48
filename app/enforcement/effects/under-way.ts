import type { Changes } from '../../../policies/policy-changes.ts'
import type { Effect, WantedEffect } from './effect.ts'
import type { EffectKind } from './effect-action.ts'
import { effectTraits, identityOf } from './effect-traits.ts'
import { type AccessPlanning, isKeptOut, isLetIn, type WantedAccess } from './wanted-access.ts'

const taking: readonly EffectKind[] = ['drop-secret', 'disable-workflow']
const giving: readonly EffectKind[] = ['give-secret', 'enable-workflow']

export interface UnderWay {
  readonly access: WantedAccess
  readonly decision: Pick<AccessPlanning['decision'], 'mode' | 'outcome'>
  readonly policy: { readonly changes: Changes }
  /** What is open of the repository. */
  readonly open: readonly (WantedEffect & Pick<Effect, 'attempts'>)[]
  /** Whether the repository's own secrets were read now. */
  readonly isRead: boolean
}

/**
 * What was sent already and has no end yet stays wanted where the decision still says so, also where GitHub shows it as done by
 * now: else what Gatehouse did would end as something that nobody wanted, whoever looked first. So does what a person was asked to do
 * about a repository's own secrets, where they were not read now. Pure.
 * @param planned what is wanted anyway
 */
export function stillWanted(
  { access, decision, policy, open, isRead }: UnderWay,
  planned: readonly WantedEffect[],
): readonly WantedEffect[] {
  if (decision.mode !== 'enforce') return []
  const kinds = isKeptOut(access) ? taking : isLetIn(access) ? giving : []
  const identities = new Set(planned.map(({ action }) => identityOf(action)))
  return open.filter(({ action, attempts }) => {
    const { policySwitch } = effectTraits[action.kind]
    const isOn = policySwitch !== undefined && policy.changes[policySwitch]
    const isSent = attempts > 0 && kinds.includes(action.kind)
    const isValueSent = attempts > 0 && action.kind === 'set-property' && action.value === decision.outcome
    const isByHand =
      !isRead && isKeptOut(access) && action.kind === 'secret-by-hand' && action.of === 'repository'
    return isOn && (isSent || isValueSent || isByHand) && !identities.has(identityOf(action))
  })
}
