import { expect, test } from 'vitest'
import { hour, minute } from '../clock.ts'
import { asInstallation, company, refusal, simulated, withToken } from '../simulated.ts'

test('what did not change is answered 304 and costs nothing', async () => {
  const { github, acme, octokit } = await company()
  const web = github.addRepository(acme, { name: 'web' })
  const get = (etag?: string) =>
    octokit.repos.get({ owner: 'acme', repo: 'web', ...(etag ? { headers: { 'if-none-match': etag } } : {}) })
  const first = await get()
  const etag = first.headers.etag!
  const used = Number(first.headers['x-ratelimit-used'])
  const same = await refusal(get(etag))
  expect(same).toMatchObject({ status: 304, headers: { 'x-ratelimit-used': String(used) } })
  expect(github.calls.at(-1)).toMatchObject({ status: 304, charged: false })
  web.description = 'Changed'
  const changed = await get(etag)
  expect(changed.headers.etag).not.toBe(etag)
  expect(changed.headers['x-ratelimit-used']).toBe(String(used + 1))
})

test('each installation has its own hourly budget, larger with more repositories, and largest on an enterprise', async () => {
  const limits: number[] = []
  // One after the other: two hosts have the same ids, and Octokit's App authentication takes calls of one installation
  // id that are under way at once for the same call, whatever their host.
  for (const profile of ['team', 'ghec'] as const) {
    const { github, acme, octokit } = await company({}, { profile })
    for (let number = 0; number < 30; number++) github.addRepository(acme, { name: `r${number}` })
    limits.push((await octokit.rateLimit.get()).data.resources.core.limit)
  }
  expect(limits).toEqual([5_500, 15_000])
})

test('a used-up budget refuses until the hour is over', async () => {
  const { github, acme } = await company({}, { profile: 'free', limits: { secondary: false } })
  const web = github.addRepository(acme, { name: 'web' })
  const token = github.addActionsToken(web, { contents: 'read' })
  const actor = { kind: 'actions', token, expiresAt: null, repositoryId: web.id, permissions: {} } as const
  const octokit = withToken(github, token)
  const get = () => octokit.repos.get({ owner: 'acme', repo: 'web' })
  await get()
  // The rest of the thousand, without a thousand calls.
  github.limits.charge(actor, 'core', 999)
  const refused = await refusal(get())
  expect(refused).toMatchObject({
    status: 403,
    message: expect.stringMatching(/API rate limit exceeded/),
    headers: { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '0' },
  })
  expect((await octokit.rateLimit.get()).data.rate.remaining).toBe(0)
  github.clock.advance(hour)
  expect((await get()).headers['x-ratelimit-remaining']).toBe('999')
})

test('eighty new things a minute are enough', async () => {
  const { github, acme, octokit } = await company({ issues: 'write' })
  github.addRepository(acme, { name: 'web' })
  const create = () => octokit.issues.create({ owner: 'acme', repo: 'web', title: 'One' })
  for (let number = 0; number < 80; number++) await create()
  expect(await refusal(create())).toMatchObject({
    status: 403,
    message: expect.stringMatching(/secondary rate limit/),
    headers: { 'retry-after': '60' },
  })
  github.clock.advance(minute)
  expect((await create()).status).toBe(201)
})

test('nine hundred points a minute, and five for a write', async () => {
  const { github, acme, octokit } = await company({ administration: 'write' })
  github.addRepository(acme, { name: 'web' })
  const write = () => octokit.repos.replaceAllTopics({ owner: 'acme', repo: 'web', names: ['a'] })
  // Minting the token took five.
  for (let number = 0; number < 180; number++) await write()
  expect(await refusal(write())).toMatchObject({ status: 403, headers: { 'retry-after': '60' } })
})

test('Enterprise Server has no limits unless switched on', async () => {
  const { octokit } = await company({}, { profile: 'ghes-newest' })
  expect((await octokit.meta.get()).headers['x-ratelimit-limit']).toBeUndefined()
  expect(await refusal(octokit.rateLimit.get())).toMatchObject({ status: 404 })
})

test('calls fail as they were told to', async () => {
  const { github, acme, installation } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web' })
  const octokit = asInstallation(github, installation)
  const get = () =>
    octokit.repos.get({ owner: 'acme', repo: 'web', request: { signal: AbortSignal.timeout(300) } })
  const once = (fault: Parameters<typeof github.faults.add>[0]['fault']) => {
    github.faults.add({ when: ({ operationId }) => operationId === 'repos/get', fault, times: 1 })
  }
  await get()
  once({ kind: 'status', status: 502 })
  expect(await refusal(get())).toMatchObject({ status: 502 })
  once({ kind: 'secondary-limit', status: 429, retryAfter: 7 })
  expect(await refusal(get())).toMatchObject({ status: 429, headers: { 'retry-after': '7' } })
  once({ kind: 'timeout' })
  await expect(get()).rejects.toThrow(/timeout/)
  once({ kind: 'truncated' })
  await expect(get()).rejects.toThrow(/terminated|fetch failed|aborted|closed/)
  once({
    kind: 'meanwhile',
    happens() {
      installation.permissions = {}
    },
  })
  expect(await refusal(get())).toMatchObject({ status: 403 })
})

test('without a token there are sixty calls an hour', async () => {
  const github = await simulated({ profile: 'free' })
  const octokit = withToken(github)
  for (let number = 0; number < 60; number++) await octokit.meta.get()
  expect(await refusal(octokit.meta.get())).toMatchObject({ status: 403 })
})
