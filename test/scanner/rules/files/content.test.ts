import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { join as joinText, random } from '../../../../scanner/engine/sample.ts'
import {
  anyAssignments,
  environmentAssignments,
  xmlAssignments,
} from '../../../../scanner/rules/files/content/assignments.ts'
import { javaKeystoreContent } from '../../../../scanner/rules/files/content/java-keystore.ts'
import { pkcs12Content } from '../../../../scanner/rules/files/content/pkcs12.ts'
import { privateKeyInBytes, privateKeyInText } from '../../../../scanner/rules/files/content/private-key.ts'
import { sqlContent } from '../../../../scanner/rules/files/content/sql-dump.ts'
import { isSecretName, looksRandom, valueKind } from '../../../../scanner/rules/files/content/values.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const locked = { cipher: 'aes-256-cbc', passphrase: 'x' }

/** The beginning of an OpenSSH key: magic, then the cipher's name after its length. */
const openSsh = (cipher: string): string => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(cipher.length)
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    length,
    Buffer.from(cipher),
    Buffer.from(random('base62', 90)),
  ])
  return [joinText('-----BEGIN OPENSSH ', 'PRIVATE KEY-----'), body.toString('base64'), '-----END'].join('\n')
}

/** The beginning of a Java keystore of version 2 with one entry. */
const start = (magic: number, tag: number): Buffer => {
  const bytes = Buffer.alloc(18)
  bytes.writeUInt32BE(magic, 0)
  bytes.writeUInt32BE(2, 4)
  bytes.writeUInt32BE(1, 8)
  bytes.writeUInt32BE(tag, 12)
  return bytes
}

describe('private keys as node:crypto writes them', () => {
  test.each([
    ['PKCS#8', pair.privateKey.export({ format: 'pem', type: 'pkcs8' }), 'open'],
    ['SEC 1', pair.privateKey.export({ format: 'pem', type: 'sec1' }), 'open'],
    ['PKCS#1', rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }), 'open'],
    [
      'PKCS#8 with a passphrase',
      pair.privateKey.export({ format: 'pem', type: 'pkcs8', ...locked }),
      'protected',
    ],
    [
      'PKCS#1 with a passphrase',
      rsa.privateKey.export({ format: 'pem', type: 'pkcs1', ...locked }),
      'protected',
    ],
    ['a public key', pair.publicKey.export({ format: 'pem', type: 'spki' }), 'none'],
  ] as const)('%s in PEM', (_, key, state) => {
    expect(privateKeyInText(String(key))).toBe(state)
    expect(privateKeyInText(`const key = "${String(key).replaceAll('\n', String.raw`\n`)}"`)).toBe(state)
    expect(privateKeyInText(String(key).replaceAll('\n', '\r\n'))).toBe(state)
  })

  test.each([
    ['PKCS#8', pair.privateKey.export({ format: 'der', type: 'pkcs8' }), 'open'],
    ['SEC 1', pair.privateKey.export({ format: 'der', type: 'sec1' }), 'open'],
    ['PKCS#1', rsa.privateKey.export({ format: 'der', type: 'pkcs1' }), 'open'],
    [
      'PKCS#8 with a passphrase',
      pair.privateKey.export({ format: 'der', type: 'pkcs8', ...locked }),
      'protected',
    ],
    ['a public key', pair.publicKey.export({ format: 'der', type: 'spki' }), 'none'],
    ['an RSA public key', rsa.publicKey.export({ format: 'der', type: 'pkcs1' }), 'none'],
  ] as const)('%s in DER', (_, key, state) => {
    expect(privateKeyInBytes(key)).toBe(state)
  })

  test('OpenSSH keys say which cipher protects them', () => {
    expect(privateKeyInText(openSsh('none'))).toBe('open')
    expect(privateKeyInText(openSsh('aes256-ctr'))).toBe('protected')
  })

  test('markers without a key after them are documentation', () => {
    const begin = joinText('-----BEGIN RSA ', 'PRIVATE KEY-----')
    expect(privateKeyInText(`${begin}\n...\n-----END`)).toBe('none')
    expect(privateKeyInText(`${begin}\n${'x'.repeat(400)}\n-----END`)).toBe('none')
    expect(privateKeyInText(`if (text.includes('${begin}')) return true`)).toBe('none')
  })
})

test('Java keystores are told apart by their entries', () => {
  expect(javaKeystoreContent(start(0xfeedfeed, 1))).toBe('keys')
  expect(javaKeystoreContent(start(0xcececece, 3))).toBe('keys')
  // A certificate entry that ends before its certificate does.
  expect(javaKeystoreContent(start(0xfeedfeed, 2))).toBe('unknown')
  expect(javaKeystoreContent(start(0xcafebabe, 1))).toBe('not-a-keystore')
  expect(javaKeystoreContent(Buffer.from('x'))).toBe('not-a-keystore')
})

