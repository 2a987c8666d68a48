import type { Policy } from '../../../policies/resolve-policy.ts'

/** A team under one of the names that it has or had. */
export interface SeenTeam {
  readonly githubId: number
  readonly slug: string
  /** When it was last listed under this name. */
  readonly seenAt: Date
}

/** By which names the policy calls teams that are known by their numbers. */
export interface TeamNames {
  /** Names of the policy that mean this team. @param recorded the name that it had at the time */
  readonly of: (githubId: number, recorded: string) => readonly string[]
  /** Names of the policy of which nobody can tell which team they mean: they grant nothing and take nothing. */
  readonly unknown: readonly string[]
}

/** The teams that may approve by a policy, as it names them. */
export const teamsIn = ({ groups }: Pick<Policy, 'groups'>): readonly string[] => [
  ...new Set(
    groups.flatMap(({ approvals }) =>
      approvals.flatMap(({ by }) =>
        by.filter((name) => name.includes('/')).map((name) => name.toLowerCase()),
      ),
    ),
  ),
]

/**
 * Resolves the policy's names of teams by what was seen of them: the team that has a name now, else the one that had it last, so
 * that a policy may call a renamed team by its new name or still by its old. A team that took the name of another one does not
 * take over what the other has approved. Teams of other organizations are not known: those count by their names. Pure.
 */
export function teamNames(
  organization: string,
  seen: readonly SeenTeam[],
  wanted: readonly string[],
): TeamNames {
  const newest = Math.max(...seen.map(({ seenAt }) => seenAt.getTime()))
  const ranked = seen.toSorted((one, other) => other.seenAt.getTime() - one.seenAt.getTime())
  const idOf = (name: string): number | undefined => {
    const slug = name.slice(name.indexOf('/') + 1)
    const called = ranked.filter((one) => one.slug.toLowerCase() === slug)
    return (called.find(({ seenAt }) => seenAt.getTime() === newest) ?? called[0])?.githubId
  }
  const isOwn = (name: string): boolean => name.startsWith(`${organization.toLowerCase()}/`)
  const own = new Map(wanted.filter(isOwn).map((name) => [name, idOf(name)]))
  return {
    of: (githubId, recorded) =>
      wanted.filter((name) => (own.has(name) ? own.get(name) === githubId : name === recorded.toLowerCase())),
    unknown: [...own].filter(([, id]) => id === undefined).map(([name]) => name),
  }
}
