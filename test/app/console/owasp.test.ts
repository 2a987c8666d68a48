/**
 * OWASP's ten of APIs (2023), tried one by one, as far as no other test does: objects and functions of others (1, 5) are tried by
 * `every-route.test.ts` and `visible-repositories.test.ts`, sign-in (2) by `sign-in.test.ts`, requests to elsewhere (7) by
 * `test/app/notifications/`, what GitHub answers (10) by `test/app/github/`. The description (9) is made from the routes.
 * Source: https://owasp.org/API-Security/editions/2023/en/0x11-t10/
 */
import { expect, test } from 'vitest'
import { apiDescription } from '../../../build/api-description.ts'
import { useDatabases } from '../database/test-database.ts'
import { type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()
const door = async () => openDoor((await databases.create()).store)

const csrfOf = async (at: Browser) => ({
  'x-csrf-token': String(JSON.parse((await at.get('/api/v1/me')).text).csrfToken),
})

/** Each body that a route takes. */
async function bodies(): Promise<readonly (readonly [string, Readonly<Record<string, unknown>>])[]> {
  const { paths } = JSON.parse(await apiDescription())
  const routes = Object.entries<Record<string, Readonly<Record<string, unknown>>>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, route]) => [`${method} ${path}`, route] as const),
  )
  return routes.flatMap(([name, route]) => {
    const schema = Object(route['requestBody']).content?.['application/json']?.schema
    return schema === undefined ? [] : [[name, schema] as const]
  })
}

/** Whether it takes nothing but what it names, in each of its forms. */
function isClosed(schema: Readonly<Record<string, unknown>>): boolean {
  const forms = schema['oneOf'] ?? schema['anyOf']
  return schema['additionalProperties'] === false || (Array.isArray(forms) && forms.every(isClosed))
}

test('3, properties: no route takes more than it names', async () => {
  const all = await bodies()
  expect(all.length).toBeGreaterThan(10)
  const open = all.filter(([, schema]) => !isClosed(schema))
  expect(open.map(([name]) => name)).toEqual([])
})

test('3, properties: what is set beyond them is refused, and nothing is done', async () => {
  const { ada, signIn, organization } = await door()
  const owner = await signIn(ada)
  const body = { login: 'bob', role: 'member', organization: '2', person: 'x', granted_by: 'x' }
  const answer = await owner.post(`/api/v1/organizations/${organization}/members`, body, await csrfOf(owner))
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'invalid-request'])
  const { items } = JSON.parse((await owner.get(`/api/v1/organizations/${organization}/members`)).text)
  expect(items.map(({ granted }: { granted: unknown }) => granted)).toEqual([null])
})

test('4, resources: bodies, pages, searches and texts have an end', async () => {
  const { ada, signIn, organization } = await door()
  const owner = await signIn(ada)
  const headers = await csrfOf(owner)
  const huge = await owner.post(
    '/api/v1/repositories/recheck',
    { repositories: ['1'.repeat(30_000_000)] },
    headers,
  )
  expect(huge.status).toBe(413)
  const many = { repositories: Array.from({ length: 5000 }, (_, index) => String(index + 1)) }
  expect((await owner.post('/api/v1/repositories/recheck', many, headers)).status).toBe(400)
  for (const query of [
    'limit=201',
    'limit=0',
    'limit=1e9',
    `search=${'a'.repeat(5000)}`,
    `cursor=${'a'.repeat(5000)}`,
  ])
    expect([query.slice(0, 9), (await owner.get(`/api/v1/repositories?${query}`)).status]).toEqual([
      query.slice(0, 9),
      400,
    ])
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  const nested = { text: `version: 1\nx: ${deep}\n` }
  const preview = await owner.post(`/api/v1/organizations/${organization}/policy/preview`, nested, headers)
  expect(preview.status).toBeLessThan(500)
})

test('6, what is dangerous needs a sign-in of lately', async () => {
  const { ada, signIn, store, organization } = await door()
  const owner = await signIn(ada)
  const headers = await csrfOf(owner)
  await store.database
    .updateTable('sessions')
    .set({ signed_in_at: new Date(Date.now() - 16 * 60_000) })
    .execute()
  const order = (what: string, body: Readonly<Record<string, unknown>>) =>
    owner.post(`/api/v1/organizations/${organization}/${what}`, body, headers)
  const answers = [
    await order('members', { login: 'bob', role: 'owner' }),
    await order('tokens', { name: 'x', scopes: ['read'], days: 1 }),
    await order('plan/accept', { reason: 'why' }),
    await order('resume', { reason: 'why' }),
  ]
  expect(answers.map(({ status, text }) => [status, JSON.parse(text).code])).toEqual(
    answers.map(() => [403, 'sign-in-again']),
  )
})

test('7, requests to elsewhere: nobody signs in with a host that is not governed', async () => {
  const { browser } = await door()
  for (const host of ['169.254.169.254', 'localhost:5432', 'evil.example', '127.0.0.1@evil.example'])
    expect([
      host,
      (
        await browser().post('/sign-in', new URLSearchParams({ host, to: '/' }), {
          'sec-fetch-site': 'same-origin',
        })
      ).status,
    ]).toEqual([host, 400])
})

test('8, configuration: answers are for this site alone, and for nobody’s cache', async () => {
  const { server } = await door()
  const preflight = await server.inject({
    method: 'OPTIONS',
    url: '/api/v1/me',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
  })
  expect(preflight.headers).not.toHaveProperty('access-control-allow-origin')
  const { headers } = await server.inject({ url: '/api/v1/me', headers: { origin: 'https://evil.example' } })
  expect(headers).not.toHaveProperty('access-control-allow-origin')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cache-control': expect.stringContaining('no-store'),
  })
  expect(headers).not.toHaveProperty('x-powered-by')
})
