import { emptyStores } from './details.ts'
import type { Enterprise, Organization, Repository, Role, Team, User } from './entities.ts'
import type { World } from './world.ts'

export interface UserInput {
  readonly login: string
  readonly name?: string
  readonly email?: string | null
  readonly type?: 'User' | 'Bot'
  /** GitHub's own id, for accounts that are known by it. */
  readonly id?: number
}

export function addUser(world: World, input: UserInput): User {
  const user: User = {
    id: input.id ?? world.nextId(),
    login: input.login,
    type: input.type ?? 'User',
    name: input.name ?? null,
    email: input.email ?? null,
    siteAdmin: false,
    createdAt: world.clock.now(),
  }
  takeName(world, user.login, user.id)
  world.users.set(user.id, user)
  return user
}

export function addEnterprise(world: World, input: { readonly slug: string }): Enterprise {
  const enterprise: Enterprise = {
    id: world.nextId(),
    slug: input.slug,
    name: input.slug,
    properties: [],
    createdAt: world.clock.now(),
  }
  world.enterprises.set(enterprise.slug, enterprise)
  return enterprise
}

export interface OrganizationInput {
  readonly login: string
  readonly enterprise?: Enterprise
  readonly owners?: readonly User[]
  readonly members?: readonly User[]
  readonly defaultRepositoryPermission?: Organization['defaultRepositoryPermission']
}

export function addOrganization(world: World, input: OrganizationInput): Organization {
  const organization: Organization = {
    id: world.nextId(),
    login: input.login,
    type: 'Organization',
    name: input.login,
    description: null,
    enterprise: input.enterprise?.slug ?? null,
    defaultRepositoryPermission: input.defaultRepositoryPermission ?? 'read',
    deployKeysEnabled: true,
    classicTokensAllowed: true,
    members: new Map([
      ...(input.members ?? []).map((user) => [user.id, 'member'] as const),
      ...(input.owners ?? []).map((user) => [user.id, 'admin'] as const),
    ]),
    teams: [],
    properties: [],
    rulesets: [],
    tokenRequests: [],
    tokenReviews: [],
    tokenGrants: [],
    auditLog: [],
    hooks: [],
    stores: emptyStores(),
    actions: {
      enabled: 'all',
      repositoryIds: new Set(),
      allowed: 'all',
      shaPinningRequired: false,
      selected: { githubOwned: true, verified: false, patterns: [] },
      defaultToken: 'read',
      mayApprove: false,
    },
    codingAgent: { selection: 'none', repositoryIds: new Set() },
    createdAt: world.clock.now(),
  }
  takeName(world, organization.login, organization.id)
  world.organizations.set(organization.id, organization)
  return organization
}

export interface TeamInput {
  readonly name: string
  readonly members?: readonly User[]
  readonly repositories?: readonly (readonly [Repository, Role])[]
  readonly parent?: Team
}

export function addTeam(world: World, organization: Organization, input: TeamInput): Team {
  const team: Team = {
    id: world.nextId(),
    name: input.name,
    slug: input.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    description: null,
    privacy: 'closed',
    parentId: input.parent?.id ?? null,
    members: new Map((input.members ?? []).map((user) => [user.id, 'member'])),
    repositories: new Map((input.repositories ?? []).map(([repository, role]) => [repository.id, role])),
    createdAt: world.clock.now(),
  }
  organization.teams.push(team)
  return team
}

export function takeName(world: World, login: string, id: number): void {
  const name = login.toLowerCase()
  if (world.accountIds.has(name)) throw new Error(`The simulated GitHub already has an account ${login}`)
  world.accountIds.set(name, id)
}
