import { mkdtempSync, readFileSync, statSync, writeFileSync, mkdirSync, rmSync, existsSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../app/config.ts'
import { credentialsFile, readCredentials } from '../../app/credentials.ts'
import { findCredentials } from '../../app/find-credentials.ts'
import { permissionLevels } from '../../app/github/manifest.ts'
import { observePermissions } from '../../app/github/permissions.ts'
import { createConceal } from '../../app/logs/conceal.ts'
import { openLog } from '../../app/logs/open-log.ts'
import { runSetUp } from '../../app/set-up.ts'
import { simulated } from '../github/simulated.ts'
import type { ProfileName } from '../github/profiles.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A set-up that is open, on a simulated GitHub where ada owns acme. */
async function openSetUp(profile: ProfileName = 'team') {
  const github = await simulated({ profile })
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  github.browser.user = ada
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'gatehouse-setup-'))
  folders.push(dataFolder)
  const config = readConfig({ DATA_FOLDER: dataFolder, PORT: '0', GITHUB_API_URL: github.apiUrl })
  const lines: string[] = []
  const secrets = createConceal()
  const log = openLog({
    level: 'debug',
    conceal: secrets.conceal,
    write: (line) => void lines.push(line),
    form: 'json',
  })
  const stopping = new AbortController()
  let isDone: Promise<boolean> | undefined
  const address = await new Promise<string>((resolve, reject) => {
    isDone = runSetUp({
      config,
      log,
      signal: stopping.signal,
      showAddress: resolve,
      addSecret: secrets.add,
    })
    isDone.catch(reject)
  })
  onTestFinished(async () => {
    stopping.abort()
    await isDone
  })
  const { origin } = new URL(address)
  return { github, acme, address, origin, config, dataFolder, lines, isDone: isDone!, stopping }
}

/** A browser: keeps the cookie, follows nothing by itself. */
function browse(origin: string) {
  let cookie = ''
  const go = async (
    url: string,
    init: { readonly method?: string; readonly body?: URLSearchParams } = {},
  ) => {
    const response = await fetch(new URL(url, origin), {
      redirect: 'manual',
      ...init,
      headers: { cookie },
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return { go }
}

type Go = ReturnType<typeof browse>['go']

const field = (text: string, name: string): string =>
  plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '')
const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** From the address to the page that posts the manifest. */
async function confirm(go: Go, address: string, organization = 'acme') {
  await go(address)
  const first = await go('/setup')
  const body = new URLSearchParams({ form: field(first.text, 'form'), organization })
  return go('/setup', { method: 'POST', body })
}

/** Agrees on GitHub. @returns where GitHub sends the browser */
async function agree(text: string): Promise<URL> {
  const action = plain(/<form method="post" action="([^"]*)"/.exec(text)?.[1] ?? '')
  const response = await fetch(action, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ manifest: field(text, 'manifest') }),
  })
  return new URL(response.headers.get('location') ?? 'about:blank')
}

test.each<ProfileName>(['free', 'ghec-data-residency', 'ghes-newest'])(
  'on %s a person makes the App, and its credentials are kept for Gatehouse alone',
  async (profile) => {
    const { github, address, origin, config, dataFolder, lines, isDone } = await openSetUp(profile)
    const { go } = browse(origin)
    const page = await confirm(go, address)
    expect(page.status).toBe(200)
    const back = await agree(page.text)
    expect(back.origin).toBe(origin)
    const done = await go(back.href)
    expect(done.status).toBe(200)
    expect(done.text).toMatch(/href="[^"]+\/installations\/new"/)
    expect(await isDone).toBe(true)

    const [app] = [...github.world.apps.values()]
    const kept = await readCredentials(dataFolder, config.githubApiUrl)
    expect(kept).toMatchObject({ id: app!.id, slug: 'gatehouse-of-acme' })
    // People can sign in with it at once.
    expect(app!.callbackUrls).toEqual([`${origin}/sign-in/callback`])
    expect((await findCredentials(config))?.signIn).toEqual({
      clientId: app!.clientId,
      clientSecret: app!.clientSecret,
    })
    expect(statSync(credentialsFile(dataFolder)).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(credentialsFile(dataFolder))).mode & 0o777).toBe(0o700)
    // It asks for reading and nothing else.
    expect(new Set(Object.values(app!.permissions))).toEqual(new Set(['read']))
    const wanted = observePermissions.filter(
      ({ isCloudOnly }) => isCloudOnly !== true || !profile.startsWith('ghes'),
    )
    expect(app!.permissions).toMatchObject(permissionLevels(wanted))
    const secrets = [
      kept!.privateKey,
      kept!.clientSecret,
      kept!.webhookSecret!,
      new URL(address).searchParams.get('token')!,
    ]
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret.slice(0, 20))
    for (const secret of secrets) expect(done.text + page.text).not.toContain(secret.slice(0, 20))
    // It is closed now.
    await expect(fetch(origin)).rejects.toThrow('fetch failed')
  },
)

