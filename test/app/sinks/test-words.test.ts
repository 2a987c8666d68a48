import { createServer } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type Server } from 'node:net'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { allowedAddresses } from '../../../app/notifications/channels/allowed-addresses.ts'
import { createSendRequest, type Tunnel } from '../../../app/notifications/channels/send-request.ts'
import { watchSocket } from '../../../app/sinks/kinds/watched-socket.ts'
import { openTunnel } from '../../../app/network/tunnel.ts'
import { openSink } from '../../../app/sinks/open-sink.ts'
import { problemOfSecret, type SinkSettings } from '../../../app/sinks/settings.ts'
import type { SinkNetwork } from '../../../app/sinks/sink.ts'
import { testSink } from '../../../app/sinks/test-sink.ts'
import { makeCertificate, type OwnCertificate } from './certificate.ts'
import { freePort } from './receiver.ts'

const own = makeCertificate()

function network(names: Readonly<Record<string, string>> = {}, tunnel?: Tunnel): SinkNetwork {
  const options = {
    ...(tunnel && { tunnel }),
    addresses: allowedAddresses(['127.0.0.1']),
    timeoutMs: 1500,
    resolve: async (name: string) => {
      const address = names[name] ?? (/^[\d.]+$/.test(name) ? name : undefined)
      if (address === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
      return [{ address, family: 4 }]
    },
  }
  return { ...options, send: createSendRequest(options), now: () => new Date(), hostName: 'gatehouse' }
}

async function tried(settings: SinkSettings, names?: Readonly<Record<string, string>>, tunnel?: Tunnel) {
  const organization = { id: '7', host: 'github.com', login: 'acme' }
  const sink = openSink(settings, () => 'a-token-of-a-test', network(names, tunnel))
  const signal = AbortSignal.timeout(5000)
  return testSink(sink, { organization, format: 'ocsf', at: new Date() }, signal)
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  return (server.address() as AddressInfo).port
}

const secured = (certificate: OwnCertificate): Promise<number> =>
  listening(
    https.createServer({ cert: certificate.certificate, key: certificate.key }, (_, response) =>
      response.end(),
    ),
  )

const webhook = (url: string, ca?: string): SinkSettings => ({
  kind: 'webhook',
  url,
  body: 'lines',
  ...(ca !== undefined && { ca }),
})

test('what is in the way is told apart: name, address, port, certificate', async () => {
  const day = 24 * 60 * 60 * 1000
  const expired = makeCertificate({ from: new Date(Date.now() - 3 * day), to: new Date(Date.now() - day) })
  const good = await secured(own)
  const old = await secured(expired)
  const plain = await listening(createServer((_, response) => response.end()))
  const names = { localhost: '127.0.0.1', 'other.example': '127.0.0.1', 'inside.example': '10.0.0.8' }
  const cases: readonly (readonly [SinkSettings, string | null])[] = [
    [webhook(`https://localhost:${good}/`, own.certificate), null],
    [webhook('https://nowhere.example/'), 'name-unknown'],
    [webhook('https://inside.example/'), 'address-refused'],
    [webhook('https://169.254.169.254/'), 'address-refused'],
    [webhook(`https://localhost:${await freePort()}/`), 'connection-refused'],
    [webhook(`https://localhost:${good}/`), 'certificate-unknown'],
    [webhook(`https://other.example:${good}/`, own.certificate), 'certificate-name'],
    [webhook(`https://localhost:${old}/`, expired.certificate), 'certificate-expired'],
    [webhook(`https://localhost:${plain}/`), 'tls-failed'],
  ]
  for (const [settings, code] of cases)
    expect([settings, (await tried(settings, names)).code]).toEqual([settings, code])
})

test.each([
  [301, 'redirected'],
  [400, 'invalid'],
  [401, 'not-accepted'],
  [403, 'not-accepted'],
  [404, 'not-found'],
  [413, 'too-large'],
  [429, 'busy'],
  [500, 'receiver-failed'],
  [503, 'busy'],
])('a webhook that answers %i: %s', async (status, code) => {
  const port = await listening(createServer((_, response) => response.writeHead(status).end()))
  const result = await tried(webhook(`http://127.0.0.1:${port}/`))
  expect(result).toMatchObject({ isReached: false, code })
  expect(result.says).toContain(`(${status})`)
  expect(result.todo).not.toBe('')
})

test.each([
  [400, { code: 7 }, 'splunk-index'],
  [400, { code: 10 }, 'splunk-channel'],
  [400, { code: 6 }, 'invalid'],
  [403, { code: 4 }, 'not-accepted'],
  [503, { code: 9 }, 'busy'],
  [200, '<html>', 'unexpected-answer'],
])('Splunk that answers %i %j: %s', async (status, answer, code) => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  const port = await listening(createServer((_, response) => response.writeHead(status).end(text)))
  const settings: SinkSettings = {
    kind: 'splunk',
    url: `http://127.0.0.1:${port}`,
    source: 'a',
    sourcetype: 'b',
  }
  expect((await tried(settings)).code).toBe(code)
})

