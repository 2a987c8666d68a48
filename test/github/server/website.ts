import { createHash, randomBytes } from 'node:crypto'
import { hour, minute, second } from '../clock.ts'
import { addApp } from '../world/build-apps.ts'
import { remember } from '../world/build-credentials.ts'
import type { App, Permissions, User } from '../world/entities.ts'
import { organizationByLogin } from '../world/lookups.ts'
import type { GitHub } from './github.ts'
import type { Reply } from './reply.ts'

/** What a person's browser does on the website: signing in for an App, and registering one from a manifest. */
export interface Browser {
  /** Who is signed in; nobody may be. */
  user: User | undefined
}

interface Grant {
  readonly app: App
  readonly user: User
  readonly redirect: string
  readonly challenge: string | undefined
  readonly until: number
}

export interface Website {
  /** The answer to a page of the website, or undefined where it has none. */
  readonly answer: (method: string, url: URL, text: string, headers: Headers) => Reply | undefined
  readonly browser: Browser
}
type Headers = Readonly<Record<string, string | undefined>>

export function createWebsite(github: GitHub): Website {
  const browser: Browser = { user: undefined }
  const grants = new Map<string, Grant>()
  return {
    browser,
    answer(method, url, text, headers) {
      if (method === 'GET' && url.pathname === '/login/oauth/authorize')
        return authorize(github, browser, grants, url.searchParams)
      if (method === 'POST' && url.pathname === '/login/oauth/access_token')
        return token(github, grants, url.searchParams, text, headers)
      const match = /^(?:\/organizations\/([^/]+))?\/settings\/apps\/new$/.exec(url.pathname)
      if (method === 'POST' && match) return register(github, browser, match[1], url.searchParams, text)
      return undefined
    },
  }
}

const page = (status: number, text: string): Reply => ({
  status,
  bytes: { type: 'text/html; charset=utf-8', content: Buffer.from(text) },
})
const redirect = (location: string): Reply => ({ status: 302, headers: { location } })

/** The signed-in person agrees at once. */
function authorize(
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
function token(
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

interface Manifest {
  readonly name?: string
  readonly url?: string
  readonly redirect_url?: string
  readonly callback_urls?: readonly string[]
  readonly hook_attributes?: { readonly url?: string; readonly active?: boolean }
  readonly default_permissions?: Permissions
  readonly default_events?: readonly string[]
}

/** The form that a manifest is posted to: the person agrees, and comes back with a code for the App's secrets. */
function register(
  { world }: GitHub,
  { user }: Browser,
  organization: string | undefined,
  query: URLSearchParams,
  text: string,
): Reply {
  if (user === undefined) return redirect(`${world.urls.web}/login`)
  const owner = organization === undefined ? user : organizationByLogin(world, organization)
  if (owner === undefined) return page(404, 'Not Found')
  if (owner.type === 'Organization' && owner.members.get(user.id) !== 'admin') return page(404, 'Not Found')
  const manifest: Manifest = JSON.parse(new URLSearchParams(text).get('manifest') ?? '{}')
  if (!manifest.name || !manifest.url || !manifest.redirect_url)
    return page(422, 'Manifest: name, url and redirect_url are required')
  const hook = manifest.hook_attributes?.url
  const app = addApp(world, {
    slug: manifest.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    name: manifest.name,
    owner,
    permissions: manifest.default_permissions ?? {},
    events: manifest.default_events ?? [],
    callbackUrls: manifest.callback_urls ?? [],
    ...(hook ? { webhook: { url: hook, secret: randomBytes(20).toString('hex') } } : {}),
  })
  const code = randomBytes(20).toString('hex')
  world.manifestCodes.set(code, app)
  const target = new URL(manifest.redirect_url)
  target.searchParams.set('code', code)
  const state = query.get('state')
  if (state !== null) target.searchParams.set('state', state)
  return redirect(target.href)
}
