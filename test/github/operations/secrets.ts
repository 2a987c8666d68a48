import { repository as renderRepository } from '../render/repository.ts'
import { isoTime } from '../clock.ts'
import type { ApiRequest, Handler, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Organization, Repository, Secret, StoreName, Variable } from '../world/entities.ts'

const stores = ['actions', 'dependabot', 'codespaces', 'agents'] as const

/** Secrets by name, variables with their values: of organizations, repositories and environments, in four stores. */
export const secretHandlers: Handlers = {
  ...Object.fromEntries(
    stores.flatMap((store) => [...organizationSecrets(store), ...repositorySecrets(store)]),
  ),
  ...Object.fromEntries(
    (['actions', 'agents'] as const).flatMap((store) => [
      ...organizationVariables(store),
      ...repositoryVariables(store),
    ]),
  ),
  'repos/get-all-environments': (request) => {
    const { environments } = readDetails(request.repository)
    return page(
      request,
      environments,
      ({ id, name, createdAt }) => ({
        id,
        node_id: `EN_${id}`,
        name,
        url: `${request.url.origin}${request.url.pathname}/${encodeURIComponent(name)}`,
        html_url: `${request.github.world.urls.web}/deployments/${encodeURIComponent(name)}`,
        created_at: isoTime(createdAt),
        updated_at: isoTime(createdAt),
      }),
      (shown) => ({ total_count: environments.length, environments: shown }),
    )
  },
  'actions/list-environment-secrets': (request) => {
    const { environments } = readDetails(request.repository)
    const environment = found(environments.find(({ name }) => name === request.params['environment_name']))
    return listSecrets(request, environment.secrets, secret)
  },
}

type Entry = readonly [string, Handler]

function organizationSecrets(store: StoreName): readonly Entry[] {
  const all = ({ organization }: ApiRequest): Secret[] => organization.stores.secrets[store]
  return [
    [
      `${store}/list-org-secrets`,
      (request) => listSecrets(request, all(request), (one) => organizationSecret(request, store, one)),
    ],
    [
      `${store}/get-org-secret`,
      (request) => ok(organizationSecret(request, store, named(request, all(request), 'secret_name'))),
    ],
    [`${store}/get-org-public-key`, publicKey],
    [`${store}/create-or-update-org-secret`, (request) => put(request, all(request))],
    [`${store}/delete-org-secret`, (request) => remove(request, all(request), 'secret_name')],
    ...selections('secret', store, (request) => named(request, all(request), 'secret_name')),
  ]
}

function repositorySecrets(store: StoreName): readonly Entry[] {
  const all = ({ repository }: ApiRequest): readonly Secret[] => readDetails(repository).stores.secrets[store]
  const edit = ({ repository }: ApiRequest): Secret[] => editDetails(repository).stores.secrets[store]
  return [
    [`${store}/list-repo-secrets`, (request) => listSecrets(request, all(request), secret)],
    [`${store}/get-repo-secret`, (request) => ok(secret(named(request, all(request), 'secret_name')))],
    [`${store}/get-repo-public-key`, publicKey],
    [`${store}/create-or-update-repo-secret`, (request) => put(request, edit(request))],
    [`${store}/delete-repo-secret`, (request) => remove(request, edit(request), 'secret_name')],
    ...(store === 'actions' || store === 'agents' ? inheritedSecrets(store) : []),
  ]
}

/** What an organization's secrets mean for one repository: only these two stores tell. */
function inheritedSecrets(store: StoreName): readonly Entry[] {
  return [
    [
      `${store}/list-repo-organization-secrets`,
      (request) =>
        listSecrets(
          request,
          inherited(request, (one) => one.stores.secrets[store]),
          secret,
        ),
    ],
  ]
}

function organizationVariables(store: StoreName): readonly Entry[] {
  const all = ({ organization }: ApiRequest): Variable[] => organization.stores.variables[store]
  return [
    [
      `${store}/list-org-variables`,
      (request) => listVariables(request, all(request), (one) => organizationVariable(request, store, one)),
    ],
    [
      `${store}/get-org-variable`,
      (request) => ok(organizationVariable(request, store, named(request, all(request), 'name'))),
    ],
    [`${store}/create-org-variable`, (request) => createVariable(request, all(request))],
    [`${store}/update-org-variable`, (request) => updateVariable(request, all(request))],
    [`${store}/delete-org-variable`, (request) => remove(request, all(request), 'name')],
    ...selections('variable', store, (request) => named(request, all(request), 'name')),
  ]
}

