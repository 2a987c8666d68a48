import { isGranted } from '../auth/access.ts'
import type { Actor } from '../auth/actor.ts'
import { hour, isoTime } from '../clock.ts'
import { app, installation as renderInstallation } from '../render/installation.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { badCredentials, found, invalid, notFound, Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { remember } from '../world/build-credentials.ts'
import type { App, Installation, Permissions, Repository } from '../world/entities.ts'
import { installationOn, reaches, repositoriesOf, repositoryByName, userByLogin } from '../world/lookups.ts'
import type { World } from '../world/world.ts'

/** What an App does about itself, with a token that it signed. */
export const appHandlers: Handlers = {
  'apps/get-authenticated': (request) => {
    const mine = appOf(request.actor)
    const count = installationsOf(request).length
    return ok({ ...app(request.github.world, mine), installations_count: count })
  },
  'apps/get-by-slug': ({ github: { world }, params }) => {
    const one = [...world.apps.values()].find(({ slug }) => slug === params['app_slug'])
    return ok(app(world, found(one)))
  },
  'apps/list-installations': (request) =>
    page(request, installationsOf(request), (one) => renderInstallation(request.github.world, one)),
  'apps/get-installation': (request) =>
    ok(renderInstallation(request.github.world, ownInstallation(request))),
  'apps/list-installation-requests-for-authenticated-app': (request) => page(request, [], (one) => one),
  'apps/get-org-installation': (request) => installationFor(request, request.organization.id),
  'apps/get-user-installation': (request) =>
    installationFor(request, found(userByLogin(request.github.world, request.params['username']!)).id),
  'apps/get-enterprise-installation': (request) =>
    installationFor(request, found(request.github.world.enterprises.get(request.params['enterprise']!)).id),
  'apps/get-repo-installation': (request) => {
    const { world } = request.github
    const { owner, repo } = request.params
    const repository = found(repositoryByName(world, owner!, repo!))
    const installation = found(installationOn(world, appOf(request.actor).id, repository.ownerId))
    if (!reaches(installation, repository)) throw notFound()
    return ok(renderInstallation(world, installation))
  },
  'apps/delete-installation': (request) => {
    const installation = ownInstallation(request)
    request.github.world.installations.delete(installation.id)
    request.github.webhooks.emit('installation.deleted', { installation })
    return noContent
  },
  'apps/suspend-installation': (request) => {
    const installation = ownInstallation(request)
    installation.suspendedAt = request.github.world.clock.now()
    request.github.webhooks.emit('installation.suspend', { installation })
    return noContent
  },
  'apps/unsuspend-installation': (request) => {
    const installation = ownInstallation(request)
    installation.suspendedAt = null
    request.github.webhooks.emit('installation.unsuspend', { installation })
    return noContent
  },
  'apps/create-installation-access-token': createToken,
  'apps/list-repos-accessible-to-installation': (request) => {
    const { world } = request.github
    const repositories = reachableBy(world, request.actor)
    return page(
      request,
      repositories,
      (one) => renderRepository(world, one),
      (shown) => ({ total_count: repositories.length, repositories: shown }),
    )
  },
  'apps/revoke-installation-access-token': ({ github: { world }, actor }) => {
    if ('token' in actor) world.credentials.delete(actor.token)
    return noContent
  },
}

function appOf(actor: Actor): App {
  if (actor.kind !== 'app') throw badCredentials()
  return actor.app
}

const installationsOf = ({ github: { world }, actor }: ApiRequest): readonly Installation[] =>
  [...world.installations.values()].filter(({ appId }) => appId === appOf(actor).id)

const ownInstallation = (request: ApiRequest): Installation =>
  found(installationsOf(request).find(({ id }) => id === Number(request.params['installation_id'])))

const installationFor = ({ github: { world }, actor }: ApiRequest, targetId: number): Reply =>
  ok(renderInstallation(world, found(installationOn(world, appOf(actor).id, targetId))))

export function reachableBy(world: World, actor: Actor): readonly Repository[] {
  if (actor.kind === 'actions') return [world.repositories.get(actor.repositoryId)!]
  if (actor.kind !== 'installation') return []
  const installation = found(world.installations.get(actor.installationId))
  return repositoriesOf(world, installation.target.id).filter(
    (repository) =>
      reaches(installation, repository) &&
      (actor.repositoryIds === null || actor.repositoryIds.has(repository.id)),
  )
}

interface TokenBody {
  readonly repositories?: readonly string[]
  readonly repository_ids?: readonly number[]
  readonly permissions?: Permissions
}

/** A token for an hour, narrowed on demand to repositories (500 at most) and permissions. */
function createToken(request: ApiRequest): Reply {
  const { world } = request.github
  const installation = ownInstallation(request)
  if (installation.suspendedAt !== null) throw new Refusal(403, 'This installation has been suspended')
  const body = request.body<TokenBody>({})
  const permissions = narrowedPermissions(installation, body)
  const repositories = narrowedRepositories(world, installation, body)
  const expiresAt = world.clock.now() + hour
  const token = remember(world, {
    kind: 'installation',
    installationId: installation.id,
    repositoryIds: repositories ? new Set(repositories.map(({ id }) => id)) : null,
    permissions,
    expiresAt,
  })
  return created({
    token,
    expires_at: isoTime(expiresAt),
    permissions,
    repository_selection: repositories ? 'selected' : installation.selection,
    ...(repositories ? { repositories: repositories.map((one) => renderRepository(world, one)) } : {}),
  })
}

function narrowedPermissions(installation: Installation, { permissions }: TokenBody): Permissions {
  if (permissions === undefined) return installation.permissions
  // Source: GitHub's description of enterprise installations.
  if (installation.target.type === 'Enterprise')
    throw new Refusal(422, 'Permissions cannot be narrowed for an enterprise installation.')
  if (!isGranted(installation.permissions, permissions))
    throw new Refusal(422, 'The permissions requested are not granted to this installation.')
  // Metadata comes with anything else.
  return { metadata: 'read', ...permissions }
}

function narrowedRepositories(
  world: World,
  installation: Installation,
  { repositories: names, repository_ids: ids }: TokenBody,
): readonly Repository[] | undefined {
  if (names === undefined && ids === undefined) return undefined
  const wanted = (names ?? []).length + (ids ?? []).length
  if (wanted > 500) throw invalid({ field: 'repositories', code: 'invalid', message: 'No more than 500' })
  const all = repositoriesOf(world, installation.target.id).filter((one) => reaches(installation, one))
  const found = all.filter(
    ({ id, name }) => ids?.includes(id) || names?.some((one) => one.toLowerCase() === name.toLowerCase()),
  )
  if (found.length < wanted)
    throw new Refusal(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  return found
}
