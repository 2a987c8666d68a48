import type { Permissions, Repository } from '../world/entities.ts'
import { reaches, repositoriesOf, workingOn } from '../world/lookups.ts'
import { roleOf } from '../world/roles.ts'
import type { World } from '../world/world.ts'
import type { Actor } from './actor.ts'

/**
 * The permissions that a token has on a repository, or undefined where it does not reach it; a person's rights are
 * another matter (`isVisible`).
 */
export function permissionsOn(world: World, actor: Actor, repository: Repository): Permissions | undefined {
  switch (actor.kind) {
    case 'installation': {
      const installation = world.installations.get(actor.installationId)
      if (installation === undefined || !reaches(installation, repository)) return undefined
      const { repositoryIds } = actor
      if (repositoryIds !== null && !repositoryIds.has(repository.id)) return undefined
      return stillGranted(actor.permissions, installation.permissions)
    }
    case 'actions':
      return actor.repositoryId === repository.id ? actor.permissions : undefined
    case 'user-to-server': {
      const installation = workingOn(world, actor.appId, repository.ownerId)
      return installation && reaches(installation, repository) ? installation.permissions : undefined
    }
    case 'fine-grained': {
      const { repositoryIds } = actor
      if (actor.ownerId !== repository.ownerId) return undefined
      const isListed =
        repositoryIds === 'all' || (repositoryIds !== 'none' && repositoryIds.has(repository.id))
      return isListed ? actor.permissions : undefined
    }
    case 'anonymous':
    case 'app':
    case 'classic':
    case 'client':
    default:
      return undefined
  }
}

/** Whether the caller can know of a repository at all: otherwise it is "Not Found". */
export function isVisible(world: World, actor: Actor, repository: Repository): boolean {
  if (repository.visibility === 'public') return true
  if (actor.kind === 'classic')
    return actor.scopes.includes('repo') && roleOf(world, actor.userId, repository) !== undefined
  if (permissionsOn(world, actor, repository) === undefined) return false
  return !('userId' in actor) || roleOf(world, actor.userId, repository) !== undefined
}

/** Tokens already handed out lose what the installation loses. */
export const stillGranted = (token: Permissions, installation: Permissions): Permissions =>
  Object.fromEntries(Object.entries(token).filter(([name]) => name in installation))

/** What of an owner's repositories the caller can know of. Fast where the answer is all of 50,000. */
export function visibleOf(world: World, actor: Actor, ownerId: number): readonly Repository[] {
  const all = repositoriesOf(world, ownerId)
  return seesAll(world, actor, ownerId) ? all : all.filter((one) => isVisible(world, actor, one))
}

function seesAll(world: World, actor: Actor, ownerId: number): boolean {
  if (actor.kind !== 'installation' || actor.repositoryIds !== null) return false
  const installation = world.installations.get(actor.installationId)
  return installation?.target.id === ownerId && installation.selection === 'all'
}
