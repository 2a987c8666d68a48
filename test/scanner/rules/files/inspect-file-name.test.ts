import { assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { random } from '../../../../scanner/engine/sample.ts'
import { fileRules } from '../../../../scanner/rules/files/index.ts'
import { inspectFileName, mayBeRisky, rulesNamed } from '../../../../scanner/rules/files/inspect-file-name.ts'
import { fromSample, inspected } from './inspected.ts'
import { runs } from '../../../runs.ts'

const options = { numRuns: runs }
/** One path for each rule is enough where every rule meets every content. */
const paths = fileRules.flatMap(({ matches }) => matches.slice(0, 1).map(({ path }) => path))
const samples = fileRules.flatMap(({ matches, misses }) => [...matches, ...misses])

const anyPath = oneof(
  string({ unit: 'binary', maxLength: 200 }),
  constantFrom(...samples.map(({ path }) => path)),
  constantFrom(
    '.env',
    'a/.ENV.Bak',
    '..env.swp',
    '#.env#',
    'é/id_rsa',
    '\u212Aey.pem',
    '.',
    '~',
    '#',
    '/',
    'a/',
  ),
)
/** Pieces of what the looks search for, so that random content gets past their first check. */
const pieces = constantFrom(
  '-----',
  'BEGIN ',
  'PRIVATE KEY',
  'END ',
  '\n',
  '=',
  ':',
  '"',
  "'",
  '<',
  '>',
  '{',
  '}',
  '[',
  ']',
  'password',
  '//',
  '@',
  '<!--',
  '-->',
  'INSERT INTO users VALUES',
  '$2y$10$',
  'SQLite format 3\0',
  'TOKEN=',
  'A1b2C3d4E5f6G7h8',
  ' ',
  '\0',
  '\uFEFF',
  'é',
  'PK',
  '0',
  ',',
)
const anyContent = oneof(uint8Array({ maxLength: 400 }), string({ unit: pieces, maxLength: 60 }))

test('it throws on no path and no bytes, and what it reports was announced by the name', () => {
  const check = property(anyPath, anyContent, (path, content) => {
    const found = inspectFileName(inspected(path, content))
    expect(found.length).toBeLessThanOrEqual(1)
    expect(found.length === 0 || mayBeRisky(path)).toBe(true)
  })
  assert(check, options)
})

test('the quick check and the full look-up agree on every name, in any letter case', () => {
  const check = property(anyPath, (path) => {
    const isNamed = rulesNamed(path).length > 0
    expect(mayBeRisky(path)).toBe(isNamed)
    expect(rulesNamed(path.toLowerCase()).map(({ id }) => id)).toEqual(rulesNamed(path).map(({ id }) => id))
  })
  assert(check, options)
})

test('every rule judges every other rule’s samples without an error', () => {
  const contents = samples.map((sample) => fromSample(sample))
  const judged = paths.flatMap((path) => contents.map((content) => inspectFileName({ ...content, path })))
  expect(judged).toHaveLength(paths.length * contents.length)
})

test('content that is made to be slow does not hang any look', () => {
  const attacks = [
    'a',
    ' ',
    '\n',
    '=',
    '"',
    '<a ',
    '-----BEGIN ',
    'A\r',
    'password=',
    '":',
    '<!--',
    'COPY a.',
    'a@b.',
    '$',
    '{"a":[',
    'key ',
    '//a:',
    ';',
    '\t',
    ' \n#',
  ]
  // What takes the square of a text's length would take minutes with a quarter of it too.
  const size = process.env['PROOF'] === undefined ? 17_500 : 70_000
  for (const attack of attacks) {
    const content = attack.repeat(Math.ceil(size / attack.length))
    for (const path of paths) inspectFileName(inspected(path, content))
  }
  expect(attacks).not.toHaveLength(0)
})

test('names are recognised in any letter case', () => {
  for (const { path, content, realSecrets } of fileRules.flatMap(({ matches }) => matches)) {
    const upper = { path: path.toUpperCase(), content, ...(realSecrets === undefined ? {} : { realSecrets }) }
    expect(inspectFileName(fromSample(upper))).toHaveLength(1)
  }
})

test('a copy of a risky file is as risky, and says so', () => {
  const content = `<?php define('DB_PASSWORD', '${random('base62', 12)}');`
  for (const name of [
    'wp-config.php.bak',
    'wp-config.php~',
    '.wp-config.php.swp',
    'wp-config.php.old',
    '#wp-config.php#',
    'wp-config.php copy',
  ]) {
    const [found] = inspectFileName(inspected(`site/${name}`, content))
    expect(found?.rule.id).toBe('wordpress-config-file')
    expect(found?.note).toContain('a copy')
  }
  expect(inspectFileName(inspected('site/index.php.bak', content))).toEqual([])
})

test('a file that could not be read is reported only where its name is enough', () => {
  const unseen = { head: new Uint8Array(), size: 1000, realSecrets: 0 }
  const pointer = new TextEncoder().encode(
    'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
  )
  for (const file of [unseen, { head: pointer, size: pointer.length, realSecrets: 0 }]) {
    expect(inspectFileName({ path: 'team.kdbx', ...file })[0]).toMatchObject({
      rule: { id: 'keepass-database' },
      note: 'its content could not be looked at',
    })
    expect(inspectFileName({ path: 'schema.sql', ...file })).toEqual([])
    expect(inspectFileName({ path: '.env.example', ...file })).toEqual([])
    expect(inspectFileName({ path: '.env', ...file })[0]?.rule.id).toBe('dotenv-file')
  }
})

test('keys among tests, examples, documentation and vendored code are doubted', () => {
  const key = fileRules.find(({ id }) => id === 'private-key-file')?.matches[0]?.content() ?? ''
  expect(inspectFileName(inspected('certs/server.key', key))[0]?.confidence).toBeUndefined()
  for (const path of [
    'test/certs/server.key',
    'examples/tls/server.key',
    'docs/server.key',
    'node_modules/x/server.key',
  ]) {
    expect(inspectFileName(inspected(path, key))[0]).toMatchObject({ confidence: 'low' })
  }
})

test('names that only look risky stay quiet', () => {
  const names = [
    'env.go',
    'env.ts',
    'env.d.ts',
    'env.py',
    'token.go',
    'Token.java',
    'MongoCredentials.html',
    'tokenizer.py',
    'password.go',
    'CancellationToken.html',
    '.secretlintrc.json',
    'credentials.md',
    'schema.rb',
    'id_rsa.pub',
    'known_hosts',
    'authorized_keys',
    '.DS_Store',
    'package-lock.json',
    'README.md',
    'secrets_test.go',
    'ssh.go',
    'history.ts',
    'core.js',
    'Dockerfile',
    'docs/.gitignore',
  ]
  expect(names.filter((name) => mayBeRisky(name))).toEqual([])
})
