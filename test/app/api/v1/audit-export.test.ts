import { expect, test } from 'vitest'
import { stubApi } from './stub-api.ts'

const address = (organization: string, query = '') =>
  `/api/v1/organizations/${organization}/audit-events/export${query}`

test('a record is sent as it is read, in the form and from the days that were asked for', async () => {
  const asked: unknown[] = []
  const server = await stubApi({
    auditExport: {
      async *write(_viewer, query) {
        asked.push(query)
        yield 'one\n'
        yield 'two\n'
      },
    },
  })
  const headers = { authorization: 'auditor' }
  const file = await server.inject({ url: address('1'), headers })
  expect(file.body).toBe('one\ntwo\n')
  expect(file.headers).toMatchObject({
    'content-type': 'application/x-ndjson',
    'content-disposition': 'attachment; filename="audit-1.jsonl"',
  })
  const csv = await server.inject({ url: address('1', '?format=csv&from=2026-06-30T00:00:00Z'), headers })
  expect(csv.headers['content-type']).toMatch(/^text\/csv/)
  expect(asked[1]).toEqual({ organization: '1', format: 'csv', from: new Date('2026-06-30T00:00:00Z') })
})

test('it is for who may export, of an organization that they see', async () => {
  const server = await stubApi()
  const status = async (role: string, organization: string) =>
    (await server.inject({ url: address(organization), headers: { authorization: role } })).statusCode
  expect([await status('member', '1'), await status('auditor', '2')]).toEqual([403, 404])
})
