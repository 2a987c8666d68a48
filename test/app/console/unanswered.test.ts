import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { twoRepositories } from './two-repositories.ts'

const databases = useDatabases()

test('who asks for access while GitHub lets nobody ask is told to try again', async () => {
  const { store } = await databases.create()
  const { bob, signIn, github, webId } = await twoRepositories(store)
  const member = await signIn(bob)
  const { csrfToken } = JSON.parse((await member.get('/api/v1/me')).text)
  const headers = { 'x-csrf-token': String(csrfToken), 'sec-fetch-site': 'same-origin' }
  github.faults.add({ when: () => true, fault: { kind: 'secondary-limit', retryAfter: 3600 } })
  const one = await member.post('/api/v1/requests', { repository: webId, reason: 'why' }, headers)
  expect([one.status, JSON.parse(one.text)]).toEqual([503, expect.objectContaining({ code: 'unavailable' })])
  expect(one.header('retry-after')).toBe('60')
  const all = { repositories: [webId], reason: 'why' }
  const bulk = await member.post('/api/v1/requests/bulk', all, headers)
  expect([bulk.status, JSON.parse(bulk.text)]).toMatchObject([
    200,
    { outcomes: [{ repository: webId, request: null, problem: { code: 'unavailable' } }] },
  ])
})
