import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createListener } from '../../../app/api/create-listener.ts'
import type { Store } from '../../../app/database/store.ts'
import type { HostAccess } from '../../../app/host-access.ts'
import { openConsole } from '../../../app/open-console.ts'
import type { User } from '../../github/world/entities.ts'
import { signingIn } from '../github/sign-in/signing-in.ts'

/** A browser as far as cookies and addresses go. */
export interface Browser {
  readonly cookies: Map<string, string>
  readonly get: (url: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
  readonly post: (
    url: string,
    body: Readonly<Record<string, unknown>> | URLSearchParams,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>
  readonly put: Browser['post']
  readonly patch: Browser['post']
  readonly delete: (url: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
  readonly cookies: readonly string[]
  readonly header: (name: string) => string | undefined
}

/** Acme on the simulator, ruled by a Gatehouse whose console is open: ada owns it, bob is a member, eve is nobody there. */
export async function openDoor(
  store: Store,
  { publicUrl = 'http://127.0.0.1:1', claudeApiUrl = 'http://127.0.0.1:9' } = {},
) {
  const parts = await signingIn()
  const { github, acme, app, installation } = parts
  const eve = github.addUser({ login: 'eve' })
  // Who sees no repository of an organization sees nothing of our App on it.
  github.addRepository(acme, { name: 'shop', files: { 'README.md': '# Shop\n' } })
  const host = new URL(github.apiUrl).host
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-console-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const credentials = {
    app: { id: app.id, privateKey: app.privateKey, webhookSecret: undefined },
    signIn: { clientId: app.clientId, clientSecret: app.clientSecret },
    enterpriseApp: undefined,
    classicToken: undefined,
  }
  const access: HostAccess = {
    host: {
      name: host,
      apiUrl: github.apiUrl,
      usesClassicToken: false,
      readCredentials: async () => credentials,
    },
    current: () => credentials,
    read: async () => credentials,
  }
  const { id: hostId } = await store.database
    .insertInto('hosts')
    .values({ name: host })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: organization } = await store.database
    .insertInto('organizations')
    .values({
      host_id: hostId,
      github_id: String(acme.id),
      login: 'acme',
      installation_id: String(installation.id),
      installation: JSON.stringify({
        installationId: installation.id,
        githubId: acme.id,
        login: 'acme',
        isSuspended: false,
        selection: 'all',
        permissions: { members: 'read' },
      }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  // Governed here too, and nobody of acme is anything there.
  const { id: otherOrganization } = await store.database
    .insertInto('organizations')
    .values({ host_id: hostId, github_id: '999', login: 'globex' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const clock = { now: new Date() }
  const sealKey = randomBytes(32).toString('base64')
  const log = pino({ level: 'silent' })
  const server = createListener(log)
  await openConsole(server, {
    config: {
      publicUrl,
      siemPrivateAddresses: ['127.0.0.1', '::1'],
      sweepMinutes: 60,
      sealKey,
      dataFolder: folder,
      ceiling: 'enforce',
      policyRepository: 'gatehouse',
      writeLimits: { perMinute: 80, contentPerHour: 500 },
      hosts: undefined,
      enterpriseApp: undefined,
      claudeApiUrl,
    },
    readTicket: undefined,
    hosts: [access],
    store,
    log,
    signal: new AbortController().signal,
    now: () => clock.now,
  })
  onTestFinished(() => server.close())
  const browser = (): Browser => {
    const cookies = new Map<string, string>()
    const send = async (
      method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: string,
      body: Readonly<Record<string, unknown>> | URLSearchParams | undefined,
      headers: Readonly<Record<string, string>>,
    ): Promise<Answer> => {
      const type = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json'
      const answer = await server.inject({
        method,
        url,
        headers: {
          host: '127.0.0.1:1',
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body && { 'content-type': type }),
          ...headers,
        },
        ...(body && { payload: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body) }),
      })
      const set = [answer.headers['set-cookie'] ?? []].flat()
      for (const one of set) {
        const [name = '', value = ''] = (one.split(';')[0] ?? '').split('=')
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      return {
        status: answer.statusCode,
        location: answer.headers.location?.toString(),
        text: answer.body,
        cookies: set,
        header: (name) => answer.headers[name]?.toString(),
      }
    }
    return {
      cookies,
      get: (url, headers = {}) => send('GET', url, undefined, headers),
      post: (url, body, headers = {}) => send('POST', url, body, headers),
      put: (url, body, headers = {}) => send('PUT', url, body, headers),
      patch: (url, body, headers = {}) => send('PATCH', url, body, headers),
      delete: (url, headers = {}) => send('DELETE', url, undefined, headers),
    }
  }
  /** Goes to GitHub as somebody, who agrees. @returns the path by which GitHub sends the browser back */
  const toGitHubAndBack = async (begin: Answer, user: User): Promise<string> => {
    github.browser.user = user
    const response = await fetch(begin.location ?? '', { redirect: 'manual' })
    const back = new URL(response.headers.get('location') ?? 'about:blank')
    return back.pathname + back.search
  }
  const begin = (at: Browser, to = '/'): Promise<Answer> =>
    at.post('/sign-in', new URLSearchParams({ host, to }), { 'sec-fetch-site': 'same-origin' })
  const signIn = async (user: User, at = browser(), to = '/'): Promise<Browser> => {
    const answer = await at.get(await toGitHubAndBack(await begin(at, to), user))
    if (answer.status !== 303) throw new Error(`${answer.status}: ${answer.text}`)
    return at
  }
  return {
    ...parts,
    eve,
    server,
    organization,
    otherOrganization,
    clock,
    sealKey,
    folder,
    browser,
    begin,
    toGitHubAndBack,
    signIn,
    store,
  }
}
