import type { Policy } from '../../../policies/resolve-policy.ts'

/** Which of Claude's settings the policy requires of any group, by its names. */
export function requiredAtClaude({ groups }: Pick<Policy, 'groups'>): ReadonlySet<string> {
  const conditions = groups.flatMap((group) => group.conditions)
  return new Set(
    conditions.flatMap(({ name, setting, advisory }) =>
      name === 'claudeSettings' && !advisory && typeof setting === 'object' && setting !== null
        ? Object.keys(setting)
        : [],
    ),
  )
}
