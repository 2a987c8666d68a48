import { beforeAll, expect, test } from 'vitest'
import { inspectCode } from '../../../../scanner/rules/code/inspect-code.ts'
import { loadGrammars } from '../../../../scanner/syntax/grammars.ts'
import { grammars } from '../../../../scanner/syntax/language.ts'

beforeAll(async () => {
  await loadGrammars(grammars)
})

/** What rules say of a file beyond that they found something: each sentence was held against the documentation that they name. */
const said = (path: string, text: string) =>
  inspectCode(path, Buffer.from(text)).inspections.map(
    ({ rule, severity = rule.severity, confidence = rule.confidence, note }) =>
      `${severity} ${confidence}: ${note ?? ''}`,
  )

const jsYaml = `const yaml = require('js-yaml')\napp.post('/', (req, res) => yaml.load(req.body.text))`
const springAny = (how: string) =>
  `class A { void set(CorsRegistry registry) { registry.addMapping("/**").${how}("*").allowCredentials(true); } }`
const password = (call: string) => `class A { String newPassword() { return ${call}; } }`

test.each([
  // Browsers refuse credentials where the answer names every site.
  [
    'a.js',
    `app.use(cors({ origin: '*', credentials: true }))`,
    'low medium: any site may, without credentials',
  ],
  [
    'a.js',
    `app.use(cors({ origin: true, credentials: true }))`,
    'medium high: any site may, with credentials',
  ],
  ['a.py', 'CORS_ALLOW_ALL_ORIGINS = True', 'low medium: any site may, without credentials'],
  [
    'a.py',
    'CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True',
    'medium high: any site may, with credentials',
  ],
  ['A.java', springAny('allowedOriginPatterns'), 'medium high: any site may, with credentials'],
  [
    'A.java',
    springAny('allowedOrigins'),
    'medium medium: any site may, with credentials, up to Spring 5.2; newer ones refuse such a setting',
  ],
  [
    'a.js',
    jsYaml,
    'medium medium: a value from the request reaches it; js-yaml makes functions of texts up to version 3, and none since 4',
  ],
  [
    'a.py',
    'import yaml\nfrom flask import request\nyaml.load(request.data, Loader=yaml.UnsafeLoader)',
    'high high: bytes from the request reach it',
  ],
  [
    'a.py',
    'import xml.etree.ElementTree as ET\nfrom flask import request\nET.fromstring(request.data)',
    'low medium: a document from the request is read; with an Expat before 2.4.1 it can take all memory',
  ],
  [
    'a.go',
    'package a\nimport "crypto/des"\nvar block, _ = des.NewTripleDESCipher(key)',
    'high high: Triple DES has blocks of 64 bits',
  ],
  [
    'a.go',
    'package a\nimport "crypto/des"\nvar block, _ = des.NewCipher(key)',
    'high high: DES has keys of 56 bits',
  ],
  [
    'a.py',
    'from Crypto.Cipher import Blowfish\nBlowfish.new(key, Blowfish.MODE_CBC)',
    'high high: Blowfish has blocks of 64 bits',
  ],
  [
    'a.js',
    `crypto.createCipheriv('seed-cbc', key, iv)`,
    'high high: SEED is kept by OpenSSL for old data only',
  ],
  [
    'a.js',
    `crypto.pbkdf2Sync(password, salt, 1000, 64, 'sha512')`,
    'medium high: PBKDF2 runs 1000 times, where 600000 are advised with SHA-256',
  ],
  [
    'A.java',
    password('RandomStringUtils.randomAlphanumeric(8)'),
    'high medium: a password is made with RandomStringUtils.randomAlphanumeric, before version 3.15 of Commons Lang',
  ],
  [
    'A.java',
    'class A { SecureRandom r = new SecureRandom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}); }',
    'medium medium: its seed is in the code, and is all that `SHA1PRNG` has if it is set first',
  ],
])('%s: %s', (path, text, expected) => {
  expect(said(path, text)).toContain(expected)
})

test('rules that ask for one call by its package and by its name both see it', () => {
  expect(
    said('a.js', `const session = require('express-session')\napp.use(session({ secret: 'keyboard' }))`),
  ).toEqual([
    'medium medium: `secure` is not set',
    expect.stringMatching(/: the key of sessions or tokens is a text in the code$/),
  ])
})
