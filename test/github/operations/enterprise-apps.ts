import { isoTime } from '../clock.ts'
import { installation as renderInstallation } from '../render/installation.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { addInstallation } from '../world/build-apps.ts'
import type { Installation, Organization, Repository, Selection } from '../world/entities.ts'
import { appOf, installationOn, reaches, repositoriesOf, repositoryByName } from '../world/lookups.ts'
import type { World } from '../world/world.ts'

/**
 * What an App that is installed on an enterprise may do to every other installation below it. Repositories go by name
 * here, 50 at most in one call.
 */
export const enterpriseAppHandlers: Handlers = {
  'enterprise-apps/installable-organizations': (request) => {
    const { world } = request.github
    const below = [...world.organizations.values()].filter(
      (one) => one.enterprise === request.params['enterprise'],
    )
    return page(request, below, (one) => ({
      id: one.id,
      login: one.login,
      accessible_repositories_url: `${request.url.origin}${request.url.pathname}/${one.login}/accessible_repositories`,
    }))
  },
  'enterprise-apps/installable-organization-accessible-repositories': (request) =>
    page(request, repositoriesOf(request.github.world, request.organization.id), (one) =>
      accessible(request.organization, one),
    ),
  'enterprise-apps/organization-installations': (request) => {
    const { world } = request.github
    const all = [...world.installations.values()].filter(
      ({ target }) => target.id === request.organization.id,
    )
    return page(request, all, (one) => organizationInstallation(world, request, one))
  },
  'enterprise-apps/create-installation': (request) => {
    const { world } = request.github
    const body = request.body<
      SelectionBody & { client_id: string; repository_selection: Selection | 'none' }
    >({
      client_id: '',
      repository_selection: 'none',
    })
    const app = found([...world.apps.values()].find(({ clientId }) => clientId === body.client_id))
    const known = installationOn(world, app.id, request.organization.id)
    const repositories = named(request, body.repositories ?? [])
    if (body.repository_selection === 'selected' && repositories.length === 0)
      throw new Refusal(422, 'At least one repository is required.')
    if (known) {
      known.suspendedAt = null
      select(known, body.repository_selection, repositories)
      return ok(renderInstallation(world, known))
    }
    const made = addInstallation(world, { app, on: request.organization, repositories })
    select(made, body.repository_selection, repositories)
    return created(renderInstallation(world, made))
  },
  'enterprise-apps/delete-installation': (request) => {
    request.github.world.installations.delete(installationIn(request).id)
    return noContent
  },
  'enterprise-apps/organization-installation-repositories': (request) =>
    page(request, reached(request, installationIn(request)), (one) => accessible(request.organization, one)),
  'enterprise-apps/change-installation-repository-access-selection': (request) => {
    const installation = installationIn(request)
    const body = request.body<SelectionBody & { repository_selection: Selection }>({
      repository_selection: 'all',
    })
    const repositories = named(request, body.repositories ?? [])
    if (body.repository_selection === 'selected' && repositories.length === 0)
      throw new Refusal(422, 'At least one repository is required when repository_selection is "selected".')
    select(installation, body.repository_selection, repositories)
    installation.updatedAt = request.github.world.clock.now()
    return ok(renderInstallation(request.github.world, installation))
  },
  'enterprise-apps/grant-repository-access-to-installation': (request) => {
    const installation = installationIn(request)
    const repositories = named(request, request.body<SelectionBody>({}).repositories ?? [])
    if (installation.selection === 'all')
      throw new Refusal(422, 'This installation already has access to all repositories.')
    for (const { id } of repositories) installation.repositoryIds.add(id)
    installation.updatedAt = request.github.world.clock.now()
    return ok(repositories.map((one) => accessible(request.organization, one)))
  },
  'enterprise-apps/remove-repository-access-to-installation': (request) => {
    const installation = installationIn(request)
    const repositories = named(request, request.body<SelectionBody>({}).repositories ?? [])
    if (installation.selection === 'all')
      throw new Refusal(
        422,
        'Cannot remove repositories from an installation that has access to all repositories.',
      )
    const left = [...installation.repositoryIds].filter((id) => !repositories.some((one) => one.id === id))
    if (left.length === 0)
      throw new Refusal(
        422,
        'Cannot remove the last repository from this installation. Uninstall this application instead.',
      )
    for (const { id } of repositories) installation.repositoryIds.delete(id)
    installation.updatedAt = request.github.world.clock.now()
    return ok(repositories.map((one) => accessible(request.organization, one)))
  },
}

interface SelectionBody {
  readonly repositories?: readonly string[]
}

const accessible = ({ login }: Organization, { id, name }: Repository) => ({
  id,
  name,
  full_name: `${login}/${name}`,
})

function installationIn({ github: { world }, organization, params }: ApiRequest): Installation {
  const installation = found(world.installations.get(Number(params['installation_id'])))
  return found(installation.target.id === organization.id ? installation : undefined)
}

const named = (
  { github: { world }, organization }: ApiRequest,
  names: readonly string[],
): readonly Repository[] =>
  names.map((name) => {
    const repository = repositoryByName(world, organization.login, name)
    if (repository === undefined)
      throw new Refusal(422, `Repository ${name} not found in ${organization.login}.`)
    return repository
  })

function reached({ github: { world } }: ApiRequest, installation: Installation): readonly Repository[] {
  return repositoriesOf(world, installation.target.id).filter((one) => reaches(installation, one))
}

function select(
  installation: Installation,
  selection: Selection | 'none',
  repositories: readonly Repository[],
): void {
  installation.selection = selection === 'all' ? 'all' : 'selected'
  installation.repositoryIds.clear()
  if (selection === 'selected') for (const { id } of repositories) installation.repositoryIds.add(id)
}

const organizationInstallation = (world: World, request: ApiRequest, one: Installation) => {
  const app = appOf(world, one)
  return {
    id: one.id,
    app_slug: app.slug,
    client_id: app.clientId,
    repository_selection: one.selection,
    repositories_url: `${request.url.origin}${request.url.pathname}/${one.id}/repositories`,
    permissions: one.permissions,
    events: one.events,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.updatedAt),
  }
}
