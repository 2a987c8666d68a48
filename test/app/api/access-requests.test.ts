import { pino } from 'pino'
import { expect, test } from 'vitest'
import { addAccessRequests, type AccessRequestsApi } from '../../../app/api/access-requests.ts'
import { createCallLimit } from '../../../app/api/call-limit.ts'
import { createListener } from '../../../app/api/create-listener.ts'

/** What the routes ask, and what they answer; nobody is limited. */
function listening() {
  const asked: unknown[] = []
  const vouched: string[] = []
  const api: AccessRequestsApi = {
    ask: async (token, request) => {
      asked.push([token, request])
      return { status: 201, body: { state: 'open' } }
    },
    status: async (token, about) => {
      asked.push([token, about])
      return { status: 401, body: { message: 'nobody' } }
    },
  }
  const server = createListener(pino({ level: 'silent' }))
  addAccessRequests(server, api, { count: () => undefined, vouch: (token) => vouched.push(token) })
  const headers = { authorization: 'Bearer somebody' }
  const post = (payload: object | string, more: Readonly<Record<string, string>> = headers) =>
    server.inject({
      method: 'POST',
      url: '/api/v1/requests',
      headers: { 'content-type': 'application/json', ...more },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })
  return { server, asked, vouched, post, headers }
}

const request = { repository: 'acme/shop', reason: 'to build', days: 30 }

test('a request is taken as it is written, with the token of who asks', async () => {
  const { asked, vouched, post, server, headers } = listening()
  expect((await post({ ...request, reason: ' to\u0000\nbuild ' })).statusCode).toBe(201)
  // On one line, and without what PostgreSQL refuses.
  expect(asked).toEqual([['somebody', { ...request, host: undefined }]])
  const url = '/api/v1/requests?repository=acme/shop'
  const status = await server.inject({ url, headers })
  expect([status.statusCode, status.headers['www-authenticate']]).toEqual([401, 'Bearer'])
  expect(asked[1]).toEqual(['somebody', { repository: 'acme/shop', host: undefined }])
  // Once, and not where GitHub knew nobody.
  expect(vouched).toEqual(['somebody'])
})

test.each([
  ['a key that is not known', { ...request, admin: true }, 'admin'],
  ['a name with another script', { ...request, repository: 'acme/sh\u043ep' }, 'repository'],
  ['a path', { ...request, repository: '../acme/shop' }, 'repository'],
  ['no reason', { ...request, reason: ' \u200b ' }, 'reason'],
  ['a reason that nobody reads', { ...request, reason: 'x'.repeat(1001) }, 'reason'],
  ['days as a text', { ...request, days: '30' }, 'days'],
  ['too many days', { ...request, days: 731 }, 'days'],
  ['a host that is an address', { ...request, host: 'https://evil.example/' }, 'host'],
  ['a list', [], ''],
])('%s is refused, and said where', async (_, body, where) => {
  const { asked, post } = listening()
  const answer = await post(body)
  expect(answer.statusCode).toBe(400)
  expect(answer.body).toContain(where)
  expect(answer.json()).toMatchObject({ todo: expect.stringContaining('repository') })
  expect(asked).toEqual([])
})

test('without a token, with a body that is too large or no JSON, nothing is asked', async () => {
  const { asked, post } = listening()
  const codes = [
    await post(request, {}),
    await post(request, { authorization: 'Basic c29tZWJvZHk6' }),
    await post(request, { authorization: `Bearer ${'x'.repeat(256)}` }),
    await post({ ...request, reason: 'x'.repeat(9000) }),
    await post('{'),
    await post('repository=acme/shop', {
      authorization: 'Bearer somebody',
      'content-type': 'application/x-www-form-urlencoded',
    }),
  ].map(({ statusCode }) => statusCode)
  expect(codes).toEqual([401, 401, 401, 413, 400, 415])
  expect(asked).toEqual([])
})

test('a caller is limited alone, strangers together, and those whom GitHub knows are none', () => {
  let now = 0
  const limit = createCallLimit({ perCaller: 2, ofStrangers: 4, windowMs: 60_000, now: () => now })
  const calls = (...tokens: readonly string[]) => tokens.map((token) => limit.count(token))
  expect(calls('ada', 'ada')).toEqual([undefined, undefined])
  limit.vouch('cleo')
  now = 15_000
  expect(calls('ada', 'x1', 'x2', 'x3')).toEqual([45, undefined, undefined, 45])
  expect(calls('cleo', 'cleo', 'cleo')).toEqual([undefined, undefined, 45])
  now = 60_000
  expect(calls('ada', 'x3')).toEqual([undefined, undefined])
  // An hour later GitHub has to know them again.
  now = 60 * 60_000
  expect(calls('x1', 'x2', 'x3', 'x4', 'cleo')).toEqual([undefined, undefined, undefined, undefined, 60])
})

test('who is limited is told how long to wait, and nothing is asked', async () => {
  const server = createListener(pino({ level: 'silent' }))
  const never: AccessRequestsApi = {
    ask: () => Promise.reject(new Error('asked')),
    status: () => Promise.reject(new Error('asked')),
  }
  addAccessRequests(server, never, { count: () => 45, vouch: () => {} })
  const answer = await server.inject({
    url: '/api/v1/requests?repository=acme/shop',
    headers: { authorization: 'Bearer somebody' },
  })
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '45'])
})
