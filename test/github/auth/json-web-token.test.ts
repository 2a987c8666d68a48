import { createSign, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { asApp, company, refusal, withToken } from '../simulated.ts'

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function sign(claims: object, privateKey: string, algorithm = 'RS256'): string {
  const text = `${part({ alg: algorithm, typ: 'JWT' })}.${part(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
}

test('an App is known by its id or its client id', async () => {
  const { github, app } = await company()
  const iat = Math.floor(github.clock.now() / 1000)
  for (const iss of [app.id, String(app.id), app.clientId]) {
    const octokit = withToken(github, sign({ iss, iat, exp: iat + 600 }, app.privateKey))
    const { data } = await octokit.request('GET /app')
    expect(data?.slug).toBe('gatehouse')
  }
})

const cases: readonly (readonly [string, (now: number) => object, number, RegExp])[] = [
  ['lives too long', (now) => ({ iat: now, exp: now + 700 }), 401, /too far in the future/],
  ['has expired', (now) => ({ iat: now - 700, exp: now - 60 }), 401, /numeric value representing the future/],
  ['is from the future', (now) => ({ iat: now + 120, exp: now + 600 }), 401, /must be an Integer/],
  ['says no time', () => ({}), 401, /must be an Integer/],
  ['is of nobody', (now) => ({ iss: 1, iat: now, exp: now + 60 }), 404, /Integration not found/],
]

test.each(cases)('a token that %s is refused', async (_, claims, status, message) => {
  const { github, app } = await company()
  const now = Math.floor(github.clock.now() / 1000)
  const token = sign({ iss: app.id, ...claims(now) }, app.privateKey)
  expect(await refusal(withToken(github, token).request('GET /app'))).toMatchObject({
    status,
    message: expect.stringMatching(message),
  })
})

test("another's signature, another algorithm and nonsense can't be decoded", async () => {
  const { github, app } = await company()
  const iat = Math.floor(github.clock.now() / 1000)
  const claims = { iss: app.id, iat, exp: iat + 60 }
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  for (const token of [sign(claims, privateKey), sign(claims, app.privateKey, 'HS256'), 'a.b.c'])
    expect(await refusal(withToken(github, token).request('GET /app'))).toMatchObject({
      status: 401,
      message: expect.stringMatching(/could not be decoded/),
    })
})

test("Octokit corrects its clock by the simulator's date", async () => {
  const { github, app } = await company()
  github.clock.advance(-60 * 60 * 1000)
  const { data } = await asApp(github, app).apps.getAuthenticated()
  expect(data?.slug).toBe('gatehouse')
})

test('it opens nothing but what is about the App', async () => {
  const { github, app, acme } = await company()
  github.addRepository(acme, { name: 'open', visibility: 'public' })
  const iat = Math.floor(github.clock.now() / 1000)
  const token = sign({ iss: app.id, iat, exp: iat + 60 }, app.privateKey)
  const call = withToken(github, token).repos.get({ owner: 'acme', repo: 'open' })
  expect(await refusal(call)).toMatchObject({ status: 401 })
})
