import { readDetails } from './details.ts'
import type { Organization, Repository, Role, Team } from './entities.ts'
import type { World } from './world.ts'

const roles = ['read', 'triage', 'write', 'maintain', 'admin'] as const satisfies readonly Role[]
const ranks: Readonly<Record<Role, number>> = { read: 1, triage: 2, write: 3, maintain: 4, admin: 5 }

export const atLeast = (role: Role | undefined, wanted: Role): boolean =>
  role !== undefined && ranks[role] >= ranks[wanted]

/** What GitHub's REST interface calls the roles. */
export const legacyNames = {
  read: 'pull',
  triage: 'triage',
  write: 'push',
  maintain: 'maintain',
  admin: 'admin',
} as const satisfies Readonly<Record<Role, string>>

export const roleNamed = (name: string): Role | undefined =>
  roles.find((role) => role === name || legacyNames[role] === name)

export const permissionFlags = (role: Role | undefined): Readonly<Record<string, boolean>> =>
  Object.fromEntries(roles.map((one) => [legacyNames[one], atLeast(role, one)]))

/** The highest role that a person has on a repository, on whatever way; none if they can't see it. */
export function roleOf(world: World, userId: number, repository: Repository): Role | undefined {
  const granted = [...grantedRoles(world, userId, repository)]
  return granted.toSorted((a, b) => ranks[b] - ranks[a])[0]
}

/** Whether somebody gave a person a role on a repository; that the whole world can read it is none. */
export const hasOwnRole = (world: World, userId: number, repository: Repository): boolean =>
  ownRoles(world, userId, repository).next().done !== true

function* grantedRoles(world: World, userId: number, repository: Repository): Generator<Role> {
  if (repository.visibility === 'public') yield 'read'
  yield* ownRoles(world, userId, repository)
}

function* ownRoles(world: World, userId: number, repository: Repository): Generator<Role> {
  if (repository.ownerId === userId) yield 'admin'
  const direct = readDetails(repository).collaborators.get(userId)
  if (direct) yield direct
  const organization = world.organizations.get(repository.ownerId)
  if (organization === undefined) return
  const membership = organization.members.get(userId)
  if (membership === 'admin') yield 'admin'
  if (membership && organization.defaultRepositoryPermission !== 'none')
    yield organization.defaultRepositoryPermission
  if (repository.visibility === 'internal' && sharesEnterprise(world, organization, userId)) yield 'read'
  for (const team of organization.teams) {
    const role = team.repositories.get(repository.id)
    if (role && isInTeam(organization, team, userId)) yield role
  }
}

/** Members of a child team are members of its parents. */
function isInTeam(organization: Organization, team: Team, userId: number): boolean {
  if (team.members.has(userId)) return true
  return organization.teams.some(
    (child) => child.parentId === team.id && isInTeam(organization, child, userId),
  )
}

function sharesEnterprise(world: World, organization: Organization, userId: number): boolean {
  if (organization.enterprise === null) return organization.members.has(userId)
  return [...world.organizations.values()].some(
    (other) => other.enterprise === organization.enterprise && other.members.has(userId),
  )
}
