import { describe, expect, test } from 'vitest'
import { join, random } from '../../../../scanner/engine/sample.ts'
import { inspectFileName } from '../../../../scanner/rules/files/inspect-file-name.ts'
import { inspected } from './inspected.ts'

const judge = (path: string, lines: readonly string[], realSecrets = 0): readonly (string | undefined)[] => {
  const [found] = inspectFileName(inspected(path, lines.join('\n'), realSecrets))
  return found === undefined
    ? []
    : [found.rule.id, found.severity ?? found.rule.severity, found.confidence ?? found.rule.confidence]
}
const token = random('base62', 40)

describe('a tracked .env is always a finding; its content says how grave', () => {
  test.each([
    ['a secret the engine knows', ['A=1'], 1, 'high'],
    ['a value named like a secret', [`API_TOKEN=${token}`], 0, 'high'],
    [
      'a URL with a password',
      [join('DATABASE_URL=postgres://app:', token, '@db.example.net/app')],
      0,
      'high',
    ],
    ['a key over several lines', [join('PRIVATE_KEY="-----BEGIN ', 'PRIVATE KEY-----'), token], 0, 'high'],
    ['settings only', ['PORT=3000', 'NODE_ENV=development', 'PUBLIC_URL=https://shop.example.net'], 0, 'low'],
    ['well-known default passwords', ['DB_PASSWORD=postgres', 'DB_USER=postgres'], 0, 'low'],
    ['ids and public keys', ['AWS_ACCESS_KEY_NAME=deploy1', `NEXT_PUBLIC_API_KEY=${token}`], 0, 'low'],
    [
      'keys for browsers',
      [join('STRIPE_KEY=pk', '_live_', token), join('MAPBOX_TOKEN=pk', '.eyJ', token)],
      0,
      'low',
    ],
    ['placeholders', ['DB_PASSWORD=changeme', 'API_TOKEN=<token>', 'SECRET_KEY='], 0, 'low'],
    ['references', ['DB_PASSWORD=${DB_PASSWORD}', 'API_TOKEN=op://vault/item/field'], 0, 'low'],
    ['comments', ['# nothing here', `# API_TOKEN=${token}`], 0, 'low'],
    ['nothing', [], 0, 'low'],
  ])('%s', (_, lines, realSecrets, severity) => {
    expect(judge('.env', lines, realSecrets)).toEqual(['dotenv-file', severity, 'high'])
  })
})

test('Windows line ends, byte order marks and UTF-16 change nothing', () => {
  expect(judge('.env', [`\uFEFFAPI_TOKEN=${token}\r`])).toEqual(['dotenv-file', 'high', 'high'])
  const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(`API_TOKEN=${token}\n`, 'utf16le')])
  expect(inspectFileName(inspected('.env', utf16))[0]?.severity).toBeUndefined()
})

test('templates are quiet until somebody pastes a real value', () => {
  for (const path of [
    '.env.example',
    '.env.local.sample',
    'env.template',
    '.env-dist',
    'example.env',
    '.env.defaults',
    'docker.env.example',
  ]) {
    expect(
      judge(path, [
        'PORT=3000',
        'API_TOKEN=your-token-here',
        'DB_PASSWORD=secret',
        'JWT_SECRET=replace-with-a-long-random-text',
      ]),
    ).toEqual([])
    expect(judge(path, [`API_TOKEN=${token}`])).toEqual(['dotenv-example-with-values', 'medium', 'medium'])
    expect(judge(path, ['PORT=3000'], 2)).toEqual(['dotenv-example-with-values', 'high', 'high'])
  }
})

test('variants of .env are .env', () => {
  for (const path of [
    '.env.local',
    '.env.production',
    '.env.prod.bak',
    'web/.ENV',
    '.env-staging',
    '.env_prod',
    '.env.json',
    '.env.test',
    '.env~',
  ]) {
    expect(judge(path, [`API_TOKEN=${token}`])[0]).toBe('dotenv-file')
  }
})

test('code, documents and encrypted files that begin like .env are not', () => {
  for (const path of [
    '.env.ts',
    '.env.d.ts',
    '.env.js',
    '.env.md',
    '.env.vault',
    '.env.enc',
    '.env.gpg',
    '.env.sops',
    '.envoy',
    '.environment.md',
  ]) {
    expect(judge(path, [`API_TOKEN=${token}`])).toEqual([])
  }
})

test('in examples and tests settings matter less, secrets still do', () => {
  expect(judge('examples/next/.env', ['PORT=3000'])).toEqual(['dotenv-file', 'info', 'high'])
  expect(judge('test/.env', [`API_TOKEN=${token}`])).toEqual(['dotenv-file', 'medium', 'medium'])
  expect(judge('examples/next/.env', [`A=1`], 1)).toEqual(['dotenv-file', 'high', 'high'])
})

test('.env.keys without a private key of dotenvx is an environment file like any other', () => {
  expect(judge('.env.keys', [`DOTENV_PRIVATE_KEY=${random('hex', 64)}`])).toEqual([
    'dotenvx-keys-file',
    'critical',
    'high',
  ])
  expect(judge('.env.keys', [`SESSION_KEY=${random('base62', 40)}`])).toEqual(['dotenv-file', 'high', 'high'])
  expect(judge('.env.keys', ['KEY_COUNT=3'])).toEqual(['dotenv-file', 'low', 'high'])
})
