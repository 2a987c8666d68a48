import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found } from '../server/refusal.ts'
import { accepted, noContent, type Reply } from '../server/reply.ts'
import type { TokenGrant, TokenRequest } from '../world/entities.ts'
import { accountById, repositoriesOf } from '../world/lookups.ts'

/** Fine-grained tokens that reach an organization, and those that ask to. */
export const personalTokenHandlers: Handlers = {
  'orgs/list-pat-grant-requests': (request) =>
    page(request, filtered(request, request.organization.tokenRequests), (one) => tokenRequest(request, one)),
  'orgs/review-pat-grant-request': (request) => {
    review(request, [Number(request.params['pat_request_id'])])
    return noContent
  },
  'orgs/review-pat-grant-requests-in-bulk': (request) => {
    review(
      request,
      request.body<{ pat_request_ids: readonly number[] }>({ pat_request_ids: [] }).pat_request_ids,
    )
    return accepted({})
  },
  'orgs/list-pat-grant-request-repositories': (request) =>
    repositories(request, request.organization.tokenRequests, 'pat_request_id'),
  'orgs/list-pat-grants': (request) =>
    page(request, filtered(request, request.organization.tokenGrants), (one) => tokenGrant(request, one)),
  'orgs/update-pat-access': (request) => {
    revoke(request, [Number(request.params['pat_id'])])
    return noContent
  },
  'orgs/update-pat-accesses': (request) => {
    revoke(request, request.body<{ pat_ids: readonly number[] }>({ pat_ids: [] }).pat_ids)
    return accepted({})
  },
  'orgs/list-pat-grant-repositories': (request) =>
    repositories(request, request.organization.tokenGrants, 'pat_id'),
}

function filtered<T extends TokenGrant>(
  { query, github: { world } }: ApiRequest,
  all: readonly T[],
): readonly T[] {
  const owners = query.list('owner')
  const ids = query.list('token_id')
  return all.filter(
    ({ ownerId, tokenId }) =>
      (owners === undefined || owners.includes(accountById(world, ownerId).login)) &&
      (ids === undefined || ids.includes(String(tokenId))),
  )
}

function review(request: ApiRequest, ids: readonly number[]): void {
  const { action, reason = null } = request.body<{ action: string; reason?: string | null }>({
    action: 'deny',
  })
  const { tokenRequests, tokenGrants, tokenReviews } = request.organization
  const wanted = ids.map((id) => found(tokenRequests.find((one) => one.id === id)))
  for (const one of wanted) {
    tokenRequests.splice(tokenRequests.indexOf(one), 1)
    tokenReviews.push({ request: one.id, action, reason })
    if (action === 'approve') tokenGrants.push(one)
  }
}

function revoke({ organization: { tokenGrants } }: ApiRequest, ids: readonly number[]): void {
  const wanted = ids.map((id) => found(tokenGrants.find((one) => one.id === id)))
  for (const one of wanted) tokenGrants.splice(tokenGrants.indexOf(one), 1)
}

function repositories(request: ApiRequest, all: readonly TokenGrant[], parameter: string): Promise<Reply> {
  const { world } = request.github
  const { repositoryIds, selection } = found(all.find(({ id }) => id === Number(request.params[parameter])))
  const owned = repositoriesOf(world, request.organization.id)
  const reached = owned.filter(({ id }) => selection === 'all' || repositoryIds.includes(id))
  return page(request, reached, (one) => renderRepository(world, one))
}

const token = (request: ApiRequest, one: TokenGrant) => ({
  id: one.id,
  token_id: one.tokenId,
  token_name: one.tokenName,
  owner: simpleUser(request.github.world, accountById(request.github.world, one.ownerId)),
  repository_selection: one.selection,
  repositories_url: `${request.url.origin}${request.url.pathname}/${one.id}/repositories`,
  permissions: one.permissions,
  token_expired: one.expiresAt !== null && one.expiresAt <= request.github.world.clock.now(),
  token_expires_at: one.expiresAt === null ? null : isoTime(one.expiresAt),
  token_last_used_at: one.lastUsedAt === null ? null : isoTime(one.lastUsedAt),
})

const tokenGrant = (request: ApiRequest, one: TokenGrant) => ({
  ...token(request, one),
  access_granted_at: isoTime(one.createdAt),
})

const tokenRequest = (request: ApiRequest, one: TokenRequest) => ({
  ...token(request, one),
  reason: one.reason,
  created_at: isoTime(one.createdAt),
})
