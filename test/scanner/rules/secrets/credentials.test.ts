import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { fingerprintOf } from '../../../../scanner/engine/fingerprint.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { join, random } from '../../../../scanner/engine/sample.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'
import { githubToken } from '../../../cli/secrets.ts'
import { samplePassword } from '../../../../scanner/rules/secrets/sample-texts.ts'

const compiled = compileRules(secretRules)

/** What is found in a text: rule, severity, confidence, and the text that is taken for the secret. */
function findingsIn(text: string): readonly (readonly [string, string, string, string])[] {
  const bytes = Buffer.from(text)
  return matchBytes(compiled, bytes).map(({ rule, severity, confidence, start, end }) => {
    return [rule.id, severity, confidence, bytes.subarray(start, end).toString()]
  })
}

const real = samplePassword(1)
const strange = `${random('base62', 4)}@${random('base62', 4, 2)}#${random('base62', 4, 3)}:`

describe('a password in an address', () => {
  test.each([
    ['a real host', `https://app:${real}@git.corp-tools.io/a`, ['url-credentials', 'high', 'high', real]],
    [
      'a machine of the same network',
      `redis://:${real}@cache:6379/0`,
      ['redis-connection-string', 'medium', 'medium', real],
    ],
    [
      'localhost',
      `mysql://app:${real}@localhost/shop`,
      ['mysql-connection-string', 'medium', 'medium', real],
    ],
    ['a host of documents', `https://app:${real}@api.example.com/a`, ['url-credentials', 'low', 'low', real]],
    [
      'a word for a password',
      'postgres://postgres:postgres@db/shop',
      ['postgresql-connection-string', 'low', 'low', 'postgres'],
    ],
    [
      'a weak password somewhere',
      'amqp://shop:password1@mq.corp-tools.io',
      ['rabbitmq-connection-string', 'medium', 'low', 'password1'],
    ],
    [
      'marks that should be escaped',
      `ftp://app:${strange}@files.corp-tools.io/a`,
      ['url-credentials', 'high', 'high', strange],
    ],
    [
      'an e-mail address as the name',
      `https://me@corp-tools.io:${real}@git.corp-tools.io`,
      ['url-credentials', 'high', 'high', real],
    ],
    [
      'a driver',
      `postgresql+psycopg2://app:${real}@db.corp-tools.io/a`,
      ['postgresql-connection-string', 'high', 'high', real],
    ],
    [
      'a string of code',
      `f("mongodb+srv://app:${real}@c0.corp-tools.io/a?w=majority"+x)`,
      ['mongodb-connection-string', 'high', 'high', real],
    ],
  ] as const)('%s', (_name, text, expected) => {
    expect(findingsIn(text)).toEqual([expected])
  })

  test.each([
    'https://${USER}:${PASSWORD}@git.corp-tools.io',
    'https://$USER:$PASSWORD@git.corp-tools.io',
    'https://%s:%s@git.corp-tools.io',
    'postgres://app:{password}@db.corp-tools.io/a',
    'postgres://postgres:postgres@localhost:5432/a',
    'mysql://app:<pw>@db.corp-tools.io/a',
    'https://user:********@git.corp-tools.io',
    'https://registry.corp-tools.io:8443/scope/@name',
    'jdbc:sqlserver://db.corp-tools.io:1433;database=a;user=app@db',
    'http://localhost:3000\nmail: me@corp-tools.io',
    '{"a":"https://corp-tools.io","b:c@d":1}',
    'cvs://:pserver:anoncvs@sources.corp-tools.io:/cvs/src',
  ])('none in %s', (text) => {
    expect(findingsIn(text)).toEqual([])
  })
})

