import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hour } from '../clock.ts'
import type { Simulator } from '../server/simulator.ts'
import { company, refusal, simulated, withToken } from '../simulated.ts'
import type { App } from '../world/entities.ts'

const callback = 'http://127.0.0.1:1/callback'

async function signIn(
  github: Simulator,
  app: App,
  rest: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const url = new URL(`${github.webUrl}/login/oauth/authorize`)
  url.search = new URLSearchParams({ client_id: app.clientId, state: 'mine', ...rest }).toString()
  const response = await fetch(url, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? 'about:blank')
}

interface Tokens {
  readonly access_token?: string
  readonly refresh_token?: string
  readonly expires_in?: number
  readonly error?: string
}

async function exchange(
  github: Simulator,
  app: App,
  fields: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const response = await fetch(`${github.webUrl}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...fields }),
  })
  const tokens: Tokens = JSON.parse(await response.text())
  return tokens
}

async function signInCompany() {
  const { github, ada, acme } = await company()
  const app = github.addApp({
    slug: 'console',
    owner: acme,
    callbackUrls: [callback],
    permissions: { contents: 'read' },
  })
  github.browser.user = ada
  return { github, ada, acme, app }
}

test('a person signs in and is who they are', async () => {
  const { github, app } = await signInCompany()
  const back = await signIn(github, app)
  expect(back.href.startsWith(callback)).toBe(true)
  expect(back.searchParams.get('state')).toBe('mine')
  const tokens = await exchange(github, app, { code: back.searchParams.get('code')! })
  expect(tokens).toMatchObject({ expires_in: 28_800, refresh_token: expect.any(String) })
  const octokit = withToken(github, tokens.access_token)
  expect((await octokit.users.getAuthenticated()).data.login).toBe('ada')
})

test('a code is good once, for ten minutes, for its App, with its proof', async () => {
  const { github, app, acme } = await signInCompany()
  const codeFrom = async (rest?: Readonly<Record<string, string>>) =>
    (await signIn(github, app, rest)).searchParams.get('code')!
  const code = await codeFrom()
  expect(await exchange(github, app, { code })).toHaveProperty('access_token')
  expect(await exchange(github, app, { code })).toMatchObject({ error: 'bad_verification_code' })
  const old = await codeFrom()
  github.clock.advance(11 * 60_000)
  expect(await exchange(github, app, { code: old })).toMatchObject({ error: 'bad_verification_code' })
  const other = github.addApp({ slug: 'other', owner: acme, callbackUrls: [callback] })
  expect(await exchange(github, other, { code: await codeFrom() })).toMatchObject({
    error: 'bad_verification_code',
  })
  expect(await exchange(github, app, { code: 'x', client_secret: 'wrong' })).toMatchObject({
    error: 'incorrect_client_credentials',
  })
  const challenge = createHash('sha256').update('proof').digest('base64url')
  const bound = await codeFrom({ code_challenge: challenge, code_challenge_method: 'S256' })
  expect(await exchange(github, app, { code: bound, code_verifier: 'wrong' })).toHaveProperty('error')
  const again = await codeFrom({ code_challenge: challenge, code_challenge_method: 'S256' })
  expect(await exchange(github, app, { code: again, code_verifier: 'proof' })).toHaveProperty('access_token')
})

test('nobody is sent to a place that the App did not name', async () => {
  const { github, app } = await signInCompany()
  for (const other of ['http://127.0.0.1:2/steal', `${callback}/deeper`, `${callback}?to=elsewhere`]) {
    const back = await signIn(github, app, { redirect_uri: other })
    expect(back.origin + back.pathname).toBe(callback)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'redirect_uri_mismatch',
      state: 'mine',
    })
    expect(back.searchParams.has('code')).toBe(false)
  }
})

test('a token ends after eight hours and is renewed once', async () => {
  const { github, app } = await signInCompany()
  const code = (await signIn(github, app)).searchParams.get('code')!
  const tokens = await exchange(github, app, { code })
  github.clock.advance(8 * hour)
  const me = (token: string | undefined) => withToken(github, token).users.getAuthenticated()
  expect(await refusal(me(tokens.access_token))).toMatchObject({ status: 401 })
  const renew = () =>
    exchange(github, app, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token! })
  expect((await me((await renew()).access_token)).data.login).toBe('ada')
  expect(await renew()).toMatchObject({ error: 'bad_refresh_token' })
})

test('what a person may through an App is what both may', async () => {
  const { github, ada, acme, app } = await signInCompany()
  const bob = github.addUser({ login: 'bob' })
  const web = github.addRepository(acme, { name: 'web' })
  const api = github.addRepository(acme, { name: 'api' })
  const get = (user: typeof ada, repo: string) =>
    withToken(github, github.addUserToken(app, user)).repos.get({ owner: 'acme', repo })
  expect(await refusal(get(ada, 'web'))).toMatchObject({ status: 404 })
  github.addInstallation({ app, on: acme, repositories: [web] })
  expect((await get(ada, 'web')).status).toBe(200)
  expect(await refusal(get(ada, api.name))).toMatchObject({ status: 404 })
  expect(await refusal(get(bob, 'web'))).toMatchObject({ status: 404 })
})

test('an App is registered from a manifest, and its secrets are handed out once', async () => {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  github.addOrganization({ login: 'acme', owners: [ada] })
  github.browser.user = ada
  const manifest = {
    name: 'Gatehouse of Acme',
    url: 'https://example.com',
    redirect_url: callback,
    hook_attributes: { url: 'https://example.com/hook' },
    default_permissions: { contents: 'read' },
    default_events: ['push'],
  }
  const response = await fetch(`${github.webUrl}/organizations/acme/settings/apps/new?state=mine`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ manifest: JSON.stringify(manifest) }),
  })
  const back = new URL(response.headers.get('location')!)
  expect(back.searchParams.get('state')).toBe('mine')
  const convert = () => withToken(github).apps.createFromManifest({ code: back.searchParams.get('code')! })
  const { data } = await convert()
  expect(data).toMatchObject({
    slug: 'gatehouse-of-acme',
    pem: expect.stringContaining('PRIVATE KEY'),
    webhook_secret: expect.any(String),
    permissions: { contents: 'read', metadata: 'read' },
    events: ['push'],
  })
  expect(await refusal(convert())).toMatchObject({ status: 404 })
})
