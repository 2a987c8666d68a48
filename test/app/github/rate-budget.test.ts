import { describe, expect, test } from 'vitest'
import { RateBudgetSpent } from '../../../app/enforcement/rate-budget-spent.ts'
import { createRateBudget } from '../../../app/github/rate-budget.ts'
import { listAll, opened, reading } from './opened.ts'

const start = Date.UTC(2026, 0, 1)
const answer = (status: number, headers: Readonly<Record<string, string | number>>): Response =>
  new Response(null, {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  })
const standing = (remaining: number, over: Readonly<Record<string, string | number>> = {}) => ({
  'x-ratelimit-limit': 5000,
  'x-ratelimit-remaining': remaining,
  'x-ratelimit-reset': start / 1000 + 600,
  'x-ratelimit-resource': 'core',
  ...over,
})

describe('the budget', () => {
  test('leaves a fifth to others, and opens again when the hour is over', () => {
    let now = start
    const budget = createRateBudget(() => now)
    budget.note(answer(200, standing(1000)))
    expect(() => budget.check('core')).not.toThrow()
    budget.note(answer(304, standing(999)))
    expect(() => budget.check('core')).toThrow(RateBudgetSpent)
    expect(() => budget.check('core')).toThrow(
      expect.objectContaining({ retryAt: new Date(start + 600_000) }),
    )
    expect(() => budget.check('graphql')).not.toThrow()
    now = start + 600_000
    expect(() => budget.check('core')).not.toThrow()
  })

  test("reckons by GitHub's clock where ours is wrong", () => {
    const budget = createRateBudget(() => start - 86_400_000)
    budget.note(answer(200, standing(1, { date: new Date(start).toUTCString() })))
    expect(() => budget.check('core')).toThrow(
      expect.objectContaining({ retryAt: new Date(start - 86_400_000 + 600_000) }),
    )
  })

  test.each([
    ['a secondary limit with a pause', 403, { 'retry-after': 30 }, 30_000],
    ['a secondary limit without one', 429, {}, 60_000],
    ['the hourly limit', 403, standing(0), 600_000],
  ])('waits after %s', (_, status, headers, milliseconds) => {
    const budget = createRateBudget(() => start)
    const retryAt = new Date(start + milliseconds)
    expect(() => budget.note(answer(status, headers))).toThrow(expect.objectContaining({ retryAt }))
    expect(() => budget.check('core')).toThrow(expect.objectContaining({ retryAt }))
  })

  test('takes a refusal for what it is', () => {
    const budget = createRateBudget(() => start)
    expect(() => budget.note(answer(403, standing(4000)))).not.toThrow()
    expect(() => budget.note(answer(404, {}))).not.toThrow()
    expect(() => budget.check('core')).not.toThrow()
  })
})

test('requests follow each other no faster than the pace, after a first few; a host without limits has none', async () => {
  const unlimited = createRateBudget(Date.now, 600)
  const begin = Date.now()
  for (let index = 0; index < 200; index += 1) await unlimited.pace()
  expect(Date.now() - begin).toBeLessThan(10_000)
  const limited = createRateBudget(Date.now, 600)
  limited.note(answer(200, standing(4000)))
  const start = Date.now()
  for (let index = 0; index < 605; index += 1) await limited.pace()
  const took = Date.now() - start
  // As many as a minute has at once, and then one each tenth of a second.
  expect(took).toBeGreaterThan(400)
  expect(took).toBeLessThan(10_000)
})

describe('a reading', () => {
  test('is put off when GitHub asks to wait, and is no fact that is unknown', async () => {
    const { github, acme, organization } = await opened()
    github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
    const [snapshot] = await listAll(organization)
    github.faults.add({
      when: ({ operationId }) => operationId === 'repos/list-deploy-keys',
      fault: { kind: 'secondary-limit', retryAfter: 40 },
      times: 1,
    })
    await expect(organization.readRepository(snapshot!)).rejects.toBeInstanceOf(RateBudgetSpent)
    const asked = github.calls.length
    await expect(organization.readRepository(snapshot!)).rejects.toBeInstanceOf(RateBudgetSpent)
    expect(github.calls).toHaveLength(asked)
  })

  test('is put off when the budget of the installation is nearly used up by whoever', async () => {
    const { github, acme, organization, installation } = await opened(reading, {
      profile: 'team',
      limits: { secondary: false },
    })
    github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
    const [snapshot] = await listAll(organization)
    const other = {
      kind: 'installation',
      token: '',
      expiresAt: null,
      installationId: installation.id,
      repositoryIds: null,
      permissions: {},
    } as const
    github.limits.charge(other, 'core', 4_500)
    await expect(organization.readRepository(snapshot!)).rejects.toMatchObject({ retryAt: expect.any(Date) })
    // GraphQL's own limit is met with an answer that looks like success.
    github.limits.charge(other, 'graphql', 4_990)
    await expect(organization.readFile('shop', 'a')).resolves.toMatchObject({ known: true })
    await expect(organization.readFile('shop', 'a')).rejects.toBeInstanceOf(RateBudgetSpent)
  })

  test('that GitHub answers no more because the points are used up is put off too', async () => {
    const { github, acme, organization, installation } = await opened(reading, { profile: 'team' })
    github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
    const other = {
      kind: 'installation',
      token: '',
      expiresAt: null,
      installationId: installation.id,
      repositoryIds: null,
      permissions: {},
    } as const
    github.limits.charge(other, 'graphql', 5_000)
    await expect(organization.readFile('shop', 'a')).rejects.toBeInstanceOf(RateBudgetSpent)
    await expect(listAll(organization)).rejects.toBeInstanceOf(RateBudgetSpent)
  })
})
