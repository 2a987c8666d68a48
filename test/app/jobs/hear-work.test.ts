import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { askForWork, recordWork, workChannel } from '../../../app/database/ask-for-work.ts'
import type { Store } from '../../../app/database/store.ts'
import { isPooled } from '../../../app/database/is-pooled.ts'
import { hearWork } from '../../../app/jobs/hear-work.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'
import { useDatabases } from '../database/test-database.ts'
import { startPooler } from './pooler.ts'

const databases = useDatabases()
const inTime = { timeout: 100_000, interval: 20 }
/** Longer than any test: whatever is done was heard of. */
const never = 3_600_000

async function working(lookAgainMs: number) {
  const { store, connection } = await databases.create()
  const queue = await createWorkQueue(store, connection)
  onTestFinished(queue.stop)
  const done: string[] = []
  await queue.start(
    async (key, { finish }) => {
      await finish(async () => {})
      done.push(key)
    },
    { concurrency: { work: 2 }, lookAgainMs, onError: () => {} },
  )
  return { store, connection, done }
}

/** Sessions that hear, by what they said last. */
const hearing = async (store: Store): Promise<readonly number[]> => {
  const { rows } = await sql<{ pid: number }>`select pid from pg_stat_activity
    where datname = current_database() and query = ${`listen ${workChannel}`}`.execute(store.database)
  return rows.map(({ pid }) => pid)
}

test('what a process asks for that works on nothing is begun by another one, though that never looks by itself', async () => {
  const { store, connection, done } = await working(never)
  await expect.poll(() => hearing(store), inTime).toHaveLength(1)
  const script = path.join(import.meta.dirname, 'asking-process.ts')
  await promisify(execFile)(process.execPath, [
    script,
    JSON.stringify(connection),
    'repository:2',
    'changes:1',
  ])
  await expect.poll(() => done.toSorted(), inTime).toEqual(['changes:1', 'repository:2'])
})

test('what is asked for in a transaction that fails wakes nobody', async () => {
  const { store, done } = await working(never)
  await expect.poll(() => hearing(store), inTime).toHaveLength(1)
  const failing = store.transact(async (unit) => {
    await askForWork(unit, ['changes:1'])
    throw new Error('it goes wrong')
  })
  await expect(failing).rejects.toThrow('it goes wrong')
  await store.transact((unit) => askForWork(unit, ['changes:2']))
  await expect.poll(() => done, inTime).toEqual(['changes:2'])
})

test('after its session was lost it hears again, also of what was asked for meanwhile, and leaves none behind', async () => {
  const { store, done } = await working(never)
  for (const key of ['changes:1', 'changes:2', 'changes:3']) {
    await expect.poll(() => hearing(store), inTime).toHaveLength(1)
    const [lost] = await hearing(store)
    // As a PostgreSQL that is started again ends every session.
    await sql`select pg_terminate_backend(${lost})`.execute(store.database)
    await store.transact((unit) => askForWork(unit, [key]))
    await expect.poll(() => done, inTime).toContain(key)
  }
  await expect.poll(() => hearing(store), inTime).toHaveLength(1)
})

test('behind a pooler that may give each transaction another session nobody listens, one session holds all locks, and work is found by looking', async () => {
  const { store, connection } = await databases.create()
  const pooler = await startPooler(connection)
  onTestFinished(pooler.close)
  expect([await isPooled(connection), await isPooled(pooler.connection)]).toEqual([false, true])
  const queue = await createWorkQueue(store, pooler.connection)
  onTestFinished(queue.stop)
  const sessions: string[] = []
  await queue.start(
    async (_, { finish }) => {
      const { rows } = await sql<{ what: string }>`select state || ': ' || query as what from pg_stat_activity
        join pg_locks using (pid) where locktype = 'advisory' and datname = current_database()`.execute(
        store.database,
      )
      await finish(async () => {})
      sessions.push(...rows.map(({ what }) => what))
    },
    { concurrency: { work: 2 }, lookAgainMs: 50, onError: () => {} },
  )
  await store.transact((unit) => askForWork(unit, ['changes:1']))
  await expect
    .poll(() => sessions, inTime)
    .toEqual([expect.stringMatching(/^idle in transaction: select pg_try/)])
  expect(await hearing(store)).toEqual([])
  await queue.stop()
  const { rows } = await sql`select from pg_locks where locktype = 'advisory' and database =
    (select oid from pg_database where datname = current_database())`.execute(store.database)
  expect(rows).toEqual([])
})

test('what nobody is told of is found by looking', async () => {
  const { store, done } = await working(50)
  await store.transact((unit) => recordWork(unit, ['changes:1']))
  await expect.poll(() => done, inTime).toEqual(['changes:1'])
})

test('keys that are too many for a notification, and words that are none, ask for a look', async () => {
  const { store, connection } = await databases.create()
  const heard: (readonly string[])[] = []
  const ears = hearWork(connection, { onAsked: (keys) => heard.push(keys) })
  onTestFinished(ears.stop)
  await expect.poll(() => heard, inTime).toEqual([[]])
  const many = Array.from({ length: 2000 }, (_, number) => `repository:${number}`)
  await store.transact((unit) => askForWork(unit, many))
  await store.transact((unit) => askForWork(unit, ['changes:1', 'changes:1']))
  await sql`select pg_notify(${workChannel}, '{"a": 1}')`.execute(store.database)
  await sql`select pg_notify(${workChannel}, 'x')`.execute(store.database)
  await expect.poll(() => heard, inTime).toEqual([[], [], ['changes:1'], [], []])
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from work`.execute(
    store.database,
  )
  expect(rows[0]?.count).toBe(2001)
})

test('whoever cannot connect tries again, and stops when told to', async () => {
  const { connection } = await databases.create()
  const heard: unknown[] = []
  const ears = hearWork({ ...connection, port: 1 }, { onAsked: (keys) => heard.push(keys), retryMs: 1 })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await ears.stop()
  expect(heard).toEqual([])
})
