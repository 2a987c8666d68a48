import type { Simulator } from '../../github/server/simulator.ts'
import type { Organization, Repository, Team, User } from '../../github/world/entities.ts'
import { historyOf } from './history-of.ts'
import type { People } from './people.ts'
import type { Row } from './rows.ts'

export interface Filled {
  readonly repositories: ReadonlyMap<string, Repository>
  readonly teams: ReadonlyMap<string, Team>
}

interface Filling {
  readonly rows: readonly Row[]
  /** Who is in which team. */
  readonly teams: Readonly<Record<string, readonly User[]>>
  readonly people: People
}

/** An organization's repositories, and the teams that look after them. */
export function addRepositories(
  github: Simulator,
  on: Organization,
  { rows, teams, people }: Filling,
): Filled {
  const repositories = new Map<string, Repository>()
  for (const row of rows) {
    const team = teams[row.team] ?? []
    // Half of them say who owns them; the others are owned by who administers them, or by nobody.
    const codeowners = row.name.length % 2 === 0 ? `* @${on.login}/${row.team.toLowerCase()}\n` : undefined
    const { name, about, visibility, archived, isTemplate, topics } = row
    const forkOf = row.forkOf === undefined ? undefined : repositories.get(row.forkOf)
    const templateOf = row.templateOf === undefined ? undefined : repositories.get(row.templateOf)
    const repository = github.addRepository(on, {
      name,
      description: about,
      ...(visibility === undefined ? {} : { visibility }),
      ...(archived === undefined ? {} : { archived }),
      ...(isTemplate === undefined ? {} : { isTemplate }),
      ...(topics === undefined ? {} : { topics }),
      ...(forkOf === undefined ? { commits: historyOf(row, team, codeowners) } : { forkOf }),
      ...(templateOf === undefined ? {} : { templateOf }),
      ...(row.owner === undefined ? {} : { properties: { owner: people[row.owner].login } }),
    })
    repositories.set(name, repository)
  }
  const made = Object.entries(teams).map(([name, members]) => {
    const own = rows.filter(({ team }) => team === name).map((row) => repositories.get(row.name)!)
    return [
      name,
      github.addTeam(on, { name, members, repositories: own.map((one) => [one, 'admin']) }),
    ] as const
  })
  return { repositories, teams: new Map(made) }
}

/** The repository that holds an organization's policy. */
export function addGovernance(
  github: Simulator,
  on: Organization,
  { policy, visibility = 'private' }: { readonly policy: string; readonly visibility?: 'private' | 'public' },
): Repository {
  return github.addRepository(on, {
    name: 'gatehouse',
    visibility,
    description: 'Which repositories Claude may reach.',
    commits: [
      { files: { 'README.md': '# gatehouse\n\nSee gatehouse.yml.\n' }, message: 'Begin' },
      { files: { 'gatehouse.yml': policy }, message: 'Say what is allowed' },
    ],
  })
}
