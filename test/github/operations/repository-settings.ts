import { isoTime } from '../clock.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid, Refusal } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { addDeployKey } from '../world/build-connections.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { DeployKey, Hook } from '../world/entities.ts'
import { senderOf } from './change-ref.ts'
import { apiOf } from './git-data.ts'

/** Keys, hooks, people and protected branches of a repository. */
export const repositorySettingHandlers: Handlers = {
  'repos/list-deploy-keys': (request) =>
    page(request, readDetails(request.repository).keys, (one) => deployKey(request, one)),
  'repos/get-deploy-key': (request) => ok(deployKey(request, keyIn(request))),
  'repos/create-deploy-key': (request) => {
    const { world } = request.github
    if (world.organizations.get(request.repository.ownerId)?.deployKeysEnabled === false)
      throw new Refusal(422, 'Deploy keys are disabled for this repository')
    const body = request.body<{ title?: string; key: string; read_only?: boolean }>({ key: '' })
    const one = addDeployKey(world, request.repository, {
      title: body.title ?? '',
      key: body.key,
      readOnly: body.read_only ?? false,
      addedBy: senderOf(request).login,
    })
    return created(deployKey(request, one))
  },
  'repos/delete-deploy-key': (request) => {
    const { keys } = editDetails(request.repository)
    keys.splice(keys.indexOf(keyIn(request)), 1)
    return noContent
  },
  'repos/list-webhooks': (request) =>
    page(request, readDetails(request.repository).hooks, (one) => hook(request, one)),
  'repos/get-webhook': (request) => ok(hook(request, hookIn(request))),
  'repos/create-webhook': (request) => {
    const body = request.body<HookBody>({})
    const one: Hook = {
      id: request.github.world.nextId(),
      url: body.config?.url ?? '',
      events: body.events ?? ['push'],
      active: body.active ?? true,
      createdAt: request.github.world.clock.now(),
    }
    if (one.url === '') throw invalid({ resource: 'Hook', field: 'url', code: 'missing_field' })
    editDetails(request.repository).hooks.push(one)
    return created(hook(request, one))
  },
  'repos/update-webhook': (request) => {
    const one = hookIn(request)
    const body = request.body<HookBody>({})
    one.url = body.config?.url ?? one.url
    one.events = body.events ?? one.events
    one.active = body.active ?? one.active
    return ok(hook(request, one))
  },
  'repos/delete-webhook': (request) => {
    const { hooks } = editDetails(request.repository)
    hooks.splice(hooks.indexOf(hookIn(request)), 1)
    return noContent
  },
}

const keyIn = ({ repository, params }: ApiRequest): DeployKey =>
  found(readDetails(repository).keys.find(({ id }) => id === Number(params['key_id'])))

const deployKey = (request: ApiRequest, one: DeployKey) => ({
  id: one.id,
  key: one.key,
  url: `${apiOf(request)}/keys/${one.id}`,
  title: one.title,
  verified: true,
  created_at: isoTime(one.createdAt),
  read_only: one.readOnly,
  added_by: one.addedBy,
  last_used: one.lastUsedAt === null ? null : isoTime(one.lastUsedAt),
  enabled: request.github.world.organizations.get(request.repository.ownerId)?.deployKeysEnabled ?? true,
})

interface HookBody {
  readonly config?: { readonly url?: string }
  readonly events?: readonly string[]
  readonly active?: boolean
}

const hookIn = ({ repository, params }: ApiRequest): Hook =>
  found(readDetails(repository).hooks.find(({ id }) => id === Number(params['hook_id'])))

function hook(
  request: ApiRequest,
  { id, url, events, active, createdAt }: Hook,
): Readonly<Record<string, unknown>> {
  const self = `${apiOf(request)}/hooks/${id}`
  return {
    type: 'Repository',
    id,
    name: 'web',
    active,
    events,
    config: { url, content_type: 'json', insecure_ssl: '0' },
    updated_at: isoTime(createdAt),
    created_at: isoTime(createdAt),
    url: self,
    test_url: `${self}/test`,
    ping_url: `${self}/pings`,
    deliveries_url: `${self}/deliveries`,
    last_response: { code: null, status: 'unused', message: null },
  }
}