describe('a password in a connection string', () => {
  test.each([
    [
      `Server=db7.corp-tools.io;Database=a;User Id=app;Password=${real};Encrypt=yes`,
      'sqlserver-connection-password',
    ],
    [`pwd=${real};uid=app;server=db7.corp-tools.io;sslmode=Preferred`, 'mysql-connection-password'],
    [`host=db7.corp-tools.io user=app password=${real} dbname=a`, 'postgresql-connection-password'],
    [`cache7:6380,password=${real},ssl=True,abortConnect=False`, 'redis-connection-password'],
  ])('%s', (text, rule) => {
    expect(findingsIn(`"${text}"`).map(([id, , , secret]) => [id, secret])).toEqual([[rule, real]])
  })

  test.each([
    'def connect(host, user=None, password=None, port=5432):',
    '<add host="a" port="1" password="b" username="c"/>',
    'Server=db7;Database=a;User Id=app;Password={0};',
  ])('none in %s', (text) => {
    expect(findingsIn(text)).toEqual([])
  })
})

describe('a JSON Web Token', () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = (claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string =>
    `${part(header)}.${part(claims)}.${random('base64url', 43)}`
  const noteOf = (text: string) =>
    matchBytes(compiled, Buffer.from(text)).map(({ rule, severity, confidence, note }) => [
      rule.id,
      severity,
      confidence,
      note,
    ])

  test.each([
    ['that never expires', token({ sub: 'a' }), 'high', 'high', 'it never expires'],
    [
      'that expires',
      token({ sub: 'a', iat: 1_500_000_000, exp: 1_900_000_000 }),
      'high',
      'high',
      'it expires on 2030-03-17',
    ],
    [
      'for an hour',
      token({ iat: 1_700_000_000, exp: 1_700_003_600 }),
      'low',
      'medium',
      'short-lived; it expires on 2023-11-14',
    ],
    [
      'for browsers',
      token({ iss: 'supabase', role: 'anon' }),
      'low',
      'high',
      'Supabase’s key for browsers, public by design',
    ],
    [
      'for servers',
      token({ iss: 'supabase', role: 'service_role' }),
      'critical',
      'high',
      'Supabase’s service key, which passes by every row’s policy',
    ],
    [
      'of documents',
      token({ sub: '1234567890', name: 'John Doe' }),
      'low',
      'low',
      'the sample that documents use',
    ],
    ['not signed', token({ sub: 'a' }, { alg: 'none' }), 'low', 'low', 'not signed'],
    [
      'cut',
      token({ sub: 'a' }).slice(0, -9),
      'high',
      'medium',
      'its signature is cut or altered; it never expires',
    ],
  ])('%s', (_name, text, severity, confidence, note) => {
    expect(noteOf(`x = "${text}"`)).toEqual([['jwt-token', severity, confidence, note]])
  })

  test.each([
    ['HS256', 'sha256', 'secret'],
    ['HS384', 'sha384', 'your-384-bit-secret'],
    ['HS512', 'sha512', 'changeme'],
  ])('signed with a key that documents use: %s', (alg, hash, key) => {
    const signed = `${part({ alg, typ: 'JWT' })}.${part({ some: 'payload' })}`
    const text = `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`
    expect(noteOf(text)).toEqual([
      ['jwt-token', 'low', 'low', 'a sample: it is signed with a key that everybody knows'],
    ])
  })

  test('in base64', () => {
    expect(noteOf(Buffer.from(token({ sub: 'a' })).toString('base64'))).toEqual([
      ['jwt-token', 'high', 'high', 'it never expires'],
    ])
  })

  test('looks like one', () => {
    expect(noteOf(`${part({ version: 3 })}.map`)).toEqual([])
    expect(noteOf(`eyJ${random('base62', 40)}.${random('base62', 40)}.${random('base62', 43)}`)).toEqual([])
  })
})