test('PKCS#12 stores that openssl wrote show their key', () => {
  if (!hasOpenssl()) return
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  const file = join(folder, 'key.pem')
  const openssl = (...options: string[]): Buffer => execFileSync('openssl', options, { cwd: folder })
  writeFileSync(file, pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const certificate = openssl('req', '-x509', '-key', file, '-subj', '/CN=a', '-days', '1')
  writeFileSync(file, certificate, { flag: 'a' })
  const store = (...options: string[]): Buffer =>
    openssl('pkcs12', '-export', '-passout', 'pass:x', '-in', file, ...options)
  expect(pkcs12Content(store())).toBe('keys')
  expect(pkcs12Content(store('-nokeys'))).toBe('unknown')
  expect(pkcs12Content(Buffer.from('0abc'))).toBe('not-pkcs12')
  rmSync(folder, { recursive: true })
})

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    // Not every machine has it; the samples beside the rules cover the format, too.
    return false
  }
}

test('values', () => {
  const kinds = {
    empty: ['', '""', 'null'],
    placeholder: [
      'changeme',
      '<token>',
      '${X}',
      'your-key',
      'xxxxxxxx',
      '{{ a }}',
      '`pass a`',
      "env('A')",
      '/run/secrets/a',
    ],
    weak: ['postgres', 'a1b2', 'true', 'password123'],
    real: [random('base62', 12), `${random('letters', 8)}&3`, 'correct horse battery'],
  }
  for (const [kind, values] of Object.entries(kinds))
    for (const value of values) expect([value, valueKind(value)]).toEqual([value, kind])
})

test('names', () => {
  for (const name of [
    'DB_PASSWORD',
    'clientSecret',
    'API-KEY',
    'jwt.secret',
    'dbpass',
    'stripeSecretKey',
    'AUTH_TOKEN',
  ])
    expect([name, isSecretName(name)]).toEqual([name, true])
  for (const name of [
    'KEY_ID',
    'NEXT_PUBLIC_API_KEY',
    'TOKEN_URL',
    'keyboard',
    'PASSWORD_MIN_LENGTH',
    'author',
    'monkey',
    'PORT',
    'secretName',
  ])
    expect([name, isSecretName(name)]).toEqual([name, false])
})

test('what a machine made', () => {
  for (const value of [
    random('hex', 32),
    random('base62', 24),
    random('base64', 44),
    `base64:${random('base64', 44)}`,
  ])
    expect(looksRandom(value)).toBe(true)
  for (const value of [
    'local-development-only-key',
    'short1',
    'my long sentence with 12 words',
    'aaaaaaaaaaaaaaaaaaaaaaa1',
    'supersecretpassword',
  ])
    expect(looksRandom(value)).toBe(false)
})

test('assignments', () => {
  expect(environmentAssignments('# A=1\nexport B="two # 2" # c\nC=3 # d\nnot one\nD=\n')).toEqual([
    { name: 'B', value: 'two # 2', quoted: true },
    { name: 'C', value: '3', quoted: false },
    { name: 'D', value: '', quoted: false },
  ])
  const found = anyAssignments(
    "a: 'one'\n'b' => \"two\",\ndefine('C', 'three');\nd = four\nx::y.e = '5'\n# f = 6\n",
  )
  expect(found.map(({ name, value }) => [name, value])).toEqual([
    ['a', 'one'],
    ['b', 'two'],
    ['d', 'four'],
    ['y.e', '5'],
    ['C', 'three'],
  ])
  expect(
    xmlAssignments('<!-- <p>no</p> --><p a="1">yes</p>').map(({ name, value }) => [name, value]),
  ).toEqual([
    ['p', 'yes'],
    ['a', '1'],
  ])
})

test('rows in SQL', () => {
  const hash = joinText('$2', 'y$10$', random('base62', 53))
  expect(sqlContent(`INSERT INTO \`shop\`.\`users\` VALUES ('a@one.shop','b@two.dev','${hash}');`)).toEqual({
    isDump: false,
    inserts: 1,
    people: ['users'],
    passwordHashes: 1,
    mailAddresses: 2,
  })
  expect(sqlContent('CREATE TABLE users (email text); -- a@mail.dev')).toMatchObject({
    inserts: 0,
    mailAddresses: 0,
  })
  expect(sqlContent('--\n-- PostgreSQL database dump\n--\n')).toMatchObject({ isDump: true })
})
