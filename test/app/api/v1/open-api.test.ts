import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { RepositoryQuery } from '../../../../app/enforcement/reading/repository-list.ts'
import { apiDescription, apiDescriptionFile } from '../../../../build/api-description.ts'
import { stubApi } from './stub-api.ts'

const owner = { authorization: 'owner' }
const never = async (): Promise<never> => {
  throw new Error('asked')
}
const repositories = { list: never, count: never, read: never, recheck: never }

test('who shows nothing is not known, and told how to be', async () => {
  const answer = await (await stubApi()).inject('/api/v1/me')
  expect(answer.statusCode).toBe(401)
  expect(answer.headers).toMatchObject({
    'content-type': expect.stringContaining('application/problem+json'),
    'www-authenticate': 'Bearer',
  })
  expect(answer.json()).toMatchObject({ code: 'not-signed-in', status: 401, todo: expect.any(String) })
})

test('what is wrong is said with its place, and nothing is asked', async () => {
  const server = await stubApi()
  const bad = async (url: string) =>
    (await server.inject({ url, headers: owner })).json<{ code: string; problems?: { at: string }[] }>()
  expect(await bad('/api/v1/repositories?limit=1000')).toMatchObject({
    code: 'invalid-request',
    problems: [{ at: 'querystring.limit', message: expect.any(String) }],
  })
  expect(await bad('/api/v1/repositories/one')).toMatchObject({ problems: [{ at: 'params.repository' }] })
  expect(await bad('/api/v1/repositories/9223372036854775808')).toMatchObject({ code: 'invalid-request' })
  expect(await bad('/api/v1/repositories?search=a%00b')).toMatchObject({ code: 'invalid-request' })
  expect(await bad('/api/v1/nowhere')).toMatchObject({ code: 'not-there' })
  const body = await server.inject({
    method: 'POST',
    url: '/api/v1/repositories/recheck',
    headers: { ...owner, 'content-type': 'application/json' },
    payload: '{"repositories": [',
  })
  expect(body.json()).toMatchObject({ code: 'invalid-request', status: 400 })
})

test('what fails here says nothing of why', async () => {
  const server = await stubApi({
    repositories: { ...repositories, count: () => Promise.reject(new Error('at 10.0.0.7: password')) },
  })
  const answer = await server.inject({ url: '/api/v1/repositories/count', headers: owner })
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toContain('10.0.0.7')
  expect(answer.json()).toMatchObject({ code: 'request-failed', request: expect.any(String) })
})

test('a list goes on where it ended, and only with its own question', async () => {
  const asked: RepositoryQuery[] = []
  const server = await stubApi({
    repositories: {
      ...repositories,
      list: async (_viewer, query) => {
        asked.push(query)
        return { rows: [], next: query.after ? undefined : ['shop', '17'] }
      },
    },
  })
  const get = (url: string) => server.inject({ url: `/api/v1/repositories?${url}`, headers: owner })
  const { next } = (await get('order=name&outcome=denied')).json<{ next: string }>()
  const second = await get(`order=name&outcome=denied&cursor=${next}`)
  expect(second.json()).toEqual({ items: [], next: null })
  expect(asked[1]).toEqual({ outcomes: ['denied'], order: 'name', limit: 50, after: ['shop', '17'] })
  for (const wrong of [
    `order=name&outcome=allowed&cursor=${next}`,
    `order=worst&outcome=denied&cursor=${next}`,
    'cursor=x',
    `order=name&outcome=denied&cursor=${forged(next, ['shop', '17; drop'])}`,
  ])
    expect((await get(wrong)).json()).toMatchObject({ code: 'invalid-cursor', status: 400 })
  expect(asked).toHaveLength(2)
})

/** A cursor of somebody who has read how they are made. */
function forged(cursor: string, position: readonly string[]): string {
  const [digest]: string[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  return Buffer.from(JSON.stringify([digest, position])).toString('base64url')
}

test('what the caller has already is not sent again', async () => {
  const server = await stubApi({ repositories: { ...repositories, count: async () => 3 } })
  const get = (headers = {}) =>
    server.inject({ url: '/api/v1/repositories/count', headers: { ...owner, ...headers } })
  const first = await get()
  expect(first.json()).toEqual({ count: 3 })
  const second = await get({ 'if-none-match': first.headers.etag })
  expect([second.statusCode, second.body]).toEqual([304, ''])
  expect((await get({ 'if-none-match': '"other"' })).statusCode).toBe(200)
})

test('a change that comes twice with one key is made once', async () => {
  let made = 0
  const server = await stubApi({
    repositories: {
      ...repositories,
      recheck: async (_viewer, all) => {
        made += 1
        return all
      },
    },
  })
  const post = (key: string, ids: readonly string[]) =>
    server.inject({
      method: 'POST',
      url: '/api/v1/repositories/recheck',
      headers: { ...owner, 'idempotency-key': key },
      payload: { repositories: ids },
    })
  const first = await post('a', ['1'])
  const second = await post('a', ['1'])
  expect([first.statusCode, second.statusCode, second.body]).toEqual([202, 202, first.body])
  expect(second.headers['idempotency-replayed']).toBe('true')
  expect(made).toBe(1)
  expect((await post('a', ['2'])).json()).toMatchObject({ code: 'key-reused', status: 422 })
  expect((await post('b', ['1'])).statusCode).toBe(202)
  expect(made).toBe(2)
  expect((await post('ö', ['1'])).json()).toMatchObject({ code: 'invalid-request' })
})

test('what a role does not hold is refused, and another organization is not there', async () => {
  const server = await stubApi()
  const audit = (role: string, organization: string) =>
    server.inject({
      url: `/api/v1/organizations/${organization}/audit-events`,
      headers: { authorization: role },
    })
  expect((await audit('member', '1')).json()).toMatchObject({ code: 'not-allowed', status: 403 })
  expect((await audit('auditor', '2')).json()).toMatchObject({ code: 'not-there', status: 404 })
})

test('who asks too often is told how long to wait', async () => {
  const server = await stubApi({}, { limit: { count: () => 45, vouch: () => {} } })
  const answer = await server.inject({ url: '/api/v1/me', headers: owner })
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '45'])
})

test('the committed description is the one that is served', async () => {
  expect(readFileSync(apiDescriptionFile, 'utf8')).toBe(await apiDescription())
})

test('people read the same, with every route, every schema and every code', async () => {
  const server = await stubApi()
  const page = await server.inject('/api/reference')
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
  const ids = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter((id) => !ids.has(id))).toEqual([])
  for (const id of ['listRepositories', 'readMe', 'schema-Problem', 'not-signed-in', 'changed-meanwhile'])
    expect(ids).toContain(id)
})
