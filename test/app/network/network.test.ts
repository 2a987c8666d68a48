import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import path from 'node:path'
import { promisify } from 'node:util'
import { ProbotOctokit } from 'probot'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { explainingFetch } from '../../../app/network/explain.ts'
import { openNetwork } from '../../../app/network/open-network.ts'
import { routeOf } from '../../../app/network/route.ts'
import { openTunnel } from '../../../app/network/tunnel.ts'
import { allowedAddresses } from '../../../app/notifications/channels/allowed-addresses.ts'
import { mailChannel } from '../../../app/notifications/channels/mail.ts'
import { createSendRequest, type Tunnel } from '../../../app/notifications/channels/send-request.ts'
import { messageOf } from '../../../app/notifications/message.ts'
import type { MailSettings } from '../../../app/notifications/target.ts'
import { fetchEnvironment } from '../../../scanner/sources/git/mirror/fetch-environment.ts'
import { localNetwork, notice } from '../notifications/sample.ts'
import { makeCertificates } from './certificates.ts'
import { listen, startProxy } from './proxy.ts'

const authority = 'Acme Test Root'
const certificates = makeCertificates(authority)
const { caFile, folder } = certificates
const nowhere = { proxy: undefined, noProxy: '', caFile: undefined }
let proxy: Awaited<ReturnType<typeof startProxy>>
let port: number

/** A repository that is served as plain files, as git's oldest transport reads it. */
function makeRepository(): string {
  const repository = path.join(folder, 'shop.git')
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@acme.test', ...args], {
      encoding: 'utf8',
    })
  mkdirSync(repository)
  git('init', '-q', '--bare', '-b', 'main', '.')
  const tree = git('mktree', '--missing', '-z').trim()
  git('update-ref', 'refs/heads/main', git('commit-tree', '-m', 'first', tree).trim())
  git('update-server-info')
  return repository
}

beforeAll(async () => {
  makeRepository()
  proxy = await startProxy('p@ss')
  const server = https.createServer(
    { key: certificates.key, cert: certificates.cert },
    (request, response) => {
      const { pathname } = new URL(request.url ?? '', 'https://acme.test')
      const file = path.join(folder, pathname)
      if (pathname.startsWith('/shop.git') && existsSync(file)) return response.end(readFileSync(file))
      response.setHeader('content-type', 'application/json')
      return response
        .writeHead(pathname.startsWith('/shop.git') ? 404 : 200)
        .end(`{"at":"${request.headers.host}"}`)
    },
  )
  port = await listen(server)
  return () => {
    server.close()
    server.closeAllConnections()
  }
})
afterEach(() => {
  openNetwork(nowhere, folder)
  proxy.connected.length = 0
})

const through = () => ({ proxy: proxy.url, noProxy: 'localhost, .direct.test', caFile })
const tunnel: Tunnel = (host, to, signal) => {
  const by = routeOf(through())(host, to)
  return by && openTunnel(by, { host, port: to }, signal)
}
/** As behind a proxy: nobody here knows the names. */
const unknown = async (name: string): Promise<never> => {
  throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })
}

describe('by a proxy that asks for a password, to hosts whose certificates an own authority issued', () => {
  test('fetch and Octokit', async () => {
    openNetwork(through(), folder)
    const fetch = explainingFetch(routeOf(through()))
    const answer = await fetch(`https://api.acme.test:${port}/app`)
    expect(await answer.json()).toEqual({ at: `api.acme.test:${port}` })
    const octokit = new ProbotOctokit({ baseUrl: `https://git.acme.test:${port}`, request: { fetch } })
    expect((await octokit.request('GET /meta')).status).toBe(200)
    expect(proxy.connected).toEqual(['api.acme.test', 'git.acme.test'])
  })

  test('git', async () => {
    openNetwork(through(), folder)
    const url = `https://git.acme.test:${port}/shop.git`
    const home = path.join(folder, 'home')
    mkdirSync(home)
    const env = fetchEnvironment(path.join(folder, 'shop.git'), home, { url, token: 'x' })
    const { stdout } = await promisify(execFile)('git', ['ls-remote', url], { env })
    expect(stdout).toContain('refs/heads/main')
    expect(proxy.connected).toContain('git.acme.test')
    // And without the authority git believes nobody either.
    openNetwork({ ...through(), caFile: undefined }, folder)
    const refused = promisify(execFile)('git', ['ls-remote', url], {
      env: fetchEnvironment(path.join(folder, 'shop.git'), home, { url, token: 'x' }),
    })
    await expect(refused).rejects.toThrow(/certificate/)
  })

  test('webhooks of notifications', async () => {
    openNetwork(through(), folder)
    const addresses = allowedAddresses([])
    const send = createSendRequest({ addresses, resolve: unknown, tunnel, timeoutMs: 5000 })
    const request = {
      method: 'POST',
      url: `https://hooks.acme.test:${port}/x`,
      headers: {},
      body: '{}',
    } as const
    expect((await send(request)).text).toBe(`{"at":"hooks.acme.test:${port}"}`)
    expect(proxy.connected).toEqual(['hooks.acme.test'])
    // What is known here to lead inside is refused as without a proxy.
    const inside = createSendRequest({
      addresses,
      resolve: async () => [{ address: '169.254.169.254', family: 4 }],
      tunnel,
      timeoutMs: 5000,
    })
    await expect(inside(request)).rejects.toThrow('hooks.acme.test leads to an address that is not allowed')
  })

  test.each(['tls', 'starttls'] as const)('mail with %s', async (security) => {
    openNetwork(through(), folder)
    const received: string[] = []
    const server = new SMTPServer({
      secure: security === 'tls',
      key: certificates.key,
      cert: certificates.cert,
      authOptional: true,
      onData: (stream, session, callback) => {
        received.push(...session.envelope.rcptTo.map(({ address }) => address))
        stream.on('data', () => {}).on('end', () => callback())
      },
    })
    server.on('error', () => {})
    const settings: MailSettings = {
      kind: 'mail',
      host: 'mail.acme.test',
      port: await listen(server.server),
      security,
      user: undefined,
      password: undefined,
      from: 'gatehouse@acme.test',
    }
    const notices = [notice()]
    const options = { id: 'm1', names: false, digest: undefined, policyRepository: 'gatehouse' }
    const outcome = await mailChannel(settings, { ...localNetwork({ resolve: unknown }), tunnel })({
      message: messageOf(notices, options),
      notices,
      recipient: 'ada@acme.test',
      names: false,
      tickets: { find: async () => undefined, keep: async () => {}, forget: async () => {} },
    })
    await new Promise<void>((resolve) => server.close(() => resolve()))
    expect([outcome, proxy.connected]).toEqual([{ kind: 'sent' }, ['mail.acme.test']])
    expect(received).toEqual(['ada@acme.test'])
  })
})