test('the address works once, and its pages are for that browser alone', async () => {
  const { address, origin } = await openSetUp()
  const { go } = browse(origin)
  const opened = await go(address)
  expect(opened.status).toBe(303)
  expect(opened.headers.get('location')).toBe('/setup')
  expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
  const page = await go('/setup')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(page.headers.get('x-powered-by')).toBeNull()
  expect(page.text).not.toMatch(/<script|https?:\/\/(?!127)/)
  for (const { why } of observePermissions) expect(plain(page.text)).toContain(why)
  const other = browse(origin)
  expect((await other.go(address)).status).toBe(403)
  expect((await other.go('/setup')).status).toBe(403)
  expect((await other.go('/setup', { method: 'POST', body: new URLSearchParams() })).status).toBe(403)
  expect((await other.go('/setup/callback?code=a&state=b')).status).toBe(403)
})

test('a wrong address is refused, and guessing ends it for everybody', async () => {
  const { address, origin } = await openSetUp()
  const { go } = browse(origin)
  for (let tries = 0; tries < 10; tries += 1)
    expect((await go(`/setup?token=${'x'.repeat(43)}`)).status).toBe(403)
  const late = await go(address)
  expect(late.status).toBe(403)
  expect(late.text).toContain('is closed')
})

test('another name for this machine is refused, so that no page elsewhere can read it', async () => {
  const { address } = await openSetUp()
  const url = new URL(address)
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request({
      host: url.hostname,
      port: url.port,
      path: url.pathname + url.search,
      headers: { host: 'evil.example' },
    })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(421)
  // And it has not used the address up.
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
})

test.each(['', 'a'.repeat(40), 'acme/../../x', '-acme', 'a--b', '<b>'])(
  'the name %j of an organization is refused with words',
  async (organization) => {
    const { address, origin } = await openSetUp()
    const page = await confirm(browse(origin).go, address, organization)
    expect(page.status).toBe(400)
    expect(page.text).toContain('role="alert"')
    expect(page.text).not.toContain('<b>"')
  },
)

test('what comes back with another state is refused and exchanges nothing', async () => {
  const { github, address, origin } = await openSetUp()
  const { go } = browse(origin)
  const back = await agree((await confirm(go, address)).text)
  const code = back.searchParams.get('code')!
  for (const state of ['', 'x', 'y'.repeat(43)]) {
    const refused = await go(`/setup/callback?code=${code}&state=${state}`)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('did not begin here')
  }
  expect(github.calls.filter(({ path }) => path.includes('/conversions'))).toEqual([])
  expect((await go(back.href)).status).toBe(200)
})

test('a form that was not made here is refused', async () => {
  const { address, origin } = await openSetUp()
  const { go } = browse(origin)
  await go(address)
  const forged = await go('/setup', {
    method: 'POST',
    body: new URLSearchParams({ form: 'guess', organization: 'acme' }),
  })
  expect(forged.status).toBe(400)
  expect(forged.text).not.toContain('manifest')
})

test('while GitHub is down the exchange can be tried again, and nothing is lost', async () => {
  const { github, address, origin, dataFolder, isDone } = await openSetUp()
  const { go } = browse(origin)
  const back = await agree((await confirm(go, address)).text)
  const isExchange = ({ path }: { path: string }): boolean => path.includes('/conversions')
  github.faults.add({ when: isExchange, fault: { kind: 'status', status: 503 }, times: 2 })
  for (let tries = 0; tries < 2; tries += 1) {
    const failed = await go(back.href)
    expect(failed.status).toBe(502)
    expect(plain(failed.text)).toContain(back.search)
  }
  expect(existsSync(credentialsFile(dataFolder))).toBe(false)
  expect((await go(back.href)).status).toBe(200)
  expect(await isDone).toBe(true)
})

test('a code that is too old is told apart, and the set-up can begin again', async () => {
  const { address, origin, isDone } = await openSetUp()
  const { go } = browse(origin)
  const page = await confirm(go, address)
  const back = await agree(page.text)
  const old = new URL(back)
  old.searchParams.set('code', 'f'.repeat(40))
  const refused = await go(old.href)
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('begin again')
  expect((await go('/setup')).status).toBe(200)
  expect((await go(back.href)).status).toBe(200)
  expect(await isDone).toBe(true)
})

test('credentials that cannot be kept are held until they can, and others are never written over', async () => {
  const { github, address, origin, dataFolder, isDone, lines } = await openSetUp()
  const { go } = browse(origin)
  const back = await agree((await confirm(go, address)).text)
  const file = credentialsFile(dataFolder)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, 'of somebody else')
  const failed = await go(back.href)
  expect(failed.status).toBe(500)
  expect(failed.text).toContain('Try again')
  expect(readFileSync(file, 'utf8')).toBe('of somebody else')
  rmSync(file)
  // GitHub would refuse the code now: it was used.
  expect((await go(back.href)).status).toBe(200)
  expect(github.calls.filter(({ path }) => path.includes('/conversions'))).toHaveLength(1)
  expect(await isDone).toBe(true)
  expect(lines.join('')).not.toContain('PRIVATE KEY')
})

test('told to stop, it ends without an App', async () => {
  const { stopping, isDone, origin } = await openSetUp()
  stopping.abort()
  expect(await isDone).toBe(false)
  await expect(fetch(origin)).rejects.toThrow('fetch failed')
})
