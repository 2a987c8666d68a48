import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { transactOrder } from '../../../app/database/transact-order.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

test('an order that PostgreSQL refused, because another waited for it and it for the other, is given again', async () => {
  const { store } = await databases.create()
  let tries = 0
  let started = 0
  let bothHaveStarted = (): void => {}
  const both = new Promise<void>((resolve) => {
    bothHaveStarted = resolve
  })
  const locking = (first: number, second: number): Promise<number> =>
    transactOrder(store, async ({ database }) => {
      tries += 1
      await sql`select pg_advisory_xact_lock(${sql.lit(first)})`.execute(database)
      started += 1
      if (started === 2) bothHaveStarted()
      await both
      await sql`select pg_advisory_xact_lock(${sql.lit(second)})`.execute(database)
      return first
    })
  expect(await Promise.all([locking(1, 2), locking(2, 1)])).toEqual([1, 2])
  expect(tries).toBe(3)
})

test('what is wrong with an order itself is told at once', async () => {
  const { store } = await databases.create()
  let tries = 0
  const wrong = transactOrder(store, async ({ database }) => {
    tries += 1
    await sql`select 1 / 0`.execute(database)
  })
  await expect(wrong).rejects.toThrow('division by zero')
  expect(tries).toBe(1)
})

test('an order that is refused each time is told as one that may be given again later', async () => {
  const { store } = await databases.create()
  let tries = 0
  const refused = transactOrder(store, async () => {
    tries += 1
    throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
  })
  await expect(refused).rejects.toMatchObject({ code: 'busy', cause: { code: '40P01' } })
  expect(tries).toBe(5)
})