describe('what is said when a host is not reached', () => {
  const failing = async (settings: Parameters<typeof openNetwork>[0], url: string): Promise<string> => {
    openNetwork(settings, folder)
    const failed: unknown = await explainingFetch(routeOf(settings))(url).catch((error: unknown) => error)
    return failed instanceof Error ? failed.message : 'it did not fail'
  }

  test('which authority is missing, by which proxy, and never the password', async () => {
    const message = await failing({ ...through(), caFile: undefined }, `https://api.acme.test:${port}/`)
    expect(message).toBe(
      `api.acme.test:${port} was not reached by the proxy http://127.0.0.1:${proxy.port}: its certificate was issued by "${authority}", which is not known here. Put that authority's certificate into CA_FILE.`,
    )
    const direct = await failing(nowhere, `https://localhost:${port}/`)
    expect(direct).toContain(
      `localhost:${port} was not reached: its certificate was issued by "${authority}"`,
    )
  })

  test('that a certificate is of another host', async () => {
    const message = await failing({ ...nowhere, caFile }, `https://localhost:${port}/`)
    expect(message).toBe(`localhost:${port} was not reached: its certificate is of another host.`)
  })

  test('that the proxy does not let through, or is not there', async () => {
    const wrong = { ...through(), proxy: `http://gatehouse:wrong@127.0.0.1:${proxy.port}` }
    const refused = await failing(wrong, `https://api.acme.test:${port}/`)
    expect(refused).toContain(`was not reached by the proxy http://127.0.0.1:${proxy.port}: `)
    expect(refused).not.toContain('wrong')
    const by = openTunnel(new URL(wrong.proxy), { host: 'api.acme.test', port }, AbortSignal.timeout(5000))
    await expect(by).rejects.toThrow('it asks for a name and a password (407)')
    const gone = await failing(
      { ...through(), proxy: 'http://127.0.0.1:9' },
      `https://api.acme.test:${port}/`,
    )
    expect(gone).toContain('was not reached by the proxy http://127.0.0.1:9: ')
    expect(gone).toContain('ECONNREFUSED')
  })
})

describe('settings', () => {
  test.each([
    ['git.acme.test', 443, 'other.test', true],
    ['git.acme.test', 443, 'git.acme.test', false],
    ['git.acme.test', 443, 'GIT.acme.test:443', false],
    ['git.acme.test', 8443, 'git.acme.test:443', true],
    ['git.acme.test', 443, 'a.test,.acme.test', false],
    ['git.acme.test', 443, '*.acme.test', false],
    ['acme.test', 443, '.acme.test', true],
    ['evilacme.test', 443, '.acme.test', true],
    ['git.acme.test', 443, '*', false],
    ['::1', 443, '::1', false],
  ])('%s:%i with NO_PROXY=%s goes by the proxy: %s', (host, at, noProxy, isProxied) => {
    expect(routeOf({ proxy: 'http://p:1', noProxy })(host, at) !== undefined).toBe(isProxied)
  })

  test('what is wrong with a file of authorities is said', () => {
    const open = (file: string) => () => openNetwork({ ...nowhere, caFile: file }, folder)
    const other = path.join(folder, 'other.pem')
    writeFileSync(other, 'nothing')
    expect(open(path.join(folder, 'missing.pem'))).toThrow('missing.pem cannot be read')
    expect(open(other)).toThrow('has no certificate in PEM')
    expect(open(certificates.leafFile)).toThrow('has the certificate of acme.test, which is no authority')
    writeFileSync(other, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(open(other)).toThrow('has a certificate, the 1., that cannot be read')
  })
})
