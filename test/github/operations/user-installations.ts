import { personOf } from '../auth/actor.ts'
import { refuseClassic } from '../auth/authorize.ts'
import { installation as renderInstallation } from '../render/installation.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { forbidden, found, notFound, Refusal } from '../server/refusal.ts'
import { noContent, type Reply } from '../server/reply.ts'
import type { Installation, Repository } from '../world/entities.ts'
import { reaches, repositoriesOf } from '../world/lookups.ts'
import { atLeast, hasOwnRole, roleOf } from '../world/roles.ts'

/**
 * A person's view of installations. Every rule here is odd, and each was seen (github-api.md §2a): lists want a token of
 * the very App, or for repositories a classic one; changes want a classic one with `repo` and nothing else will do.
 */
export const userInstallationHandlers: Handlers = {
  'apps/list-installations-for-authenticated-user': (request) => {
    const { world } = request.github
    if (request.actor.kind !== 'user-to-server')
      throw forbidden(
        'You must authenticate with an access token authorized to a GitHub App in order to list installations',
      )
    const { appId } = request.actor
    const mine = [...world.installations.values()].filter(
      (one) => one.appId === appId && isShown(request, one),
    )
    return page(
      request,
      mine,
      (one) => renderInstallation(world, one),
      (shown) => ({ total_count: mine.length, installations: shown }),
    )
  },
  'apps/list-installation-repos-for-authenticated-user': (request) => {
    const { world } = request.github
    refuseFineGrained(request)
    const installation = installationIn(request)
    if (request.actor.kind === 'user-to-server' && request.actor.appId !== installation.appId)
      throw notFound()
    if (request.actor.kind === 'classic') {
      requireRepoScope(request)
      if (!world.settings.classicTokensListInstallationRepositories)
        throw forbidden(
          'You must authenticate with an access token authorized to a GitHub App, a personal access token, or basic auth in order to list repositories for an installation.',
        )
    }
    // Where there is nothing to see there is nothing. (Believed; GitHub may say 403.)
    if (request.actor.kind === 'user-to-server' && !isShown(request, installation)) throw notFound()
    if (installation.suspendedAt !== null) throw forbidden('This installation has been suspended')
    const all = repositories(request, installation)
    return page(
      request,
      all,
      (one) => renderRepository(world, one, personOf(request.actor)),
      (shown) => ({
        total_count: all.length,
        repository_selection: installation.selection,
        repositories: shown,
      }),
    )
  },
  'apps/add-repo-to-installation-for-authenticated-user': (request) => {
    const { installation, repository } = changeable(request)
    installation.repositoryIds.add(repository.id)
    return changed(request, installation)
  },
  'apps/remove-repo-from-installation-for-authenticated-user': (request) => {
    const { installation, repository } = changeable(request)
    // 422 comes without a word.
    if (installation.selection === 'all') return { status: 422 }
    if (!installation.repositoryIds.has(repository.id)) throw notFound()
    if (installation.repositoryIds.size === 1) return { status: 422 }
    installation.repositoryIds.delete(repository.id)
    return changed(request, installation)
  },
}

function changed({ github: { world } }: ApiRequest, installation: Installation): Reply {
  installation.updatedAt = world.clock.now()
  return noContent
}

function refuseFineGrained({ actor }: ApiRequest): void {
  if (actor.kind === 'fine-grained') throw forbidden('Resource not accessible by personal access token')
}

function requireRepoScope({ actor }: ApiRequest): void {
  if (actor.kind === 'classic' && !actor.scopes.includes('repo')) throw notFound()
}

function installationIn(request: ApiRequest): Installation {
  const { world } = request.github
  const installation = found(world.installations.get(Number(request.params['installation_id'])))
  refuseClassic(request.actor, world.organizations.get(installation.target.id))
  return installation
}

/** Owners see what is installed on their organization, everybody else where they can see a repository of it. */
const isShown = (request: ApiRequest, installation: Installation): boolean =>
  isOwner(request, installation) || repositories(request, installation).length > 0

function isOwner({ github: { world }, actor }: ApiRequest, { target }: Installation): boolean {
  const userId = personOf(actor) ?? 0
  return target.id === userId || world.organizations.get(target.id)?.members.get(userId) === 'admin'
}

/**
 * What the installation reaches and the person "has explicit permission (`:read`, `:write`, or `:admin`) to access". Fast where
 * the answer is all of 50,000.
 */
function repositories(request: ApiRequest, installation: Installation): readonly Repository[] {
  const { world } = request.github
  const userId = personOf(request.actor) ?? 0
  const all = repositoriesOf(world, installation.target.id)
  if (installation.selection === 'all' && isOwner(request, installation)) return all
  return all.filter((one) => reaches(installation, one) && hasOwnRole(world, userId, one))
}

/** "Only works for PATs (classic) with the `repo` scope", of somebody who administers the repository. */
function changeable(request: ApiRequest): {
  readonly installation: Installation
  readonly repository: Repository
} {
  const { world } = request.github
  refuseFineGrained(request)
  if (request.actor.kind !== 'classic')
    throw new Refusal(
      403,
      'You must authenticate with a personal access token (classic) to change an installation.',
    )
  requireRepoScope(request)
  const installation = installationIn(request)
  const repository = found(world.repositories.get(Number(request.params['repository_id'])))
  const role = roleOf(world, request.actor.userId, repository)
  if (role === undefined || repository.ownerId !== installation.target.id) throw notFound()
  if (!atLeast(role, 'admin')) throw forbidden('Must have admin rights to Repository.')
  return { installation, repository }
}
