import { readPolicy } from './read-policy.ts'
import type { Policy } from './resolve-policy.ts'
import { type ShippedPolicyName, shippedPolicyNames } from './shipped-policy-names.ts'
import { shippedTexts } from './shipped.generated.ts'

/** Whether a name is that of a shipped policy. */
export const isShippedPolicy = (name: string): name is ShippedPolicyName =>
  shippedPolicyNames.some((one) => one === name)

/** The text of a shipped policy, with its comments: what people copy to begin with. */
export const shippedPolicyText = (name: ShippedPolicyName): string => shippedTexts[name]

export function shippedPolicy(name: ShippedPolicyName): Policy {
  const result = readPolicy(shippedTexts[name])
  if (!result.ok)
    throw new Error(`The shipped policy ${name} is not valid: ${result.problems[0]?.message ?? ''}`)
  return result.policy
}
