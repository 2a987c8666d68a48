import { expect, test } from 'vitest'
import type { FindingQuery } from '../../../../app/enforcement/reading/finding-list.ts'
import { stubApi } from './stub-api.ts'

const owner = { authorization: 'owner' }
const never = async (): Promise<never> => {
  throw new Error('asked')
}
const findings = {
  list: never,
  everywhere: never,
  inRepository: never,
  noise: never,
  papers: () => undefined,
}
const print = `g1:${'a'.repeat(40)}`

test('findings are asked for by filter, and a page goes on where it ended', async () => {
  const asked: FindingQuery[] = []
  const server = await stubApi({
    findings: {
      ...findings,
      list: async (_viewer, query) => {
        asked.push(query)
        return { rows: [], next: query.after ? undefined : ['4', '14', '17'] }
      },
    },
  })
  const get = async (query: string) =>
    (await server.inject({ url: `/api/v1/findings?${query}`, headers: owner })).json<{
      next: string | null
      code?: string
    }>()
  const first = await get('severity=critical&severity=high&reachable=true&state=open')
  const second = await get(`severity=critical&severity=high&reachable=true&state=open&cursor=${first.next}`)
  expect(asked).toEqual([
    { order: 'severity', limit: 50, severities: ['critical', 'high'], states: ['open'], isReachable: true },
    expect.objectContaining({ after: ['4', '14', '17'] }),
  ])
  expect(second.next).toBeNull()
  expect(await get(`order=age&cursor=${first.next}`)).toMatchObject({ code: 'invalid-cursor' })
  expect(await get('state=gone')).toMatchObject({ code: 'invalid-request' })
})

test('a finding comes with the papers of its rule', async () => {
  const source = { url: 'https://example.com', checked: 'read' } as const
  const papers = { id: 'a-token', title: 'A token', why: 'It opens a door.', fix: 'Rotate it.', source }
  const server = await stubApi({
    findings: {
      ...findings,
      everywhere: async () => ({ rows: [], next: undefined }),
      papers: () => ({ ...papers, kind: 'secret', severity: 'high', confidence: 'high' }),
    },
  })
  const answer = await server.inject({ url: `/api/v1/findings/a-token/${print}`, headers: owner })
  expect(answer.json()).toEqual({ items: [], next: null, papers })
  const wrong = await server.inject({ url: '/api/v1/findings/a-token/g1:1', headers: owner })
  expect(wrong.json()).toMatchObject({ code: 'invalid-request' })
})

test('a sweep is for who may ask for one, in an organization that they see', async () => {
  const started: string[] = []
  const server = await stubApi({
    sweeps: { list: never, read: never, start: async (_viewer, one) => void started.push(one) },
  })
  const start = (role: string, organization: string) =>
    server.inject({
      method: 'POST',
      url: `/api/v1/organizations/${organization}/sweeps`,
      headers: { authorization: role },
    })
  expect((await start('admin', '1')).statusCode).toBe(202)
  expect((await start('member', '1')).json()).toMatchObject({ code: 'not-allowed' })
  expect((await start('admin', '2')).json()).toMatchObject({ code: 'not-there' })
  expect(started).toEqual(['1'])
})
