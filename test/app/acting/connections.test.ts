import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { recordPause, recordResume } from '../../../app/database/brakes.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

const writes = (company: Awaited<ReturnType<typeof actingCompany>>) =>
  company.github.calls
    .filter(({ isWrite, operationId }) => isWrite && operationId !== 'apps/redeliver-webhook-delivery')
    .map(({ operationId }) => operationId)

const open = async (store: Store) => {
  const [acme] = await listOrganizations(store, 'everything')
  return readOpenEffects(store, 'everything', acme!.id)
}

test.each(['enterprise-app', 'classic-token'] as const)(
  'what is denied is taken from the App, and what is allowed stays, with %s',
  async (means) => {
    const company = await actingCompany({ repositories: { web: true, api: true, lib: false }, means })
    const program = await acting(databases, company)
    expect(company.connected()).toEqual(['web'])
    expect(await program.reaches('acme/api')).toMatchObject({ 'app-installation': 'not-seen' })
    const kinds = (await program.kinds('acme')).filter((kind) => kind.startsWith('effect.'))
    expect(kinds).toEqual(['effect.planned', 'effect.attempted', 'effect.applied'])
    expect(await open(program.store)).toEqual([])
  },
)

test('nothing is changed before it was accepted, and nothing while it is paused', async () => {
  const company = await actingCompany({ repositories: { web: true, api: true } })
  const program = await acting(databases, company, { isAccepted: false })
  expect((await open(program.store)).map(({ action }) => action.kind)).toEqual(['disconnect'])
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.store.transact((unit) => recordPause(unit, null, 'a try', new Date()))
  await program.accept()
  expect(writes(company)).toEqual([])
  await program.store.transact((unit) => recordResume(unit, null, new Date()))
  await program.want([`changes:${acme!.id}`])
  await program.settled()
  expect(company.connected()).toEqual(['web'])
})

test('a plan that takes too much stops before it takes anything', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `old-${index}`)
  const repositories = { web: true, ...Object.fromEntries(names.map((name) => [name, true])) }
  const company = await actingCompany({ repositories })
  const program = await acting(databases, company)
  expect(writes(company)).toEqual([])
  expect(company.connected()).toHaveLength(9)
  expect(new Set((await open(program.store)).map(({ state }) => state))).toEqual(new Set(['held']))
  expect(await program.kinds('acme')).toContain('hold.opened')
})

test('drift is undone: what somebody connects by hand is taken again', async () => {
  const company = await actingCompany({ repositories: { web: true, api: false } })
  const program = await acting(databases, company)
  expect(writes(company)).toEqual([])
  company.claude.repositoryIds.add(company.repository('api').id)
  // As the schedule asks: no sweep is needed.
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.want([`installations:${acme!.id}`])
  await program.settled()
  expect(company.connected()).toEqual(['web'])
})

test('drift of many is undone by the record, whose names go together and which nobody reads again before', async () => {
  const names = Array.from({ length: 12 }, (_, number) => `r${number}`)
  const company = await actingCompany({
    policy: `${enforcingPolicy}safety: { removals: 1000 }\n`,
    repositories: { web: true, ...Object.fromEntries(names.map((name) => [name, false])) },
  })
  const program = await acting(databases, company)
  // What is old is read first, and what it says then counts.
  const [acme] = await listOrganizations(program.store, 'everything')
  await sql`update repositories set reconciled_at = now() - interval '25 hours' where name = 'r7'`.execute(
    program.store.database,
  )
  const before = company.github.calls.length
  for (const name of names) company.claude.repositoryIds.add(company.repository(name).id)
  await program.want([`installations:${acme!.id}`])
  await vi.waitFor(() => expect(company.connected()).toEqual(['web']), { timeout: 100_000, interval: 10 })
  const calls = company.github.calls.slice(before)
  const read = calls.filter(({ operationId }) => operationId === 'repos/list-deploy-keys').length
  // What could be read is scanned meanwhile, and its repositories are read after that; nobody waits for it.
  expect(read).toBeLessThan(names.length / 2)
  expect(calls.filter(({ isWrite }) => isWrite).length).toBeLessThanOrEqual(2)
  await program.settled()
  expect(company.connected()).toEqual(['web'])
  expect(await program.reaches('acme/r3')).toMatchObject({ 'app-installation': 'not-seen' })
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind === 'connection.gone')).toHaveLength(names.length)
})

test('where GitHub lets nobody of ours, nothing is claimed and a person is asked', async () => {
  const company = await actingCompany({ repositories: { web: true, api: true }, means: 'none' })
  const program = await acting(databases, company)
  expect(writes(company)).toEqual([])
  expect(company.connected()).toEqual(['api', 'web'])
  expect(await program.reaches('acme/api')).toMatchObject({ 'app-installation': 'possible' })
})
