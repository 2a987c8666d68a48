import { accessPropertyName } from '../../../policies/access-property.ts'
import type { Decision } from '../../../policies/decide.ts'
import type { Fact, PropertyValue } from '../../../policies/facts.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'

export interface AccessValuePlanning {
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  readonly decision: Pick<Decision, 'outcome' | 'group'> & {
    readonly mode: Mode
    readonly policy: string | null
  }
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  readonly policy: Pick<Policy, 'changes'>
  /** As they were read last. */
  readonly properties: Fact<Readonly<Record<string, PropertyValue>>>
  /** Whether the property is as Gatehouse defines it, and Gatehouse may set it. */
  readonly isKept: () => Promise<boolean>
  /** What Gatehouse itself has set it to last, and not taken back; undefined: nothing. */
  readonly setByUs: () => Promise<string | undefined>
}

/** Whether the property of one repository is to be set to what was decided. What could not be read is left as it is. */
export async function planAccessValue(planning: AccessValuePlanning): Promise<readonly WantedEffect[]> {
  const { githubId, decision, policy, properties } = planning
  if (!policy.changes.property || !properties.known) return []
  if (decision.mode !== 'enforce') return planTakingBack(planning, properties.value[accessPropertyName])
  const { outcome: value } = decision
  if (properties.value[accessPropertyName] === value || !(await planning.isKept())) return []
  return [
    {
      action: { kind: 'set-property', githubId, value },
      reason: `Its property ${accessPropertyName} says something else than the decision.`,
      policy: decision.policy,
    },
  ]
}

/**
 * What was set is taken back where the group is not enforced any more: rulesets that go by it would go on. Not where nobody knows which
 * group decides, and not what a person has set.
 */
async function planTakingBack(
  { githubId, decision, ceiling, isKept, setByUs }: AccessValuePlanning,
  found: PropertyValue | undefined,
): Promise<readonly WantedEffect[]> {
  if (ceiling !== 'enforce' || decision.group === null || typeof found !== 'string') return []
  if ((await setByUs()) !== found || !(await isKept())) return []
  return [
    {
      action: { kind: 'clear-property', githubId, value: found },
      reason: `Its group is not enforced any more, and Gatehouse has set its property ${accessPropertyName}.`,
      policy: decision.policy,
    },
  ]
}
