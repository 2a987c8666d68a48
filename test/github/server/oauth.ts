import { createHash, randomBytes } from 'node:crypto'
import { hour, minute, second } from '../clock.ts'
import { remember } from '../world/build-credentials.ts'
import type { App, User } from '../world/entities.ts'
import type { GitHub } from './github.ts'
import type { Reply } from './reply.ts'
import { page, redirect, type Browser, type Headers } from './web-page.ts'

export interface Grant {
  readonly app: App
  readonly user: User
  readonly redirect: string
  readonly challenge: string | undefined
  readonly until: number
}

/** The signed-in person agrees at once. */
export function authorize(
  { world }: GitHub,
  { user }: Browser,
  grants: Map<string, Grant>,
  query: URLSearchParams,
): Reply {
  const app = [...world.apps.values()].find(({ clientId }) => clientId === query.get('client_id'))
  if (app === undefined) return page(404, 'Not Found')
  if (user === undefined) return redirect(`${world.urls.web}/login`)
  const wanted = query.get('redirect_uri') ?? app.callbackUrls[0] ?? ''
  if (!app.callbackUrls.some((known) => wanted === known || wanted.startsWith(`${known}/`)))
    return page(400, 'The redirect_uri is not associated with this application.')
  const code = randomBytes(10).toString('hex')
  const challenge = query.get('code_challenge') ?? undefined
  grants.set(code, { app, user, redirect: wanted, challenge, until: world.clock.now() + 10 * minute })
  const target = new URL(wanted)
  target.searchParams.set('code', code)
  const state = query.get('state')
  if (state !== null) target.searchParams.set('state', state)
  return redirect(target.href)
}

/** Errors come with 200, as on GitHub; a code is good once and for ten minutes. */
export function token(
  github: GitHub,
  grants: Map<string, Grant>,
  query: URLSearchParams,
  text: string,
  headers: Headers,
): Reply {
  const { world } = github
  const sent = sentFields(query, text, headers)
  const app = [...world.apps.values()].find(({ clientId }) => clientId === sent.get('client_id'))
  if (app === undefined || app.clientSecret !== sent.get('client_secret'))
    return shown(headers, {
      error: 'incorrect_client_credentials',
      error_description: 'The client_id and/or client_secret passed are incorrect.',
    })
  if (sent.get('grant_type') === 'refresh_token')
    return shown(headers, refreshed(github, app, sent.get('refresh_token')))
  const code = sent.get('code') ?? ''
  const grant = grants.get(code)
  grants.delete(code)
  const isGood =
    grant?.app === app && grant.until > world.clock.now() && provesChallenge(grant, sent.get('code_verifier'))
  if (!grant || !isGood)
    return shown(headers, {
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
    })
  return shown(headers, tokensFor(github, app, grant.user.id))
}

function sentFields(query: URLSearchParams, text: string, headers: Headers): URLSearchParams {
  if (!headers['content-type']?.includes('json')) {
    const sent = new URLSearchParams(text)
    for (const [name, value] of query) sent.append(name, value)
    return sent
  }
  const fields: Readonly<Record<string, string>> = JSON.parse(text)
  return new URLSearchParams(fields)
}

/** PKCE, where the authorization asked for it. */
function provesChallenge({ challenge }: Grant, verifier: string | null): boolean {
  if (challenge === undefined) return true
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  )
}

function refreshed(github: GitHub, app: App, token: string | null): Readonly<Record<string, unknown>> {
  const { credentials, clock } = github.world
  const known = credentials.get(token ?? '')
  if (known?.kind !== 'refresh' || known.appId !== app.id || (known.expiresAt ?? 0) <= clock.now())
    return {
      error: 'bad_refresh_token',
      error_description: 'The refresh token passed is incorrect or expired.',
    }
  credentials.delete(known.token)
  return tokensFor(github, app, known.userId)
}

/** Eight hours, and six months to renew; without an end where the App was set up so. */
function tokensFor({ world }: GitHub, app: App, userId: number): Readonly<Record<string, unknown>> {
  const now = world.clock.now()
  const lives = 8 * hour
  const renews = 184 * 24 * hour
  const common = { appId: app.id, userId }
  const expiresAt = app.userTokensExpire ? now + lives : null
  const access = remember(world, { kind: 'user-to-server', ...common, expiresAt })
  const fields = { access_token: access, token_type: 'bearer', scope: '' }
  if (!app.userTokensExpire) return fields
  const refresh = remember(world, { kind: 'refresh', ...common, expiresAt: now + renews })
  return {
    ...fields,
    expires_in: lives / second,
    refresh_token: refresh,
    refresh_token_expires_in: renews / second,
  }
}

function shown(headers: Headers, fields: Readonly<Record<string, unknown>>): Reply {
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
