import { accessPropertyName } from '../../../policies/access-property.ts'
import type { Decision } from '../../../policies/decide.ts'
import type { Fact, PropertyValue } from '../../../policies/facts.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'

export interface AccessValuePlanning {
  /** GitHub's numeric id of the repository. */
  readonly githubId: number
  readonly decision: Pick<Decision, 'outcome'> & { readonly mode: Mode; readonly policy: string | null }
  readonly policy: Pick<Policy, 'changes'>
  /** As they were read last. */
  readonly properties: Fact<Readonly<Record<string, PropertyValue>>>
  /** Whether the property is as Gatehouse defines it, and Gatehouse may set it. */
  readonly isKept: () => Promise<boolean>
}

/** Whether the property of one repository is to be set to what was decided. What could not be read is left as it is. */
export async function planAccessValue(planning: AccessValuePlanning): Promise<readonly WantedEffect[]> {
  const { githubId, decision, policy, properties } = planning
  if (decision.mode !== 'enforce' || !policy.changes.property || !properties.known) return []
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
