import { isoTime } from '../clock.ts'
import type { ApiRequest, Handlers, HandlerEntry } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Secret, StoreName } from '../world/entities.ts'
import { inherited, named, selectedUrl, selections } from './selected-repositories.ts'

const stores = ['actions', 'dependabot', 'codespaces', 'agents'] as const

/** Secrets by name, variables with their values: of organizations, repositories and environments, in four stores. */
export const secretHandlers: Handlers = {
  ...Object.fromEntries(
    stores.flatMap((store) => [...organizationSecrets(store), ...repositorySecrets(store)]),
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

function organizationSecrets(store: StoreName): readonly HandlerEntry[] {
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

function repositorySecrets(store: StoreName): readonly HandlerEntry[] {
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
function inheritedSecrets(store: StoreName): readonly HandlerEntry[] {
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

export const secret = ({ name, createdAt, updatedAt }: Secret) => ({
  name,
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
})

const organizationSecret = (request: ApiRequest, store: StoreName, one: Secret) => ({
  ...secret(one),
  visibility: one.visibility,
  ...selectedUrl(request, `${store}/secrets`, one),
})

const listSecrets = (
  request: ApiRequest,
  all: readonly Secret[],
  render: (one: Secret) => unknown,
): Promise<Reply> => page(request, all, render, (shown) => ({ total_count: all.length, secrets: shown }))

/** A key that nobody can use: values are never looked at. */
function publicKey(): Reply {
  return ok({ key_id: '1', key: Buffer.alloc(32, 1).toString('base64') })
}

export interface SecretBody {
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

export function remove(request: ApiRequest, all: Secret[], parameter: 'name' | 'secret_name'): Reply {
  all.splice(all.indexOf(named(request, all, parameter)), 1)
  return noContent
}
