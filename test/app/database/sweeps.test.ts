import { expect, test } from 'vitest'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import type { Store } from '../../../app/database/store.ts'
import { beginSweep, endSweep, readOpenSweep, readSweepsToClose } from '../../../app/database/sweeps.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const at = new Date('2026-11-26T08:00:00Z')

async function beginIn(store: Store, login: string, repositories: number) {
  const organization = await addOrganization(store, login)
  const snapshots = Array.from({ length: repositories }, (_, number) => ({
    snapshot: listedRepository(number + 1, `r${number + 1}`),
  }))
  const ids = await store.transact(async (unit) => {
    await beginSweep(unit, organization, at)
    return recordSnapshots(unit, organization, snapshots, at)
  })
  return { organization, ids }
}

const ask = ({ database }: Store, keys: readonly string[]) =>
  database
    .insertInto('work')
    .values(keys.map((key) => ({ key })))
    .execute()
const finish = ({ database }: Store, key: string) =>
  database
    .updateTable('work')
    .set((row) => ({ done: row.ref('wanted'), attempts: 0 }))
    .where('key', '=', key)
    .execute()
const fail = ({ database }: Store, key: string) =>
  database.updateTable('work').set({ attempts: 1, last_error: 'it failed' }).where('key', '=', key).execute()

test('a sweep is open while its own work waits, whatever waits in other organizations', async () => {
  const { store } = await databases.create()
  const acme = await beginIn(store, 'acme', 1)
  const other = await beginIn(store, 'another', 1)
  const key = `repository:${acme.ids[0]}`
  await ask(store, [key, `repository:${other.ids[0]}`, 'host:1', `coverage:${acme.organization}`])
  expect(await readSweepsToClose(store)).toEqual([])
  expect(await readOpenSweep(store, acme.organization)).toMatchObject({ isWorking: true })
  await finish(store, key)
  expect(await readSweepsToClose(store)).toEqual([acme.organization])
  expect(await readOpenSweep(store, acme.organization)).toMatchObject({ isWorking: false })
  await ask(store, [`scan:${acme.ids[0]}`])
  expect(await readSweepsToClose(store)).toEqual([])
})

test('work that fails holds a sweep up only where it is the list of the organization', async () => {
  const { store } = await databases.create()
  const { organization, ids } = await beginIn(store, 'acme', 1)
  const keys = [`repository:${ids[0]}`, `organization:${organization}`]
  await ask(store, keys)
  for (const key of keys) await fail(store, key)
  expect(await readOpenSweep(store, organization)).toMatchObject({ isWorking: true })
  await finish(store, `organization:${organization}`)
  expect(await readSweepsToClose(store)).toEqual([organization])
})

test('the coverage lists a thousand of what failed, and counts all of it', async () => {
  const { store } = await databases.create()
  const { organization, ids } = await beginIn(store, 'acme', 1200)
  const keys = ids.map((id) => `repository:${id}`)
  await ask(store, [...keys, `scan:${ids[0]}`, `organization:${organization}`])
  await store.database.updateTable('work').set({ attempts: 1, last_error: 'it failed' }).execute()
  await store.database
    .updateTable('work')
    .set({ last_error: null })
    .where('key', '=', `scan:${ids[0]}`)
    .execute()
  const sweep = await readOpenSweep(store, organization)
  const coverage = await store.transact((unit) => endSweep(unit, organization, sweep!, at))
  expect(coverage).toMatchObject({ repositories: 1200, read: 0, failedCount: 1201 })
  expect(coverage.failed).toHaveLength(1000)
  expect(coverage.failed.slice(0, 2)).toEqual([
    { repository: 'r1', what: 'read', why: 'it failed' },
    { repository: 'r1', what: 'scan', why: 'it was not looked at' },
  ])
  expect(await readOpenSweep(store, organization)).toBeUndefined()
})
