import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { run } from '../../cli/run.ts'
import { readDetails } from '../../github/world/details.ts'
import { addressOf } from '../database/address-of.ts'
import { useDatabases } from '../database/test-database.ts'
import { running, type Running } from '../end-to-end/running.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

/** As if so much time had passed for what waits and for what was sent. */
async function pass({ store, want }: Running, interval: string): Promise<void> {
  await sql`update sent_writes set at = at - ${interval}::interval`.execute(store.database)
  await sql`update effects set not_before = now() where finished_at is null`.execute(store.database)
  const [acme] = await listOrganizations(store, 'everything')
  await want([`changes:${acme!.id}`])
}

test('what a token may not change within a minute is put off, recorded as far as it went, and made in the next', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `old-${index}`)
  const company = await actingCompany({
    policy: `${enforcingPolicy}safety: { removals: 1000 }\n`,
    repositories: { web: true, ...Object.fromEntries(names.map((name) => [name, true])) },
    // One request for each repository.
    means: 'classic-token',
  })
  const settings = { ...company.settings, WRITES_PER_MINUTE: '8' }
  const program = await acting(databases, { ...company, settings }, { isAccepted: false })
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.store.transact((unit) => recordAcceptance(unit, acme!.id, 1, new Date()))
  await program.want([`changes:${acme!.id}`])
  const open = () => readOpenEffects(program.store, 'everything', acme!.id)
  const waiting = async () => (await open()).filter(({ notBefore }) => notBefore > new Date()).length
  await expect.poll(waiting, { timeout: 60_000 }).toBe(4)
  expect(company.connected()).toHaveLength(5)
  expect((await open()).map(({ state }) => state)).toEqual(['planned', 'planned', 'planned', 'planned'])

  await pass(program, '1 minute')
  await expect.poll(async () => (await open()).length, { timeout: 60_000 }).toBe(0)
  expect(company.connected()).toEqual(['web'])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind === 'effect.applied')).toHaveLength(12)
  expect(kinds).not.toContain('effect.failed')
}, 180_000)

test('more issues than an hour has are spread over the next ones, each once, and the plan says until when', async () => {
  const names = Array.from({ length: 104 }, (_, index) => `old-${index}`)
  const policy = enforcingPolicy
    .replace('mode: enforce', 'mode: notify')
    .replace('issues: false', 'issues: true')
  const company = await actingCompany({
    policy,
    repositories: Object.fromEntries(names.map((name) => [name, true])),
  })
  const limits = { WRITES_PER_MINUTE: '100000', CONTENT_PER_HOUR: '50' }
  const created = await databases.create()
  const settings = { ...company.settings, ...limits, MODE: 'notify' }
  const program = await running(created, company, settings)
  const issues = () => names.map((name) => readDetails(company.repository(name)).issues.length)
  const told = () => issues().reduce((sum, count) => sum + count, 0)
  const waiting = async (): Promise<number> => {
    const [acme] = await listOrganizations(program.store, 'everything')
    const open = await readOpenEffects(program.store, 'everything', acme!.id)
    return open.filter(({ notBefore }) => notBefore > new Date()).length
  }
  // A fifth is left to answers that somebody waits for.
  await expect.poll(waiting, { timeout: 120_000, interval: 500 }).toBe(64)
  expect(told()).toBe(40)
  const plan = await run(['plan', '--format', 'json'], {
    variables: { DATABASE_URL: addressOf(created.connection), MODE: 'notify', ...limits },
  })
  const { doneAt, writes, effects } = JSON.parse(plan.stdout)
  expect({ writes, effects: effects.length }).toEqual({ writes: 64, effects: 64 })
  const hours = (Date.parse(doneAt) - Date.now()) / 3_600_000
  expect(hours).toBeGreaterThan(1.5)
  expect(hours).toBeLessThan(2.1)

  await pass(program, '1 hour')
  await expect.poll(waiting, { timeout: 60_000, interval: 500 }).toBe(24)
  expect(told()).toBe(80)
  await pass(program, '1 hour')
  await expect.poll(told, { timeout: 60_000 }).toBe(104)
  await program.settled()
  expect(new Set(issues())).toEqual(new Set([1]))
  expect(await program.kinds('acme')).not.toContain('effect.failed')
}, 300_000)
