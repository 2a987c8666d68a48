import { askGroups } from '../../policies/find-group.ts'
import { accessPropertyName } from '../../policies/access-property.ts'
import type { Facts } from '../../policies/facts.ts'
import type { Policy } from '../../policies/resolve-policy.ts'

/**
 * Whether the policy lets Claude read anything of this repository. Claude gets no access by being asked, only the change with its secrets
 * masked, so conditions about the rest of the repository do not count here; who is let in does. Pure.
 * @param isShipped whether there is no policy in the repository: then nobody has allowed anything
 * @returns why not, in a sentence for people; undefined: it may
 */
export function whyNotAsk(policy: Policy, facts: Facts, isShipped: boolean): string | undefined {
  if (isShipped) return 'The base has no policy that would allow it.'
  const steps = askGroups(policy, facts)
  const unsettled = steps.find(({ selected }) => selected === 'unknown')
  if (unsettled) return `It is not certain which group of the policy applies: ${unsettled.why}.`
  const { group } = steps.at(-1)!
  if (group.access === 'deny') return `The group "${group.name}" of the policy denies Claude here.`
  const said = saidByApp(facts)
  if (said === 'denied') return `Gatehouse has decided that Claude may not reach this repository.`
  if (group.access === 'approval' && said !== 'allowed')
    return `The group "${group.name}" of the policy asks for an approval, and the property \`${accessPropertyName}\` does not say that there is one.`
  return undefined
}

/** The App writes its decision into a custom property, which a workflow's token can read. */
function saidByApp({ customProperties }: Facts): string | undefined {
  const value = customProperties.known ? customProperties.value[accessPropertyName] : undefined
  return typeof value === 'string' ? value : undefined
}
