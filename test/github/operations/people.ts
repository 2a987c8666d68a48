import { personOf } from '../auth/actor.ts'
import { fullUser, simpleOrganization } from '../render/account.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found } from '../server/refusal.ts'
import { ok } from '../server/reply.ts'
import type { Organization, User } from '../world/entities.ts'
import { organizationByLogin, userByLogin } from '../world/lookups.ts'
import { membership } from './organizations.ts'

export const peopleHandlers: Handlers = {
  'users/get-authenticated': (request) =>
    ok({
      ...fullUser(request.github.world, me(request)),
      private_gists: 0,
      total_private_repos: 0,
      owned_private_repos: 0,
      disk_usage: 0,
      collaborators: 0,
      two_factor_authentication: true,
    }),
  'users/get-by-username': ({ github: { world }, params }) =>
    ok(fullUser(world, found(userByLogin(world, params['username']!)))),
  'users/get-by-id': ({ github: { world }, params }) =>
    ok(fullUser(world, found(world.users.get(Number(params['account_id']))))),
  'orgs/list-for-authenticated-user': (request) =>
    page(request, mine(request), (one) => simpleOrganization(request.github.world, one)),
  'orgs/list-memberships-for-authenticated-user': (request) =>
    page(request, mine(request), (one) => myMembership(request, one)),
  'orgs/get-membership-for-authenticated-user': (request) =>
    ok(myMembership(request, found(organizationByLogin(request.github.world, request.params['org']!)))),
  'orgs/update-membership-for-authenticated-user': (request) =>
    ok(myMembership(request, found(organizationByLogin(request.github.world, request.params['org']!)))),
}

export const me = ({ github: { world }, actor }: ApiRequest): User =>
  found(world.users.get(personOf(actor) ?? 0))

const mine = (request: ApiRequest): readonly Organization[] =>
  [...request.github.world.organizations.values()].filter(({ members }) => members.has(me(request).id))

function myMembership(request: ApiRequest, organization: Organization): unknown {
  const user = me(request)
  return membership(request.github.world, organization, user, found(organization.members.get(user.id)))
}
