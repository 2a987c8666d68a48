import type { App, Installation, Organization, Repository, User } from './entities.ts'
import type { World } from './world.ts'

export type Account = User | Organization

export function accountById(world: World, id: number): Account {
  const account = world.users.get(id) ?? world.organizations.get(id)
  if (account === undefined) throw new Error(`The simulated GitHub has no account ${id}`)
  return account
}

export function accountByLogin(world: World, login: string): Account | undefined {
  const id = world.accountIds.get(login.toLowerCase())
  return id === undefined ? undefined : accountById(world, id)
}

export function organizationByLogin(world: World, login: string): Organization | undefined {
  const account = accountByLogin(world, login)
  return account?.type === 'Organization' ? account : undefined
}

export function userByLogin(world: World, login: string): User | undefined {
  const account = accountByLogin(world, login)
  return account?.type === 'Organization' ? undefined : account
}

export const ownerOf = (world: World, repository: Repository): Account =>
  accountById(world, repository.ownerId)

export const fullName = (world: World, repository: Repository): string =>
  `${ownerOf(world, repository).login}/${repository.name}`

/** By the name that it has now. */
export function repositoryByName(world: World, owner: string, name: string): Repository | undefined {
  const found = repositoryByAnyName(world, owner, name)
  if (found === undefined) return undefined
  return fullName(world, found).toLowerCase() === `${owner}/${name}`.toLowerCase() ? found : undefined
}

/** By a name that it has or had: GitHub redirects from old names until somebody takes them. */
export function repositoryByAnyName(world: World, owner: string, name: string): Repository | undefined {
  const id = world.repositoryIds.get(`${owner}/${name}`.toLowerCase())
  return id === undefined ? undefined : world.repositories.get(id)
}

export function repositoriesOf(world: World, ownerId: number): readonly Repository[] {
  return [...(world.repositoriesOf.get(ownerId)?.values() ?? [])]
}

export const countRepositoriesOf = (world: World, ownerId: number): number =>
  world.repositoriesOf.get(ownerId)?.size ?? 0

export function appOf(world: World, installation: Installation): App {
  const app = world.apps.get(installation.appId)
  if (app === undefined) throw new Error(`Installation ${installation.id} is of an App that does not exist`)
  return app
}

/** Whether an installation reaches a repository; one on an enterprise reaches none. */
export function reaches(installation: Installation, repository: Repository): boolean {
  if (installation.target.type === 'Enterprise' || installation.target.id !== repository.ownerId) return false
  return installation.selection === 'all' || installation.repositoryIds.has(repository.id)
}

export function installationOn(world: World, appId: number, targetId: number): Installation | undefined {
  for (const installation of world.installations.values())
    if (installation.appId === appId && installation.target.id === targetId) return installation
  return undefined
}

/** The same, where it is not suspended. */
export function workingOn(world: World, appId: number, targetId: number): Installation | undefined {
  const installation = installationOn(world, appId, targetId)
  return installation?.suspendedAt === null ? installation : undefined
}