describe('a command', () => {
  test.each([
    [`curl -s -H 'Accept: a' -u app:${real} https://repo.corp-tools.io`, 'curl-credentials'],
    [
      `curl https://repo.corp-tools.io/?a=1&b=2 \\\n  -H "X-Api-Key: ${random('base62', 32)}"`,
      'curl-header-secret',
    ],
    [`mysqldump -h db7.corp-tools.io -uapp -p${real} shop`, 'mysql-command-password'],
    [`RUN echo 'app:${real}' | chpasswd`, 'unix-account-password'],
    [`./run --db-password ${real}`, 'command-option-secret'],
  ])('%s', (text, rule) => {
    expect(findingsIn(text).map(([id]) => id)).toEqual([rule])
  })

  test.each([
    'curl -u user:password https://repo.corp-tools.io',
    'curl -u "$NAME:$PASSWORD" https://repo.corp-tools.io',
    'curl -u app https://repo.corp-tools.io:8443/a',
    'curl -H "Authorization: Bearer $(gcloud auth print-access-token)" https://a',
    'mysql -u root -p shop',
    'docker run --name mysql -p3306:3306 -d mysql',
    '  --password string   password of the user (default "")',
    '  --token            the token to sign in with, see https://corp-tools.io/docs',
  ])('none in %s', (text) => {
    expect(findingsIn(text)).toEqual([])
  })
})

test('basic authentication is decoded before it is judged', () => {
  const header = (text: string): string => `Authorization: Basic ${Buffer.from(text).toString('base64')}`
  expect(findingsIn(header(`app:${real}`)).map(([id, severity]) => [id, severity])).toEqual([
    ['http-basic-authorization', 'high'],
  ])
  expect(findingsIn(header('user:password')).map(([id, severity]) => [id, severity])).toEqual([
    ['http-basic-authorization', 'low'],
  ])
  expect(findingsIn(header('${USER}:${PASSWORD}'))).toEqual([])
  expect(findingsIn('Authorization: Basic SomeAuthorizationKey')).toEqual([])
})

test.each([
  ['.netrc', (secret: string) => `machine github.com login me password ${secret}\n`],
  ['an address of Redis', (secret: string) => `redis://:${secret}@cache.corp-tools.io:6379/0`],
  ['a command', (secret: string) => `docker login -u me -p ${secret} ghcr.io`],
])('a token of a service that stands as the password of %s is that service’s', (_, around) => {
  const secret = githubToken(3)
  expect(findingsIn(around(secret))).toEqual([['github-personal-access-token', 'critical', 'high', secret]])
})

test('the password of every other machine in .netrc is found, and no word of a sentence', () => {
  expect(findingsIn(`default login app password ${real}\n`).map(([id]) => id)).toEqual(['netrc-password'])
  expect(findingsIn('default login anonymous password me@corp-tools.io')).toEqual([])
  expect(findingsIn('A machine learning-based password strength library')).toEqual([])
  expect(findingsIn('Nread "machine id password resource"')).toEqual([])
})

describe('what documents show is known', () => {
  test('RFC 6749’s client', () => {
    const header = Buffer.from(join('s6BhdRkqt3', ':', 'gX1fBat3bV')).toString('base64')
    expect(findingsIn(`Authorization: Basic ${header}`).map(([, ...rest]) => rest.slice(0, 2))).toEqual([
      ['low', 'low'],
    ])
  })

  test('Stripe’s test key', () => {
    const key = join('sk_', 'test_', '4eC39HqLyjWDarjtT1zdp7dc')
    expect(findingsIn(key).map(([id, , confidence]) => [id, confidence])).toEqual([
      ['stripe-test-key', 'low'],
    ])
  })

  test('the token of a badge', () => {
    const text = `https://circleci.com/gh/a/b.svg?style=svg&circle-token=${random('hex', 40)}`
    expect(findingsIn(text).map(([id, , confidence]) => [id, confidence])).toEqual([
      ['circleci-token-by-name', 'low'],
    ])
  })
})

