import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { notFound } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Repository, Role, User } from '../world/entities.ts'
import { fullName } from '../world/lookups.ts'
import { atLeast, permissionFlags, roleNamed, roleOf } from '../world/roles.ts'
import type { World } from '../world/world.ts'
import { senderOf } from './change-ref.ts'
import { userIn } from './organizations.ts'

export const collaboratorHandlers: Handlers = {
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
