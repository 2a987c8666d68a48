import { badCredentials, forbidden } from '../server/refusal.ts'
import type { World } from '../world/world.ts'
import type { Actor } from './actor.ts'
import { appOfToken } from './json-web-token.ts'

/** Who a request's `authorization` header shows the caller to be. */
export function authenticate(world: World, authorization: string | undefined): Actor {
  if (authorization === undefined) return { kind: 'anonymous' }
  const [scheme = '', value = ''] = authorization.split(' ')
  if (scheme.toLowerCase() === 'basic') return byNameAndPassword(world, value)
  if (!['bearer', 'token'].includes(scheme.toLowerCase())) throw badCredentials()
  return value.includes('.') ? { kind: 'app', app: appOfToken(world, value) } : byToken(world, value)
}

/** git and old clients put a token where a password belongs; OAuth puts an App's client secret there. */
function byNameAndPassword(world: World, encoded: string): Actor {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const name = text.slice(0, text.indexOf(':'))
  const password = text.slice(text.indexOf(':') + 1)
  const app = [...world.apps.values()].find(
    ({ clientId, clientSecret }) => clientId === name && clientSecret === password,
  )
  if (app) return { kind: 'client', app }
  return byToken(world, world.credentials.has(password) ? password : name)
}

function byToken(world: World, token: string): Actor {
  const credential = world.credentials.get(token)
  if (credential === undefined || credential.kind === 'refresh') throw badCredentials()
  if (credential.expiresAt !== null && credential.expiresAt <= world.clock.now()) throw badCredentials()
  if (credential.kind === 'installation') {
    const installation = world.installations.get(credential.installationId)
    if (installation === undefined) throw badCredentials()
    if (installation.suspendedAt !== null) throw forbidden('This installation has been suspended')
  }
  return credential
}
