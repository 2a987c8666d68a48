import { isAppToken } from '../auth/actor.ts'
import { isoTime } from '../clock.ts'
import { simpleOrganization, simpleUser } from '../render/account.ts'
import { installation as renderInstallation } from '../render/installation.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { cursorPage, page } from '../server/pages.ts'
import { forbidden, found, notFound, Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { readDetails } from '../world/details.ts'
import type { AuditEntry, Hook, Organization, User } from '../world/entities.ts'
import { repositoriesOf, userByLogin } from '../world/lookups.ts'
import type { World } from '../world/world.ts'

export const organizationHandlers: Handlers = {
  'orgs/get': (request) => ok(organization(request)),
  'orgs/update': (request) => {
    const body = request.body<{
      default_repository_permission?: Organization['defaultRepositoryPermission']
      deploy_keys_enabled_for_repositories?: boolean
      description?: string
    }>({})
    const one = request.organization
    one.defaultRepositoryPermission = body.default_repository_permission ?? one.defaultRepositoryPermission
    one.deployKeysEnabled = body.deploy_keys_enabled_for_repositories ?? one.deployKeysEnabled
    one.description = body.description ?? one.description
    return ok(organization(request))
  },
  'orgs/list-app-installations': (request) => {
    const { world } = request.github
    const all = [...world.installations.values()].filter(
      ({ target }) => target.id === request.organization.id,
    )
    return page(
      request,
      all,
      (one) => renderInstallation(world, one),
      (shown) => ({ total_count: all.length, installations: shown }),
    )
  },
  'orgs/list-members': (request) => {
    const role = request.query.text('role') ?? 'all'
    const wanted = [...request.organization.members].filter(([, one]) => role === 'all' || one === role)
    return page(request, wanted, ([id]) =>
      simpleUser(request.github.world, request.github.world.users.get(id)!),
    )
  },
  'orgs/check-membership-for-user': (request) => {
    if (!request.organization.members.has(userIn(request).id)) throw notFound()
    return noContent
  },
  'orgs/get-membership-for-user': (request) => {
    const user = userIn(request)
    const role = found(request.organization.members.get(user.id))
    return ok(membership(request.github.world, request.organization, user, role))
  },
  'orgs/set-membership-for-user': (request) => {
    const user = userIn(request)
    const { role } = request.body<{ role: 'admin' | 'member' }>({ role: 'member' })
    request.organization.members.set(user.id, role)
    return ok(membership(request.github.world, request.organization, user, role))
  },
  'orgs/remove-membership-for-user': removeMember,
  'orgs/remove-member': removeMember,
  'orgs/list-outside-collaborators': (request) => {
    const { world } = request.github
    return page(request, outsideCollaborators(world, request.organization), (user) => simpleUser(world, user))
  },
  'orgs/convert-member-to-outside-collaborator': (request) => {
    const { members, teams } = request.organization
    const user = userIn(request)
    const role = found(members.get(user.id))
    const owners = [...members.values()].filter((one) => one === 'admin').length
    if (role === 'admin' && owners === 1)
      throw forbidden('Cannot convert the last owner to an outside collaborator')
    members.delete(user.id)
    // What they were a collaborator of stays.
    for (const team of teams) team.members.delete(user.id)
    return noContent
  },
  'orgs/remove-outside-collaborator': (request) => {
    const user = userIn(request)
    if (request.organization.members.has(user.id))
      throw new Refusal(
        422,
        'You cannot specify an organization member to remove as an outside collaborator.',
      )
    for (const one of repositoriesOf(request.github.world, request.organization.id))
      one.details?.collaborators.delete(user.id)
    return noContent
  },
  'orgs/get-audit-log': (request) => {
    const entries = request.organization.auditLog.map((entry) => ({ one: request.organization, entry }))
    return auditPage(request, entries)
  },
  'orgs/list-webhooks': (request) => page(request, request.organization.hooks, (one) => hook(request, one)),
  'orgs/create-webhook': (request) => {
    const body = request.body<{ config: { url?: string }; events?: readonly string[]; active?: boolean }>({
      config: {},
    })
    const now = request.github.world.clock.now()
    const one: Hook = {
      id: request.github.world.nextId(),
      url: body.config.url ?? '',
      events: body.events ?? ['push'],
      active: body.active ?? true,
      createdAt: now,
    }
    request.organization.hooks.push(one)
    return created(hook(request, one))
  },
  'orgs/list-saml-sso-authorizations': (request) => page(request, [], (one) => one),
  'code-security/get-configurations-for-org': (request) => page(request, [], (one) => one),
}

function organization({
  github: { world },
  organization: one,
  actor,
}: ApiRequest): Readonly<Record<string, unknown>> {
  const repositories = repositoriesOf(world, one.id)
  const isPublic = repositories.filter(({ visibility }) => visibility === 'public').length
  const time = isoTime(one.createdAt)
  // Settings are for owners and for Apps that are installed.
  const isInside =
    (isAppToken(actor) &&
      actor.kind === 'installation' &&
      world.installations.get(actor.installationId)?.target.id === one.id) ||
    ('userId' in actor && one.members.get(actor.userId) === 'admin')
  return {
    ...simpleOrganization(world, one),
    name: one.name,
    html_url: `${world.urls.web}/${one.login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: isPublic,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: time,
    updated_at: time,
    archived_at: null,
    ...(isInside
      ? {
          total_private_repos: repositories.length - isPublic,
          owned_private_repos: repositories.length - isPublic,
          default_repository_permission: one.defaultRepositoryPermission,
          deploy_keys_enabled_for_repositories: one.deployKeysEnabled,
          members_can_create_repositories: true,
          plan: {
            name: world.profile.plan,
            space: 976_562_499,
            private_repos: 999_999,
            filled_seats: one.members.size,
            seats: one.members.size,
          },
        }
      : {}),
  }
}

export const membership = (world: World, one: Organization, user: User, role: 'admin' | 'member') => ({
  url: `${world.urls.api}/orgs/${one.login}/memberships/${user.login}`,
  state: 'active',
  role,
  organization_url: `${world.urls.api}/orgs/${one.login}`,
  organization: simpleOrganization(world, one),
  user: simpleUser(world, user),
})

export const userIn = ({ github: { world }, params }: ApiRequest): User =>
  found(userByLogin(world, params['username']!))

function removeMember(request: ApiRequest): Reply {
  const user = userIn(request)
  if (!request.organization.members.delete(user.id)) throw notFound()
  return noContent
}

function outsideCollaborators(world: World, one: Organization): readonly User[] {
  const ids = repositoriesOf(world, one.id).flatMap((repository) => [
    ...readDetails(repository).collaborators.keys(),
  ])
  return [...new Set(ids)].filter((id) => !one.members.has(id)).flatMap((id) => world.users.get(id) ?? [])
}

/** `action:…`, `created:>=…` and `repo:…`: the parts of a phrase that are used. */
function isAbout({ action, time, fields }: AuditEntry, phrase: string): boolean {
  return phrase
    .split(/\s+/)
    .filter(Boolean)
    .every((term) => {
      const key = term.slice(0, term.indexOf(':'))
      const value = term.slice(key.length + 1)
      if (key === 'action') return action === value || action.startsWith(`${value}.`)
      if (key === 'created') return value.startsWith('>=') ? time >= Date.parse(value.slice(2)) : true
      return fields[key] === value
    })
}

/** Those that were asked for, of one organization or of several; newest first. */
export function auditPage(
  request: ApiRequest,
  all: readonly { readonly one: Organization; readonly entry: AuditEntry }[],
): Promise<Reply> {
  const phrase = request.query.text('phrase') ?? ''
  const wanted = all.filter(({ entry }) => isAbout(entry, phrase))
  const ordered = request.query.text('order') === 'asc' ? wanted : wanted.toReversed()
  return cursorPage(request, ordered, ({ one, entry }) => auditEntry(one, entry))
}

const auditEntry = (one: Organization, { id, time, action, fields }: AuditEntry) => ({
  '@timestamp': time,
  _document_id: id,
  action,
  created_at: time,
  org: one.login,
  org_id: one.id,
  ...fields,
})

const hook = (
  { github: { world }, organization: one }: ApiRequest,
  { id, url, events, active, createdAt }: Hook,
) => {
  const self = `${world.urls.api}/orgs/${one.login}/hooks/${id}`
  return {
    id,
    url: self,
    ping_url: `${self}/pings`,
    deliveries_url: `${self}/deliveries`,
    name: 'web',
    type: 'Organization',
    events,
    active,
    config: { url, content_type: 'json', insecure_ssl: '0' },
    created_at: isoTime(createdAt),
    updated_at: isoTime(createdAt),
  }
}
