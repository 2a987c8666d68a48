import { app as renderApp } from '../render/installation.ts'
import type { Handlers } from '../server/api-request.ts'
import type { Resource } from '../server/limits.ts'
import { found, Refusal } from '../server/refusal.ts'
import { accepted, created, ok } from '../server/reply.ts'

const resources = [
  'core',
  'graphql',
  'search',
  'code_search',
  'integration_manifest',
] as const satisfies readonly Resource[]

export const generalHandlers: Handlers = {
  'meta/get': ({ github: { world } }) =>
    ok({
      verifiable_password_authentication: false,
      ...('serverVersion' in world.profile ? { installed_version: world.profile.serverVersion } : {}),
    }),
  'meta/get-all-versions': ({ github: { world } }) => ok(world.profile.versionHeader),
  'rate-limit/get': ({ github: { limits, world }, actor }) => {
    // Enterprise Server says so where limits are off.
    if (!world.profile.limited) throw new Refusal(404, 'Rate limiting is not enabled.')
    const standing = (one: Resource) => limits.standing(actor, one)
    return ok({
      resources: Object.fromEntries(resources.map((one) => [one, standing(one)])),
      rate: standing('core'),
    })
  },
  'credentials/revoke': (request) => {
    if (request.actor.kind !== 'anonymous')
      throw new Refusal(403, 'This endpoint is only available to unauthenticated requests.')
    const { credentials } = request.body<{ credentials: readonly string[] }>({ credentials: [] })
    for (const token of credentials) request.github.world.credentials.delete(token)
    return accepted({})
  },
  'apps/create-from-manifest': (request) => {
    const { world } = request.github
    const { code } = request.params
    const app = found(world.manifestCodes.get(code!))
    world.manifestCodes.delete(code!)
    return created({
      ...renderApp(world, app),
      client_secret: app.clientSecret,
      webhook_secret: app.webhook.secret === '' ? null : app.webhook.secret,
      pem: app.privateKey,
    })
  },
}
