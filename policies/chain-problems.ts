import { reachableGroups } from './reachable-groups.ts'
import type { Policy } from './resolve-policy.ts'

/**
 * Policies that are joined multiply their groups: two of 500 have 250,000, three could not be held. What people write stays
 * far below.
 */
export const mostJoinedGroups = 5000

/**
 * Says why policies cannot be joined, before it is tried; empty where they can.
 * @param policies of an organization, its parent, the parent's own, …
 */
export function chainProblems(policies: readonly Policy[]): readonly string[] {
  const groups = policies.map((policy) => reachableGroups(policy).length)
  const joined = groups.reduce((product, number) => product * number, 1)
  return joined > mostJoinedGroups
    ? [
        `Together with the policies that it extends it has ${groups.join(' × ')} = ${joined.toLocaleString('en-US')} groups, and ` +
          `${mostJoinedGroups.toLocaleString('en-US')} are the most. Put groups together, or delegate.`,
      ]
    : []
}

/**
 * Rules that a policy calls like built-in ones: two rules with one id would have one set of papers, and allowlist entries for the
 * one would settle the other.
 */
export function takenRuleProblems({ scanning }: Policy, builtIn: ReadonlySet<string>): readonly string[] {
  return scanning.rules
    .filter(({ id }) => builtIn.has(id))
    .map(
      ({ id }) => `It adds a rule called ${id}, which is the id of a built-in one: give it one of your own.`,
    )
}
