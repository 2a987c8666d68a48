import { expect, test } from 'vitest'
import { readConfig } from '../../app/config.ts'
import { join } from '../../scanner/engine/sample.ts'
import { usualWaits } from '../../app/waits.ts'

const key = join('-----BEGIN RSA PRIVATE ', 'KEY-----\nabc\n-----END RSA PRIVATE ', 'KEY-----')
const nothing = (): never => {
  throw new Error('not there')
}

test('nothing set is the set-up on this machine, with a database of its own', () => {
  expect(readConfig({}, nothing)).toEqual({
    database: { folder: 'data' },
    dataFolder: 'data',
    listen: { host: '127.0.0.1', port: 3000 },
    metrics: undefined,
    publicUrl: undefined,
    hosts: undefined,
    githubApiUrl: 'https://api.github.com',
    app: undefined,
    webhookSecret: undefined,
    siemPrivateAddresses: [],
    signIn: undefined,
    network: { proxy: undefined, noProxy: '', caFile: undefined },
    logLevel: 'info',
    workers: 4,
    workOnly: false,
    writeLimits: { perMinute: 80, contentPerHour: 500 },
    sweepMinutes: 60,
    waits: usualWaits,
    watchSeconds: 120,
    policyRepository: 'gatehouse',
    scan: {
      scope: 'reachable',
      cacheBytes: 20 * 1024 ** 3,
      mostBytes: 10 * 1024 ** 3,
      mostSeconds: 1800,
      atATime: 1,
      threads: 2,
    },
    enterpriseApp: undefined,
    ceiling: 'observe',
    classicToken: undefined,
    claudeApiUrl: 'https://api.anthropic.com',
    dnsResolvers: ['system', '1.1.1.1', '8.8.8.8', '9.9.9.9'],
    notifications: undefined,
  })
})

test('DNS servers are named by their addresses, with ports where they have others', () => {
  const read = (text: string): readonly string[] => readConfig({ DNS_RESOLVERS: text }, nothing).dnsResolvers
  expect(read('10.0.0.53:5353, [2001:db8::1]:53,system')).toEqual([
    '10.0.0.53:5353',
    '[2001:db8::1]:53',
    'system',
  ])
  for (const wrong of ['dns.example.com', '1.1.1.1:port', ', ,'])
    expect(() => read(wrong)).toThrow(/DNS_RESOLVERS/)
})

test('an App of the enterprise is given whole or not at all', () => {
  expect(() => readConfig({ ENTERPRISE: 'acme', ENTERPRISE_APP_ID: '7' }, nothing)).toThrow(/belong together/)
})

test('secrets come from the environment or from files, whose last line break is not part of them', () => {
  const files: Record<string, string> = { '/run/key': `${key}\n`, '/run/url': 'postgres://db/gatehouse\n' }
  const config = readConfig(
    {
      GITHUB_APP_ID: '17',
      GITHUB_PRIVATE_KEY_FILE: '/run/key',
      DATABASE_URL_FILE: '/run/url',
      GITHUB_WEBHOOK_SECRET: 'a secret of many characters',
    },
    (path) => files[path] ?? nothing(),
  )
  expect(config.app).toEqual({ id: 17, privateKey: key, webhookSecret: 'a secret of many characters' })
  expect(config.database).toEqual({ connectionString: 'postgres://db/gatehouse' })
})

test.each([
  [{ PORT: 'eighty' }, /^The configuration is not valid\.\nPORT: /],
  [{ PORT: '70000', LOG_LEVEL: 'loud' }, /PORT: .*\nLOG_LEVEL: /],
  [{ GITHUB_APP_ID: '17' }, /only one of them is set/],
  [{ GITHUB_CLIENT_ID: 'Iv1.a' }, /GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET belong together/],
  [{ ANCHOR_KEY: '/keys/anchor' }, /ANCHOR_REPOSITORY and ANCHOR_KEY belong together/],
  [{ GITHUB_CLIENT_ID: 'a b' }, /GITHUB_CLIENT_ID: a client id/],
  [{ GITHUB_PRIVATE_KEY_FILE: '/nowhere' }, /GITHUB_PRIVATE_KEY_FILE: \/nowhere cannot be read/],
  [
    { DATABASE_URL: 'postgres://a', DATABASE_URL_FILE: '/b' },
    /DATABASE_URL and DATABASE_URL_FILE are both set/,
  ],
  [
    { GITHUB_APP_ID: '17', GITHUB_PRIVATE_KEY: key, PUBLIC_URL: 'https://gatehouse.example' },
    /there is no default/,
  ],
])('%o is a clear error', (environment, message) => {
  expect(() => readConfig(environment, nothing)).toThrow(message)
})

test('an error never shows a secret', () => {
  const secret = 'hunter-2-hunter-2'
  for (const name of ['GITHUB_PRIVATE_KEY', 'DATABASE_URL', 'GITHUB_WEBHOOK_SECRET', 'GITHUB_APP_ID']) {
    let message = ''
    try {
      readConfig({ [name]: secret.slice(0, 15), PORT: 'x' }, nothing)
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain('PORT')
    expect(message).not.toContain('hunter')
  }
})

test('proxies are read in small letters too, as other programs read them; the capital ones win', () => {
  const read = (variables: Readonly<Record<string, string>>) => readConfig(variables, nothing).network
  const small = { https_proxy: 'http://small:1', no_proxy: '.small' }
  expect(read(small)).toEqual({ proxy: 'http://small:1', noProxy: '.small', caFile: undefined })
  expect(read({ ...small, HTTPS_PROXY: 'http://large:1' }).proxy).toBe('http://large:1')
})

test('a key service is set with its token or not at all; a token in a file is read each time', () => {
  const url = 'https://vault.example/v1/transit/keys/gatehouse'
  expect(() => readConfig({ KEY_SERVICE_URL: url }, nothing)).toThrow('belong together')
  expect(() =>
    readConfig({ KEY_SERVICE_URL: 'https://vault.example/', KEY_SERVICE_TOKEN: 'x' }, nothing),
  ).toThrow('the address of a key')
  let token = 'first\n'
  const variables = { KEY_SERVICE_URL: url, KEY_SERVICE_TOKEN_FILE: '/token' }
  const { keyService } = readConfig(variables, () => token)
  expect(keyService?.token()).toBe('first')
  token = 'second\n'
  expect(keyService?.token()).toBe('second')
})
