import { createHash } from 'node:crypto'
import nock from 'nock'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createApiClient } from '../../../app/github/api-client.ts'
import { createInstallationClient } from '../../../app/github/as-installation.ts'
import { authorized } from '../../../app/github/as-installation.ts'
import { openConditionalRequests } from '../../../app/github/conditional-requests.ts'
import { pino } from 'pino'
import { createMemory } from './opened.ts'
import { useNock } from './use-nock.ts'

const accept = 'application/vnd.github.v3+json'
const apiUrl = 'https://api.github.com'
const path = '/repositories/17/keys?per_page=100&page=1'
const key = { id: 1, title: 'CI', read_only: true }
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const tagFor = (token: string, body: string): string => `W/"${sha(`${accept}:token ${token}:${body}`)}"`

useNock()

const memory = createMemory()
const place = { organization: '1', installationId: 5, subject: 'repository:17' }

/** The list of keys, read by a token. */
async function readKeys(token: string): Promise<readonly unknown[]> {
  const authorization = { get: async () => `token ${token}`, refused: () => false }
  const octokit = createInstallationClient({ apiUrl, log: pino({ level: 'silent' }), fetch, authorization })
  const conditional = await openConditionalRequests({
    memory,
    place,
    fetch,
    authorize: (inner) => authorized(inner, authorization),
  })
  const client = createApiClient(octokit, conditional.fetch())
  const list = await client.list('GET /repositories/{id}/keys', { id: 17 }, z.object({ id: z.number() }))
  await conditional.keep()
  return list
}

const github = (etag?: string) =>
  nock(
    apiUrl,
    etag === undefined ? { badheaders: ['if-none-match'] } : { reqheaders: { 'if-none-match': etag } },
  ).get(path)

describe('an answer that is remembered', () => {
  beforeEach(() => memory.kept.clear())
  const body = JSON.stringify([key])
  const json = { 'content-type': 'application/json' }

  test('is asked about with the tag that GitHub would give it for the token at hand', async () => {
    github().reply(200, body, { ...json, etag: tagFor('one', body) })
    github(tagFor('two', body)).reply(304)
    expect(await readKeys('one')).toEqual([{ id: 1 }])
    expect(await readKeys('two')).toEqual([{ id: 1 }])
    expect(nock.isDone()).toBe(true)
  })

  test('is asked about with the tag that it came with where tags are made in another way', async () => {
    github().reply(200, body, { ...json, etag: '"whatever"' })
    github('"whatever"').reply(304)
    await readKeys('one')
    expect(await readKeys('two')).toEqual([{ id: 1 }])
    expect(nock.isDone()).toBe(true)
  })

  test('gives way to a new one, and is not given where GitHub refuses', async () => {
    github().reply(200, body, { ...json, etag: '"1"' })
    github('"1"').reply(200, [key, { ...key, id: 2 }], { ...json, etag: '"2"' })
    github('"2"').reply(403, { message: 'Resource not accessible by integration' })
    await readKeys('one')
    expect(await readKeys('one')).toEqual([{ id: 1 }, { id: 2 }])
    await expect(readKeys('one')).rejects.toMatchObject({ status: 403 })
    expect(nock.isDone()).toBe(true)
  })

  test('and full is followed by a look at the next page, because its links may be old', async () => {
    const full = JSON.stringify(Array.from({ length: 100 }, (_, index) => ({ ...key, id: index })))
    github().reply(200, full, { ...json, etag: '"1"' })
    await readKeys('one')
    github('"1"').reply(304)
    nock(apiUrl)
      .get('/repositories/17/keys?per_page=100&page=2')
      .reply(200, [{ ...key, id: 100 }], { ...json, etag: '"2"' })
    expect(await readKeys('one')).toHaveLength(101)
    expect(nock.isDone()).toBe(true)
  })

  test('without a tag is not kept', async () => {
    github().reply(200, body, json)
    github().reply(200, body, json)
    await readKeys('one')
    await readKeys('one')
    expect(nock.isDone()).toBe(true)
  })
})
