import { isoTime } from '../clock.ts'
import { nodeId, simpleOrganization, simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid, notFound } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { addTeam } from '../world/build-accounts.ts'
import type { Organization, Repository, Role, Team } from '../world/entities.ts'
import { repositoriesOf, repositoryByName } from '../world/lookups.ts'
import { legacyNames, permissionFlags, roleNamed } from '../world/roles.ts'
import type { World } from '../world/world.ts'
import { userIn } from './organizations.ts'

export const teamHandlers: Handlers = {
  'teams/list': (request) =>
    page(request, request.organization.teams, (one) => team(request.github.world, request.organization, one)),
  'teams/get-by-name': (request) => ok(fullTeam(request, teamIn(request))),
  'teams/create': (request) => {
    const { name } = request.body({ name: '' })
    const { teams } = request.organization
    if (teams.some((one) => one.name.toLowerCase() === name.toLowerCase()))
      throw invalid({ resource: 'Team', field: 'name', code: 'already_exists' })
    return created(fullTeam(request, addTeam(request.github.world, request.organization, { name })))
  },
  'teams/delete-in-org': (request) => {
    const { teams } = request.organization
    teams.splice(teams.indexOf(teamIn(request)), 1)
    return noContent
  },
  'teams/list-members-in-org': (request) => {
    const { world } = request.github
    const role = request.query.text('role') ?? 'all'
    const members = membersOf(request.organization, teamIn(request)).filter(
      ([, one]) => role === 'all' || one === role,
    )
    return page(request, members, ([id, one]) => ({ ...simpleUser(world, world.users.get(id)!), role: one }))
  },
  'teams/get-membership-for-user-in-org': (request) => {
    const user = userIn(request)
    const role = found(new Map(membersOf(request.organization, teamIn(request))).get(user.id))
    return ok(membership(request, user.login, role))
  },
  'teams/add-or-update-membership-for-user-in-org': (request) => {
    const user = userIn(request)
    const { role } = request.body<{ role: 'member' | 'maintainer' }>({ role: 'member' })
    teamIn(request).members.set(user.id, role)
    return ok(membership(request, user.login, role))
  },
  'teams/remove-membership-for-user-in-org': (request) => {
    if (!teamIn(request).members.delete(userIn(request).id)) throw notFound()
    return noContent
  },
  'teams/list-repos-in-org': (request) => {
    const { world } = request.github
    const repositories = repositoriesOf(world, request.organization.id)
    const roles = teamIn(request).repositories
    return page(
      request,
      repositories.filter(({ id }) => roles.has(id)),
      (one) => withRole(world, one, roles.get(one.id)!),
    )
  },
  'teams/check-permissions-for-repo-in-org': (request) => {
    const { world } = request.github
    const repository = repositoryIn(request)
    const role = found(teamIn(request).repositories.get(repository.id))
    // Without this media type the answer is only whether.
    if (!request.headers['accept']?.includes('repository')) return noContent
    return ok(withRole(world, repository, role))
  },
  'teams/add-or-update-repo-permissions-in-org': (request) => {
    const { permission } = request.body({ permission: 'push' })
    teamIn(request).repositories.set(repositoryIn(request).id, found(roleNamed(permission)))
    return noContent
  },
  'teams/remove-repo-in-org': (request) => {
    teamIn(request).repositories.delete(repositoryIn(request).id)
    return noContent
  },
  'repos/list-teams': (request) => {
    const { world } = request.github
    const organization = world.organizations.get(request.repository.ownerId)
    const teams = (organization?.teams ?? []).filter(({ repositories }) =>
      repositories.has(request.repository.id),
    )
    return page(request, teams, (one) => ({
      ...team(world, organization!, one),
      permission: legacyNames[one.repositories.get(request.repository.id)!],
    }))
  },
  'teams/list-for-authenticated-user': (request) => {
    const { world } = request.github
    const userId = 'userId' in request.actor ? request.actor.userId : 0
    const mine = [...world.organizations.values()].flatMap((organization) =>
      organization.teams.filter(({ members }) => members.has(userId)).map((one) => ({ organization, one })),
    )
    return page(request, mine, ({ organization, one }) => fullTeam({ ...request, organization }, one))
  },
}

export function team(world: World, organization: Organization, one: Team): Readonly<Record<string, unknown>> {
  const parent = organization.teams.find(({ id }) => id === one.parentId)
  return {
    ...simpleTeam(world, organization, one),
    parent: parent ? simpleTeam(world, organization, parent) : null,
  }
}

function simpleTeam(world: World, organization: Organization, one: Team): Readonly<Record<string, unknown>> {
  const self = `${world.urls.api}/organizations/${organization.id}/team/${one.id}`
  return {
    id: one.id,
    node_id: nodeId('T', one.id),
    name: one.name,
    slug: one.slug,
    description: one.description,
    privacy: one.privacy,
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    type: 'organization',
    organization_id: organization.id,
    url: self,
    html_url: `${world.urls.web}/orgs/${organization.login}/teams/${one.slug}`,
    members_url: `${self}/members{/member}`,
    repositories_url: `${self}/repos`,
  }
}

function fullTeam(
  request: Pick<ApiRequest, 'github' | 'organization'>,
  one: Team,
): Readonly<Record<string, unknown>> {
  const { world } = request.github
  const { organization } = request
  const time = isoTime(one.createdAt)
  return {
    ...team(world, organization, one),
    members_count: membersOf(organization, one).length,
    repos_count: one.repositories.size,
    created_at: time,
    updated_at: time,
    organization: {
      ...simpleOrganization(world, organization),
      html_url: `${world.urls.web}/${organization.login}`,
      has_organization_projects: true,
      has_repository_projects: true,
      public_repos: 0,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: isoTime(organization.createdAt),
      updated_at: isoTime(organization.createdAt),
      archived_at: null,
      type: 'Organization',
    },
  }
}

export const teamIn = ({ organization, params }: ApiRequest): Team =>
  found(organization.teams.find(({ slug }) => slug === params['team_slug']!.toLowerCase()))

/** With those of its child teams. */
export function membersOf(
  organization: Organization,
  one: Team,
): readonly (readonly [number, 'member' | 'maintainer'])[] {
  const children = organization.teams.filter(({ parentId }) => parentId === one.id)
  return [...new Map([...children.flatMap((child) => membersOf(organization, child)), ...one.members])]
}

const repositoryIn = ({ github: { world }, params }: ApiRequest): Repository =>
  found(repositoryByName(world, params['owner']!, params['repo']!))

const withRole = (world: World, repository: Repository, role: Role) => ({
  ...renderRepository(world, repository),
  permissions: permissionFlags(role),
  role_name: role,
})

const membership = (
  { github: { world }, organization, params }: ApiRequest,
  login: string,
  role: string,
) => ({
  url: `${world.urls.api}/orgs/${organization.login}/teams/${params['team_slug']}/memberships/${login}`,
  role,
  state: 'active',
})
