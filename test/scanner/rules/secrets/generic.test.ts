import { expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { judge } from '../../../../scanner/engine/judge.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { join, random } from '../../../../scanner/engine/sample.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'
import { samplePassword } from '../../../../scanner/rules/secrets/sample-texts.ts'

const compiled = compileRules(secretRules)
const found = (text: string, path = 'src/app.conf'): readonly string[] =>
  matchBytes(compiled, Buffer.from(text)).flatMap((match) => {
    const judged = judge(match, path)
    return judged ? [`${match.rule.id} ${judged.confidence}`] : []
  })

const password = samplePassword(1)
const key = random('hex', 40)
const byHand = join('Harbour', 'Lantern', '4718', '!')

test.each(
  'admin redis splunk jboss bosh gis nis artemis analysis arduino casino keycloak_admin KEYCLOAK_ADMIN'.split(
    ' ',
  ),
)('a password of %s is one, whatever words its name has parts of', (owner) => {
  expect(found(`${owner}_password = "${password}"`)).toContain('generic-password medium')
})

test.each(
  'admin session application integration registration automation authorization verification production backend frontend cdn vpn hashicorp typeform messagebird block async rsync splunk'.split(
    ' ',
  ),
)('a token of %s is one, whatever words its name has parts of', (owner) => {
  expect(found(`${owner}_token = "${key}"`)).toHaveLength(1)
  expect(found(`${owner}Token: '${key}'`)).toHaveLength(1)
})

test.each('next_page page continuation_ csrf request pad end sync n num max idempotency'.split(' '))(
  'a token named %s is none that opens anything',
  (kind) => {
    expect(found(`${kind}_token = "${key}"`)).toEqual([])
  },
)

test.each(
  'wp_pass mongo_pass redis_pass PG_PASS rds_pass prod_pass api_pass http_pass proxy_pass dockerPass vaultPass appPass adminPass become_pass admin_pw root_pw dbpw dbPwd'.split(
    ' ',
  ),
)('%s names a password', (name) => {
  expect(found(`${name} = "${password}"`)).toContain('generic-password medium')
})

test.each(
  'render_pass firstPass singlePass compass bypass min_password show_password passwordHash'.split(' '),
)('%s names none', (name) => {
  expect(found(`${name} = "${password}"`)).toEqual([])
})

test.each([
  [`PGPASSWORD=${password} psql -h db7 -U app\n`],
  [`0 3 * * * PGPASSWORD=${password} pg_dump shop\n`],
  [`env DB_PASSWORD=${password} ./start\n`],
  [`ENV HOME_DIR=/app DB_PASSWORD=${password} LEVEL=2\n`],
  [`ENV DB_PASSWORD ${password}\n`],
  [`Environment=DB_PASSWORD=${password}\n`],
  [`kubectl create secret generic db --from-literal=password=${password}\n`],
  [`2024-01-01 INFO connecting with password=${password} user=app\n`],
  [`config:\n  shop:dbPassword: ${password}\n`],
  [`DB_PASSWORD=\${DB_PASSWORD:-${password}}\n`],
  [`#define WIFI_PASSWORD "${password}"\n`],
  [`(def password "${password}")\n`],
  [`@password "${password}"\n`],
])('a password in %s', (text) => {
  expect(found(text)).toContain('generic-password medium')
})

test.each([
  [`<key>ApiSecret</key>\n<string>${key}</string>`, 'Info.plist'],
  [`jwt.sign(payload, process.env.JWT_SECRET || '${key}')`, 'src/app.js'],
  [`@Value("\${app.secret:${key}}")`, 'src/A.java'],
])('a secret in %s', (text, path) => {
  expect(found(text, path)).toContain('generic-secret medium')
})

test.each([
  ['const password = process.env.DB_PASSWORD || ""'],
  ["const host = process.env.DB_PASSWORD || 'pass-word'"],
  ["password: process.env.DB_PASSWORD ?? 'password'"],
  ['password: ${DB_PASSWORD:changeme}'],
  [`password = os.getenv("SOME_${join('NAME', '42')}", "<my-user-password>")`],
  [`connect(user=name, password=user2.password, port=1)`],
  ['make PASSWORD=secret build'],
  [`![build](https://ci.corp-tools.io/badge.svg?token=${random('base62', 12)})`],
  ['#define TOKEN_NAME "token"'],
  ['STENCIL_PASS_DEPTH_PASS: 0x0B96;'],
  ['NTE_BLANK_PASSWORD: Final = -2146893784'],
])('nothing in %s', (text) => {
  for (const path of ['src/app.js', 'app.properties']) expect(found(text, path), path).toEqual([])
})

test('a secret that a person made up is found where it is configured, and no sample', () => {
  const line = `jwt_secret = "${byHand}"`
  expect(found(line)).toEqual(['generic-secret medium'])
  for (const path of ['test/app.test.js', 'docs/setup.md', 'examples/app.js'])
    expect(found(line, path)).toEqual([])
  for (const value of [
    'my-jwt-secret-key-2024',
    'user@corp-tools.io',
    '#token1',
    '%s-token1!',
    'getSecretValue',
  ])
    expect(found(`jwt_secret = "${value}"`), value).toEqual([])
})

test('a word that stands in for a password is nothing in code', () => {
  expect(found("const host = process.env.DB_PASSWORD || 'localhost'", 'src/app.js')).toEqual([])
})

test('a token that a person made up is none, because parsers have such tokens', () => {
  expect(found(`token = "${byHand}"`)).toEqual([])
})
