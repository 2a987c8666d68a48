import { personOf } from '../auth/actor.ts'
import { fullUser, simpleOrganization } from '../render/account.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { forbidden, found } from '../server/refusal.ts'
import { ok } from '../server/reply.ts'
import type { Organization, User } from '../world/entities.ts'
import { organizationByLogin, userByLogin, workingOn } from '../world/lookups.ts'
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
    page(
      request,
      mine(request).filter((one) => mayReadMembership(request, one)),
      (one) => myMembership(request, one),
    ),
  'orgs/get-membership-for-authenticated-user': (request) => {
    const organization = found(organizationByLogin(request.github.world, request.params['org']!))
    if (!mayReadMembership(request, organization))
      throw forbidden('Resource not accessible by integration', {
        'x-accepted-github-permissions': 'members=read',
      })
    return ok(myMembership(request, organization))
  },
  'orgs/update-membership-for-authenticated-user': (request) =>
    ok(myMembership(request, found(organizationByLogin(request.github.world, request.params['org']!)))),
}

export const me = ({ github: { world }, actor }: ApiRequest): User =>
  found(world.users.get(personOf(actor) ?? 0))

const mine = (request: ApiRequest): readonly Organization[] =>
  [...request.github.world.organizations.values()].filter(({ members }) => members.has(me(request).id))

/** Through an App a person learns it only where the App may read members. (Believed: GitHub's lists name no permission for it.) */
const mayReadMembership = ({ github: { world }, actor }: ApiRequest, { id }: Organization): boolean =>
  actor.kind !== 'user-to-server' || 'members' in (workingOn(world, actor.appId, id)?.permissions ?? {})

function myMembership(request: ApiRequest, organization: Organization): unknown {
  const user = me(request)
  return membership(request.github.world, organization, user, found(organization.members.get(user.id)))
}
