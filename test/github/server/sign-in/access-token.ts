import { createHash } from 'node:crypto'
import { hour, second } from '../../clock.ts'
import { remember } from '../../world/build-credentials.ts'
import type { App, SignInCode } from '../../world/entities.ts'
import type { World } from '../../world/world.ts'
import type { Reply } from '../reply.ts'
import type { Headers } from '../web-page.ts'

type Fields = Readonly<Record<string, unknown>>

/** Tokens for a code or a refresh token. Errors come with 200, as on GitHub. */
export function accessToken(world: World, query: URLSearchParams, text: string, headers: Headers): Reply {
  return shown(headers, tokensOrError(world, sentFields(query, text, headers)))
}

function tokensOrError(world: World, sent: URLSearchParams): Fields {
  const app = [...world.apps.values()].find(({ clientId }) => clientId === sent.get('client_id'))
  if (app === undefined || app.clientSecret !== sent.get('client_secret'))
    return errors.incorrect_client_credentials
  const grantType = sent.get('grant_type') ?? 'authorization_code'
  if (grantType === 'refresh_token') return refreshed(world, app, sent.get('refresh_token'))
  return grantType === 'authorization_code' ? exchanged(world, app, sent) : errors.unsupported_grant_type
}

/** A code is good once, and for ten minutes. */
function exchanged(world: World, app: App, sent: URLSearchParams): Fields {
  const { signInCodes, clock } = world
  const code = sent.get('code') ?? ''
  const granted = signInCodes.get(code)
  signInCodes.delete(code)
  if (granted?.appId !== app.id || granted.until <= clock.now()) return errors.bad_verification_code
  const wanted = sent.get('redirect_uri')
  if (wanted !== null && wanted !== granted.redirect) return errors.redirect_uri_mismatch
  // GitHub's word for a wrong verifier is not documented.
  if (!provesChallenge(granted, sent.get('code_verifier'))) return errors.bad_verification_code
  return tokensFor(world, app, granted.userId)
}

/** PKCE, where the authorization asked for it. */
function provesChallenge({ challenge }: SignInCode, verifier: string | null): boolean {
  if (challenge === undefined) return true
  const sent = verifier ?? ''
  return createHash('sha256').update(sent).digest('base64url') === challenge
}

/** "Once you use a refresh token, that refresh token and the old user access token will no longer work." Source: docs.github.com, "Refreshing user access tokens". */
function refreshed(world: World, app: App, token: string | null): Fields {
  const { credentials, clock } = world
  const known = credentials.get(token ?? '')
  if (known?.kind !== 'refresh' || known.appId !== app.id || (known.expiresAt ?? 0) <= clock.now())
    return errors.bad_refresh_token
  credentials.delete(known.token)
  credentials.delete(known.accessToken)
  return tokensFor(world, app, known.userId)
}

/** Eight hours, and six months to renew; without an end where the App was set up so. */
function tokensFor(world: World, app: App, userId: number): Fields {
  const now = world.clock.now()
  const lives = 8 * hour
  const renews = 184 * 24 * hour
  const common = { appId: app.id, userId }
  const expiresAt = app.userTokensExpire ? now + lives : null
  const access = remember(world, { kind: 'user-to-server', ...common, expiresAt })
  const fields = { access_token: access, token_type: 'bearer', scope: '' }
  if (!app.userTokensExpire) return fields
  const refresh = remember(world, {
    kind: 'refresh',
    ...common,
    accessToken: access,
    expiresAt: now + renews,
  })
  return {
    ...fields,
    expires_in: lives / second,
    refresh_token: refresh,
    refresh_token_expires_in: renews / second,
  }
}

const described = (error: string, description: string): Fields => ({
  error,
  error_description: description,
  error_uri: `https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors`,
})

/** Source: docs.github.com, "Troubleshooting OAuth app access token request errors". */
const errors = {
  incorrect_client_credentials: described(
    'incorrect_client_credentials',
    'The client_id and/or client_secret passed are incorrect.',
  ),
  redirect_uri_mismatch: described(
    'redirect_uri_mismatch',
    'The redirect_uri MUST match the registered callback URL for this application.',
  ),
  bad_verification_code: described('bad_verification_code', 'The code passed is incorrect or expired.'),
  bad_refresh_token: described('bad_refresh_token', 'The refresh token passed is incorrect or expired.'),
  unsupported_grant_type: described('unsupported_grant_type', 'The grant_type is not supported.'),
} as const

function sentFields(query: URLSearchParams, text: string, headers: Headers): URLSearchParams {
  if (!headers['content-type']?.includes('json')) {
    const sent = new URLSearchParams(text)
    for (const [name, value] of query) sent.append(name, value)
    return sent
  }
  const fields: Readonly<Record<string, string>> = JSON.parse(text)
  return new URLSearchParams(fields)
}

function shown(headers: Headers, fields: Fields): Reply {
  if (headers['accept']?.includes('json')) return { status: 200, body: fields }
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  return {
    status: 200,
    bytes: {
      type: 'application/x-www-form-urlencoded; charset=utf-8',
      content: Buffer.from(form.toString()),
    },
  }
}