describe('a token in the query of an address', () => {
  const hex = random('hex', 32)

  test.each([
    [`{"url":"https://mcp.corp-tools.io/sse?token=${hex}"}`, 'high', 'medium'],
    [`curl https://api.corp-tools.io/v1?a=1&api_key=${hex}`, 'high', 'medium'],
    [`https://api.example.com/v1?api_key=${hex}`, 'low', 'low'],
    [`http://localhost:8080/?access_token=${hex}`, 'medium', 'medium'],
    [`[![build](https://ci.corp-tools.io/a.svg?token=${hex})]`, 'low', 'low'],
  ])('%s', (text, severity, confidence) => {
    expect(findingsIn(text)).toEqual([['url-query-token', severity, confidence, hex]])
  })

  test.each([
    'https://api.corp-tools.io/v1?token=$TOKEN',
    `https://api.corp-tools.io/v1?page_token=${hex}`,
    `const next = ok ?token=${hex}`,
    'https://api.corp-tools.io/v1?token=refresh_token_of_the_application',
  ])('none in %s', (text) => {
    expect(findingsIn(text)).toEqual([])
  })
})

describe('a secret among the arguments of a call', () => {
  test.each([
    [`dsn := "app:${real}@tcp(db7.corp-tools.io:3306)/shop"`, 'mysql-data-source-name', 'high'],
    [`req.SetBasicAuth("svc", "${real}")`, 'call-login-password', 'medium'],
    [`requests.get(u, auth=("svc", "${real}"))`, 'call-login-password', 'medium'],
    [`jwt.sign({ id }, '${real}')`, 'call-signing-key', 'medium'],
    [`hmac = crypto.createHmac("sha256", "${random('hex', 40)}")`, 'call-signing-key', 'medium'],
    [`WiFi.begin("corp", "${real}");`, 'wifi-password', 'high'],
    [`driver.find_element(By.ID, 'password').send_keys('${real}')`, 'call-form-password', 'medium'],
    [`//srv7/x /mnt cifs username=app,password=${real},vers=3.0 0 0`, 'mount-option-password', 'medium'],
  ])('%s', (text, rule, confidence) => {
    expect(findingsIn(text).map(([id, , sure]) => [id, sure])).toEqual([[rule, confidence]])
  })

  test.each([
    'fmt.Sprintf("%s:%s@tcp(%s)/%s", user, password, host, name)',
    'req.SetBasicAuth("user", "pass")',
    'requests.get(u, auth=(user, password))',
    `jwt.sign(payload, 'shhhhh')`,
    `jwt.verify(token, publicKey, { algorithms: ['RS256'] })`,
    `createHmac('sha256', 'super-secret-key')`,
    `element.send_keys("${real}")`,
    'connect(user=user,password=password)',
  ])('none in %s', (text) => {
    expect(findingsIn(text)).toEqual([])
  })
})

describe('a token in pieces that code joins', () => {
  const secret = githubToken(4)
  const [one, two, three] = [secret.slice(0, 12), secret.slice(12, 30), secret.slice(30)]

  test.each([
    `const k = '${one}' + '${two}${three}'`,
    `const k = "${one}" +\n  "${two}" +\n  "${three}";`,
    `$k = '${one}' . "${two}" . '${three}';`,
    `k = ("${one}"\n     "${two}${three}")`,
    `local k = "${one}" .. "${two}${three}"`,
  ])('%s', (text) => {
    const [match, ...more] = matchBytes(compiled, Buffer.from(text))
    expect(more).toEqual([])
    expect([match?.rule.id, match?.note]).toEqual([
      'github-personal-access-token',
      'its checksum is valid; it is written in pieces',
    ])
    const [whole] = matchBytes(compiled, Buffer.from(secret))
    expect(fingerprintOf(match!)).toBe(fingerprintOf(whole!))
    expect(text.slice(match!.start, match!.end)).toBe(text.slice(text.indexOf(one), text.indexOf(three) + 10))
    expect(match?.excerpt).not.toContain(three)
  })

  test.each([
    `['${one}', '${two}${three}']`,
    `'${one}' + name + '${two}${three}'`,
    `'${one}' + 'x'.repeat(28)`,
    `'ghp_' + '...'`,
  ])('none in %s', (text) => {
    expect(findingsIn(text)).toEqual([])
  })
})
