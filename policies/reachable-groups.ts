import type { Group, Policy } from './resolve-policy.ts'

/** The groups up to the first that is about every repository: nothing gets past that one. */
export function reachableGroups(policy: Policy): readonly Group[] {
  const last = policy.groups.findIndex(({ selectors }) =>
    selectors.every(
      ({ match, except, where }) => match.includes('**') && except.length === 0 && where === undefined,
    ),
  )
  return policy.groups.slice(0, last + 1)
}