function repositoryVariables(store: StoreName): readonly Entry[] {
  const all = ({ repository }: ApiRequest): readonly Variable[] =>
    readDetails(repository).stores.variables[store]
  const edit = ({ repository }: ApiRequest): Variable[] => editDetails(repository).stores.variables[store]
  return [
    [`${store}/list-repo-variables`, (request) => listVariables(request, all(request), variable)],
    [`${store}/get-repo-variable`, (request) => ok(variable(named(request, all(request), 'name')))],
    [`${store}/create-repo-variable`, (request) => createVariable(request, edit(request))],
    [`${store}/update-repo-variable`, (request) => updateVariable(request, edit(request))],
    [`${store}/delete-repo-variable`, (request) => remove(request, edit(request), 'name')],
    [
      `${store}/list-repo-organization-variables`,
      (request) =>
        listVariables(
          request,
          inherited(request, (one) => one.stores.variables[store]),
          variable,
        ),
    ],
  ]
}

/** The selected repositories of one secret or variable; only what is `selected` has a list that can be changed. */
function selections(
  kind: 'secret' | 'variable',
  store: StoreName,
  one: (request: ApiRequest) => Secret,
): readonly Entry[] {
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
function inherited<T extends Secret>(
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

function named<T extends Secret>(
  { params }: ApiRequest,
  all: readonly T[],
  parameter: 'name' | 'secret_name',
): T {
  return found(all.find(({ name }) => name.toUpperCase() === params[parameter]!.toUpperCase()))
}

const secret = ({ name, createdAt, updatedAt }: Secret) => ({
  name,
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
})

const variable = (one: Variable) => ({ ...secret(one), value: one.value })

const organizationSecret = (request: ApiRequest, store: StoreName, one: Secret) => ({
  ...secret(one),
  visibility: one.visibility,
  ...selectedUrl(request, `${store}/secrets`, one),
})

const organizationVariable = (request: ApiRequest, store: StoreName, one: Variable) => ({
  ...variable(one),
  visibility: one.visibility,
  ...selectedUrl(request, `${store}/variables`, one),
})

const selectedUrl = (
  { github: { world }, organization }: ApiRequest,
  path: string,
  { name, visibility }: Secret,
) =>
  visibility === 'selected'
    ? {
        selected_repositories_url: `${world.urls.api}/orgs/${organization.login}/${path}/${name}/repositories`,
      }
    : {}

const listSecrets = (
  request: ApiRequest,
  all: readonly Secret[],
  render: (one: Secret) => unknown,
): Promise<Reply> => page(request, all, render, (shown) => ({ total_count: all.length, secrets: shown }))

const listVariables = (
  request: ApiRequest,
  all: readonly Variable[],
  render: (one: Variable) => unknown,
): Promise<Reply> => page(request, all, render, (shown) => ({ total_count: all.length, variables: shown }))

/** A key that nobody can use: values are never looked at. */
function publicKey(): Reply {
  return ok({ key_id: '1', key: Buffer.alloc(32, 1).toString('base64') })
}

interface SecretBody {
  readonly visibility?: Secret['visibility']
  readonly selected_repository_ids?: readonly (number | string)[]
}

function put(request: ApiRequest, all: Secret[]): Reply {
  const now = request.github.world.clock.now()
  const { visibility = 'private', selected_repository_ids: ids = [] } = request.body<SecretBody>({})
  const repositoryIds = new Set(ids.map(Number))
  const name = request.params['secret_name']!.toUpperCase()
  const known = all.find((one) => one.name === name)
  if (known === undefined) {
    all.push({ name, visibility, repositoryIds, createdAt: now, updatedAt: now })
    return created({})
  }
  Object.assign(known, { visibility, repositoryIds, updatedAt: now })
  return noContent
}

function remove(request: ApiRequest, all: Secret[], parameter: 'name' | 'secret_name'): Reply {
  all.splice(all.indexOf(named(request, all, parameter)), 1)
  return noContent
}

interface VariableBody extends SecretBody {
  readonly name?: string
  readonly value?: string
}

function createVariable(request: ApiRequest, all: Variable[]): Reply {
  const now = request.github.world.clock.now()
  const body = request.body<VariableBody>({})
  const name = (body.name ?? '').toUpperCase()
  if (all.some((one) => one.name === name)) throw new Refusal(409, 'Already exists - Variable already exists')
  const repositoryIds = new Set((body.selected_repository_ids ?? []).map(Number))
  const visibility = body.visibility ?? 'private'
  all.push({ name, value: body.value ?? '', visibility, repositoryIds, createdAt: now, updatedAt: now })
  return created({})
}

function updateVariable(request: ApiRequest, all: Variable[]): Reply {
  const one = named(request, all, 'name')
  const { value, visibility } = request.body<VariableBody>({})
  if (value !== undefined) one.value = value
  if (visibility !== undefined) one.visibility = visibility
  one.updatedAt = request.github.world.clock.now()
  return noContent
}
