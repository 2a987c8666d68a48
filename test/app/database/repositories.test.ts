import { expect, test } from 'vitest'
import {
  hintRepositories,
  recordPropertyValues,
  recordSnapshots,
} from '../../../app/database/repositories.ts'
import { known } from '../../../policies/facts.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const now = new Date()

test('who writes several repositories does so in one order, however they are found, and none waits for another forever', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const numbers = Array.from({ length: 150 }, (_, index) => 1000 + index)
  const foundIn = (order: readonly number[]) =>
    order.map((id) => ({
      snapshot: listedRepository(id, `shop-${id}`),
      properties: known({}),
    }))
  const backwards = numbers.toReversed()
  const ids = await store.transact((unit) => recordSnapshots(unit, acme, foundIn(backwards), now))
  expect(ids).toHaveLength(numbers.length)
  const again = await store.transact((unit) => recordSnapshots(unit, acme, foundIn(numbers), now))
  expect(again).toEqual(ids.toReversed())
  const values = new Map(backwards.map((id) => [id, 'allowed']))
  const rounds = Array.from({ length: 12 }, () => [
    store.transact((unit) => recordSnapshots(unit, acme, foundIn(backwards), now)),
    store.transact((unit) => recordSnapshots(unit, acme, foundIn(numbers), now)),
    store.transact((unit) => recordPropertyValues(unit, acme, 'claude-access', values)),
    store.transact((unit) => hintRepositories(unit, ids)),
  ]).flat()
  const failed = (await Promise.allSettled<unknown>(rounds)).filter(({ status }) => status === 'rejected')
  expect(failed).toEqual([])
})
