import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid, notFound, Refusal } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { addDeployKey } from '../world/build-connections.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { DeployKey, Hook, Repository, Role, User } from '../world/entities.ts'
import { fullName } from '../world/lookups.ts'
import { atLeast, permissionFlags, roleNamed, roleOf } from '../world/roles.ts'
import type { World } from '../world/world.ts'
import { senderOf } from './change-ref.ts'
import { apiOf } from './git-data.ts'
import { userIn } from './organizations.ts'

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
  'repos/list-collaborators': (request) => {
    const { world } = request.github
    const affiliation = request.query.text('affiliation') ?? 'all'
    const least = roleNamed(request.query.text('permission') ?? 'pull') ?? 'read'
    const people = collaborators(world, request.repository, affiliation).filter(({ role }) =>
      atLeast(role, least),
    )
    return page(request, people, ({ user, role }) => ({
      ...simpleUser(world, user),
      permissions: permissionFlags(role),
      role_name: role,
    }))
  },
  'repos/check-collaborator': (request) => {
    const user = userIn(request)
    if (
      !collaborators(request.github.world, request.repository, 'all').some((one) => one.user.id === user.id)
    )
      throw notFound()
    return noContent
  },
  'repos/add-collaborator': (request) => {
    const { world } = request.github
    const user = userIn(request)
    const role = roleNamed(request.body({ permission: 'push' }).permission) ?? 'write'
    const isMember = world.organizations.get(request.repository.ownerId)?.members.has(user.id)
    const { collaborators: known } = editDetails(request.repository)
    const wasThere = known.has(user.id)
    known.set(user.id, role)
    // Who is not a member is invited; the simulated person accepts at once.
    return wasThere || isMember ? noContent : created(invitation(request, user, role))
  },
  'repos/remove-collaborator': (request) => {
    editDetails(request.repository).collaborators.delete(userIn(request).id)
    return noContent
  },
  'repos/get-collaborator-permission-level': (request) => {
    const { world } = request.github
    const user = userIn(request)
    const role = roleOf(world, user.id, request.repository)
    return ok({
      // The old word, which knows neither triage nor maintain.
      permission: role === undefined ? 'none' : oldWord(role),
      role_name: role ?? 'none',
      user: { ...simpleUser(world, user), permissions: permissionFlags(role), role_name: role ?? 'none' },
    })
  },
  'repos/get-branch-protection': (request) => {
    const branch = request.params['branch']!
    const known = readDetails(request.repository).protections.get(branch)
    if (known === undefined) throw new Refusal(404, 'Branch not protected')
    return ok(protection(request, branch))
  },
  'repos/update-branch-protection': (request) => {
    const branch = request.params['branch']!
    editDetails(request.repository).protections.set(branch, request.body({}))
    return ok(protection(request, branch))
  },
  'repos/delete-branch-protection': (request) => {
    if (!editDetails(request.repository).protections.delete(request.params['branch']!))
      throw new Refusal(404, 'Branch not protected')
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

interface Collaborator {
  readonly user: User
  readonly role: Role
}

/** Everybody who can more than anybody: by name, by team, by the organization. */
export function collaborators(
  world: World,
  repository: Repository,
  affiliation: string,
): readonly Collaborator[] {
  const { collaborators: named } = readDetails(repository)
  const members = world.organizations.get(repository.ownerId)?.members ?? new Map<number, string>()
  const everybody = new Set([...named.keys(), ...members.keys(), repository.ownerId])
  const direct = new Set(named.keys())
  const wanted = [...everybody].filter((id) => {
    if (affiliation === 'direct') return direct.has(id)
    return affiliation === 'all' || !members.has(id)
  })
  return wanted.flatMap((id) => {
    const user = world.users.get(id)
    // What everybody may of a public repository makes nobody a collaborator.
    const role = user && roleOf(world, id, { ...repository, visibility: 'private' })
    return user && role ? [{ user, role }] : []
  })
}

function oldWord(role: Role): string {
  if (role === 'triage') return 'read'
  return role === 'maintain' ? 'write' : role
}

const invitation = (request: ApiRequest, user: User, role: Role) => {
  const { world } = request.github
  const id = world.nextId()
  return {
    id,
    node_id: `RI_${id}`,
    repository: renderRepository(world, request.repository),
    invitee: simpleUser(world, user),
    inviter: simpleUser(world, senderOf(request)),
    permissions: role,
    created_at: isoTime(world.clock.now()),
    url: `${world.urls.api}/user/repository_invitations/${id}`,
    html_url: `${world.urls.web}/${fullName(world, request.repository)}/invitations`,
  }
}

interface ProtectionBody {
  readonly enforce_admins?: boolean | null
  readonly required_status_checks?: {
    readonly strict?: boolean
    readonly contexts?: readonly string[]
  } | null
  readonly allow_force_pushes?: boolean | null
}

function protection(request: ApiRequest, branch: string): Readonly<Record<string, unknown>> {
  const url = `${apiOf(request)}/branches/${encodeURIComponent(branch)}/protection`
  const known: ProtectionBody = readDetails(request.repository).protections.get(branch) ?? {}
  const checks = known.required_status_checks
  return {
    url,
    ...(checks
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: checks.strict ?? false,
            contexts: checks.contexts ?? [],
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: (checks.contexts ?? []).map((context) => ({ context, app_id: null })),
          },
        }
      : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: known.enforce_admins ?? false },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: known.allow_force_pushes ?? false },
    allow_deletions: { enabled: false },
  }
}