test('Splunk with a channel has a batch when it is indexed', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${String(request.headers['x-splunk-request-channel'])}`)
    const isIndexed = asked.length > 2
    response.end(
      JSON.stringify(request.url?.endsWith('/ack') ? { acks: { 4: isIndexed } } : { code: 0, ackId: 4 }),
    )
  })
  const port = await listening(server)
  const channel = '0f0e6a52-3f5a-4a0c-9d3e-0a8f3f1f0001'
  const settings: SinkSettings = {
    kind: 'splunk',
    url: `http://127.0.0.1:${port}/`,
    source: 'gatehouse',
    sourcetype: 'gatehouse:audit',
    channel,
  }
  expect(await tried(settings)).toMatchObject({ isReached: true, code: null })
  expect(asked).toEqual([
    `/services/collector/event ${channel}`,
    `/services/collector/ack ${channel}`,
    `/services/collector/ack ${channel}`,
  ])
})

test('syslog: a receiver that ends without saying that it has read everything has confirmed nothing', async () => {
  // Below TLS the connection is ended, as the system does it for a process that has died.
  const server = net.createServer((raw) => {
    const { certificate: cert, key } = own
    const secure = new tls.TLSSocket(watchSocket(raw).stream, { isServer: true, cert, key })
    secure.on('error', () => {})
    secure.on('data', () => raw.end())
  })
  const port = await listening(server)
  const settings: SinkSettings = {
    kind: 'syslog',
    host: '127.0.0.1',
    port,
    facility: 13,
    appName: 'gatehouse',
    confirms: true,
    ca: own.certificate,
  }
  expect((await tried(settings)).code).toBe('syslog-unconfirmed')
  expect((await tried({ ...settings, confirms: false })).code).toBeNull()
  const wantsOurs = tls.createServer(
    { cert: own.certificate, key: own.key, requestCert: true, ca: own.certificate },
    (socket) => socket.on('error', () => {}).resume(),
  )
  wantsOurs.on('tlsClientError', () => {})
  const closed = { ...settings, port: await listening(wantsOurs) }
  expect((await tried(closed)).code).toBe('client-certificate')
  const { certificate } = own
  const sink = openSink({ ...closed, clientCertificate: certificate }, () => own.key, network())
  const organization = { id: '7', host: 'github.com', login: 'acme' }
  const result = await testSink(
    sink,
    { organization, format: 'record', at: new Date() },
    AbortSignal.timeout(5000),
  )
  expect(result.code).toBeNull()
})

const names = { localhost: '127.0.0.1' }
const encrypted = (port: number, syslogPort: number): readonly SinkSettings[] => [
  webhook(`https://localhost:${port}/`, own.certificate),
  {
    kind: 'objectStorage',
    endpoint: `https://localhost:${port}`,
    region: 'eu-central-1',
    bucket: 'audit',
    prefix: '',
    pathStyle: true,
    accessKeyId: 'test-key',
    compress: false,
    collectSeconds: 0,
    ca: own.certificate,
  },
  {
    kind: 'syslog',
    host: 'localhost',
    port: syslogPort,
    facility: 13,
    appName: 'gatehouse',
    confirms: true,
    ca: own.certificate,
  },
]
const syslogServer = (): Promise<number> =>
  listening(
    tls.createServer({ cert: own.certificate, key: own.key }, (socket) =>
      socket.on('error', () => {}).resume(),
    ),
  )

test('everything encrypted is reached directly, and by the proxy of the deployment', async () => {
  const asked: string[] = []
  const proxy = createServer()
  proxy.on('connect', ({ url = '' }, client) => {
    asked.push(url)
    const target = net.connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      client.pipe(target).pipe(client)
    })
    for (const one of [client, target]) one.on('error', () => {})
  })
  const address = new URL(`http://127.0.0.1:${await listening(proxy)}`)
  const byProxy: Tunnel = (host, port, signal) => openTunnel(address, { host, port }, signal)
  const [port, syslogPort] = [await secured(own), await syslogServer()]
  for (const settings of encrypted(port, syslogPort)) {
    expect([settings.kind, await tried(settings, names)]).toMatchObject([settings.kind, { code: null }])
    expect([settings.kind, await tried(settings, names, byProxy)]).toMatchObject([
      settings.kind,
      { code: null },
    ])
  }
  expect(asked).toEqual([`localhost:${port}`, `localhost:${port}`, `localhost:${syslogPort}`])
  const closed = await freePort()
  for (const settings of encrypted(closed, closed))
    expect([settings.kind, (await tried(settings, names)).code]).toEqual([
      settings.kind,
      'connection-refused',
    ])
  for (const settings of encrypted(port, syslogPort))
    expect([settings.kind, (await tried(settings, { localhost: '10.0.0.8' }, byProxy)).code]).toEqual([
      settings.kind,
      'address-refused',
    ])
})

test('a secret fits its kind', () => {
  const syslog: SinkSettings = {
    kind: 'syslog',
    host: 'a',
    port: 1,
    facility: 13,
    appName: 'g',
    confirms: true,
  }
  expect(problemOfSecret(syslog, undefined)).toBeUndefined()
  expect(problemOfSecret(syslog, own.key)).toContain('together')
  expect(problemOfSecret({ ...syslog, clientCertificate: own.certificate }, own.key)).toBeUndefined()
  expect(problemOfSecret(webhook('https://a.example/'), 'short')).toContain('16')
  expect(problemOfSecret(webhook('https://a.example/'), 'with a line end\nand more')).toContain('characters')
})
