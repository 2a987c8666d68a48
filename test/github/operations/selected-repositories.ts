import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, HandlerEntry } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { noContent } from '../server/reply.ts'
import type { Organization, Repository, Secret, StoreName } from '../world/entities.ts'

/** The selected repositories of one secret or variable; only what is `selected` has a list that can be changed. */
export function selections(
  kind: 'secret' | 'variable',
  store: StoreName,
  one: (request: ApiRequest) => Secret,
): readonly HandlerEntry[] {
  const selected = (request: ApiRequest): Secret => {
    const secret = one(request)
    if (secret.visibility !== 'selected') throw new Refusal(409, `Visibility of the ${kind} is not selected`)
    return secret
  }
  return [
    [
      `${store}/list-selected-repos-for-org-${kind}`,
      (request) => {
        const secret = selected(request)
        const { world } = request.github
        const repositories = [...secret.repositoryIds].flatMap((id) => world.repositories.get(id) ?? [])
        return page(
          request,
          repositories,
          (repository) => renderRepository(world, repository),
          (shown) => ({ total_count: repositories.length, repositories: shown }),
        )
      },
    ],
    [
      `${store}/set-selected-repos-for-org-${kind}`,
      (request) => {
        const body = request.body<{ selected_repository_ids: readonly number[] }>({
          selected_repository_ids: [],
        })
        selected(request).repositoryIds = new Set(body.selected_repository_ids)
        return noContent
      },
    ],
    [
      `${store}/add-selected-repo-to-org-${kind}`,
      (request) => {
        const id = Number(request.params['repository_id'])
        if (request.github.world.repositories.get(id)?.ownerId !== request.organization.id)
          throw new Refusal(404, 'Not Found')
        selected(request).repositoryIds.add(id)
        return noContent
      },
    ],
    [
      `${store}/remove-selected-repo-from-org-${kind}`,
      (request) => {
        selected(request).repositoryIds.delete(Number(request.params['repository_id']))
        return noContent
      },
    ],
  ]
}

/** What of the organization's reaches a repository. */
export function inherited<T extends Secret>(
  { github: { world }, repository }: ApiRequest,
  listOf: (owner: Organization) => readonly T[],
): readonly T[] {
  const organization = world.organizations.get(repository.ownerId)
  return organization ? listOf(organization).filter((one) => isFor(one, repository)) : []
}

function isFor({ visibility, repositoryIds }: Secret, repository: Repository): boolean {
  if (visibility === 'selected') return repositoryIds.has(repository.id)
  return visibility === 'all' || repository.visibility !== 'public'
}

export function named<T extends Secret>(
  { params }: ApiRequest,
  all: readonly T[],
  parameter: 'name' | 'secret_name',
): T {
  return found(all.find(({ name }) => name.toUpperCase() === params[parameter]!.toUpperCase()))
}

export const selectedUrl = (
  { github: { world }, organization }: ApiRequest,
  path: string,
  { name, visibility }: Secret,
) =>
  visibility === 'selected'
    ? {
        selected_repositories_url: `${world.urls.api}/orgs/${organization.login}/${path}/${name}/repositories`,
      }
    : {}
