import type { Organization, Permissions, Repository, Role } from '../world/entities.ts'
import { atLeast, roleOf } from '../world/roles.ts'
import type { World } from '../world/world.ts'

/** What a person must be to use a permission on a repository. Source: docs "Repository roles for an organization". */
const roleFor: Readonly<Record<string, { readonly read: Role; readonly write: Role }>> = {
  metadata: { read: 'read', write: 'admin' },
  contents: { read: 'read', write: 'write' },
  issues: { read: 'read', write: 'read' },
  pull_requests: { read: 'read', write: 'read' },
  checks: { read: 'read', write: 'write' },
  statuses: { read: 'read', write: 'write' },
  actions: { read: 'read', write: 'write' },
  security_events: { read: 'write', write: 'write' },
}
const onlyAdmins = { read: 'admin', write: 'admin' } as const

export function personMay(
  world: World,
  userId: number,
  repository: Repository,
  needs: readonly Permissions[],
): boolean {
  const role = roleOf(world, userId, repository)
  return needs.some((one) =>
    Object.entries(one).every(([name, level]) => {
      const roles = roleFor[name] ?? onlyAdmins
      return atLeast(role, level === 'read' ? roles.read : roles.write)
    }),
  )
}

/** Members may read of members and teams; everything else of an organization is for its owners. */
export function personMayOn(
  organization: Organization,
  userId: number,
  needs: readonly Permissions[],
): boolean {
  const membership = organization.members.get(userId)
  if (membership === 'admin') return true
  const openToMembers = needs.some((one) => one['members'] === 'read' && Object.keys(one).length === 1)
  return membership === 'member' && openToMembers
}

/** Which classic scope an organization's permission asks for. Source: docs "Scopes for OAuth apps". */
export function classicScopesFor(needs: readonly Permissions[]): readonly string[] {
  const isRead = needs.some((one) => Object.values(one).every((level) => level === 'read'))
  return isRead ? ['admin:org', 'write:org', 'read:org', 'admin:read'] : ['admin:org']
}
