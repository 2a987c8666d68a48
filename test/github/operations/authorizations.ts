import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { notFound } from '../server/refusal.ts'
import { noContent, ok } from '../server/reply.ts'
import { endAuthorization } from '../world/end-authorization.ts'
import type { App, Credential } from '../world/entities.ts'
import { accountById } from '../world/lookups.ts'

/** What an App does about its people's tokens, by its client id and secret. Source: docs.github.com, "REST API endpoints for OAuth authorizations". */
export const authorizationHandlers: Handlers = {
  'apps/check-token': (request) => {
    const { app, token } = wanted(request)
    const { world } = request.github
    const ends = token.expiresAt === null ? null : isoTime(token.expiresAt)
    const time = isoTime(app.createdAt)
    return ok({
      id: app.id,
      url: `${world.urls.api}/authorizations/${app.id}`,
      app: { client_id: app.clientId, name: app.name, url: `${world.urls.web}/apps/${app.slug}` },
      token: token.token,
      token_last_eight: token.token.slice(-8),
      hashed_token: null,
      note: null,
      note_url: null,
      fingerprint: null,
      scopes: [],
      created_at: time,
      updated_at: time,
      expires_at: ends,
      user: simpleUser(world, accountById(world, token.userId)),
    })
  },
  // Its refresh token stays: nothing that GitHub writes says that it ends.
  'apps/delete-token': (request) => {
    request.github.world.credentials.delete(wanted(request).token.token)
    return noContent
  },
  'apps/delete-authorization': (request) => {
    const { app, token } = wanted(request)
    endAuthorization(request.github.world, app.id, token.userId)
    return noContent
  },
}

/** The token that the request names, of the App in its path, which is the one that asks. */
function wanted(request: ApiRequest): {
  readonly app: App
  readonly token: Extract<Credential, { readonly kind: 'user-to-server' }>
} {
  const { actor, params, github } = request
  const { credentials, clock } = github.world
  if (actor.kind !== 'client' || actor.app.clientId !== params['client_id']) throw notFound()
  const token = credentials.get(request.body({ access_token: '' }).access_token)
  if (token?.kind !== 'user-to-server' || token.appId !== actor.app.id) throw notFound()
  if (token.expiresAt !== null && token.expiresAt <= clock.now()) throw notFound()
  return { app: actor.app, token }
}
