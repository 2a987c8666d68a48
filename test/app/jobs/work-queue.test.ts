import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createWorkQueue, type Run } from '../../../app/jobs/work-queue.ts'
import { useDatabases } from '../database/test-database.ts'
import { killWorkers } from './kill-workers.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-work-'))
// Where tests run as root, PostgreSQL runs as somebody else.
chmodSync(scratch, 0o755)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('of two processes that are killed again and again, nothing that was asked for is lost or done twice', async () => {
  const result = await killWorkers({
    folder: path.join(scratch, 'data'),
    processes: 2,
    kills: 3,
    keys: 100,
    hints: 600,
    random: Math.random,
  })
  expect(result).toMatchObject({ lost: 0, backwards: 0, hints: 600 })
  expect(result.runs).toBeGreaterThanOrEqual(100)
})

describe('a queue', () => {
  const databases = useDatabases()

  async function started(run: Run, lookAgainMs = 200) {
    const { store, connection } = await databases.create()
    const queue = await createWorkQueue(store, connection)
    const errors: string[] = []
    let isStopped = false
    const stop = async (): Promise<void> => {
      if (!isStopped) await queue.stop()
      isStopped = true
    }
    onTestFinished(stop)
    await queue.start(run, {
      concurrency: { work: 4 },
      lookAgainMs,
      onError: (_, error) => errors.push(String(error)),
    })
    const want = (...keys: readonly string[]) => store.transact((unit) => queue.want(unit, keys))
    const wantFirst = (key: string) => store.transact((unit) => queue.want(unit, [key], 'first'))
    const row = (key: string) =>
      store.database.selectFrom('work').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
    return { store, stop, want, wantFirst, row, errors }
  }
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let waited = 0; waited < 2000 && !(await holds()); waited += 1) await delay(50)
  }

  test('lets runs that ask for each other end side by side', async () => {
    let inside = 0
    let both = (): void => {}
    const meeting = new Promise<void>((resolve) => (both = resolve))
    const { want, row, errors } = await started(async (key, { finish }) => {
      await finish(async (_, ask) => {
        inside += 1
        if (inside >= 2) both()
        await meeting
        if (inside <= 2) await ask([key === 'a' ? 'b' : 'a'])
      })
    })
    await want('a', 'b')
    await until(async () => {
      const rows = await Promise.all(['a', 'b'].map(row))
      return rows.every(({ done }) => Number(done) >= 2)
    })
    expect(errors).toEqual([])
    expect(await Promise.all(['a', 'b'].map(row))).toMatchObject([{ attempts: 0 }, { attempts: 0 }])
  })

  test('that is stopped lets what is under way finish, which is no failure', async () => {
    let began = false
    const { stop, want, row, errors } = await started(async (_, { finish }) => {
      began = true
      await delay(500)
      await finish(async () => {})
    })
    await want('a')
    await until(() => began)
    await stop()
    expect(await row('a')).toMatchObject({ wanted: '1', done: '1', attempts: 0, last_error: null })
    expect(errors).toEqual([])
  })

  test('puts off a key whose run failed, says why, and does the others meanwhile', async () => {
    const { want, row, errors } = await started(async (key, { finish }) => {
      if (key === 'bad') throw new Error('no such thing')
      await finish(async () => {})
    })
    await want('bad', 'good')
    await until(async () => (await row('good')).done === '1' && errors.length > 0)
    expect(await row('good')).toMatchObject({ done: '1' })
    const bad = await row('bad')
    expect(bad).toMatchObject({ done: '0', attempts: 1, claim: null, last_error: 'no such thing' })
    expect(bad.not_before.getTime()).toBeGreaterThan(Date.now())
  })

  test('puts off a key until an error says there is a point in trying again, and does not count that as tried', async () => {
    const retryAt = new Date(Date.now() + 3_600_000)
    let runs = 0
    const { store, want, row } = await started(async (key, { finish }) => {
      if (key === 'a' && (runs += 1) === 1)
        throw Object.assign(new Error('the limit is used up'), { retryAt })
      await finish(async () => {})
    })
    await want('a')
    await until(async () => runs > 0 && (await row('a')).claim === null)
    const putOff = await row('a')
    expect(putOff).toMatchObject({ done: '0', attempts: 0, last_error: null })
    // For as long as was left, by the database's clock.
    expect(Math.abs(putOff.not_before.getTime() - retryAt.getTime())).toBeLessThan(60_000)
    // What nobody was woken for is found by a look at what is open, and such a look leaves alone what is put off.
    await store.database
      .insertInto('work')
      .values({ key: 'unwoken', claim: null, last_error: null })
      .execute()
    await until(async () => (await row('unwoken')).done === '1')
    expect({ unwoken: await row('unwoken'), a: await row('a'), runs }).toMatchObject({
      unwoken: { done: '1' },
      a: { done: '0' },
      runs: 1,
    })
    // The time has come.
    await store.database
      .updateTable('work')
      .set({ not_before: sql`now()` })
      .where('key', '=', 'a')
      .execute()
    await until(async () => (await row('a')).done === '1')
    expect({ row: await row('a'), runs }).toMatchObject({ row: { done: '1', attempts: 0 }, runs: 2 })
  })

  test('takes up what was put off for a moment when that is over, though the next look is far', async () => {
    let runs = 0
    const { want, row } = await started(async (_, { finish }) => {
      if ((runs += 1) === 1)
        throw Object.assign(new Error('in a moment'), { retryAt: new Date(Date.now() + 300) })
      await finish(async () => {})
    }, 3_600_000)
    await want('a')
    await until(async () => (await row('a')).done === '1')
    expect({ row: await row('a'), runs }).toMatchObject({ row: { done: '1', attempts: 0 }, runs: 2 })
  })

  test('runs a key again that was asked for while it ran, and never twice at once', async () => {
    let [running, most, runs] = [0, 0, 0]
    const { want, row } = await started(async (_, { finish }) => {
      runs += 1
      most = Math.max(most, (running += 1))
      await delay(100)
      await finish(async () => {})
      running -= 1
    })
    await want('a')
    await until(() => running > 0)
    await want('a')
    await want('a')
    await until(async () => (await row('a')).done === '3')
    expect(await row('a')).toMatchObject({ wanted: '3', done: '3' })
    expect({ most, isAgain: runs >= 2 }).toEqual({ most: 1, isAgain: true })
  })

  test('does what was taken together with a key that takes long', async () => {
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    onTestFinished(end)
    const keys = Array.from({ length: 40 }, (_, number) => `short ${number}`)
    const { want, row } = await started(async (key, { finish }) => {
      if (key === 'long') await ended
      await finish(async () => {})
    })
    await want('long', ...keys)
    const isDone = async (key: string): Promise<boolean> => (await row(key)).done === '1'
    await until(async () => (await Promise.all(keys.map(isDone))).every(Boolean))
    expect(await Promise.all(keys.map(isDone))).toEqual(keys.map(() => true))
    expect(await isDone('long')).toBe(false)
    end()
    await until(() => isDone('long'))
    expect(await isDone('long')).toBe(true)
  })

  test('does first what a webhook asks for, however much a sweep has asked for before', async () => {
    const done: string[] = []
    const { want, wantFirst } = await started(async (key, { finish }) => {
      await delay(100)
      await finish(async () => void done.push(key))
    })
    await want(...Array.from({ length: 100 }, (_, number) => `swept ${number}`))
    await wantFirst('pushed')
    await until(() => done.includes('pushed'))
    expect(done).toContain('pushed')
    expect(done.length).toBeLessThan(50)
  })

  test('does first what a webhook asks for, also where a sweep has asked for the same key and it waits in its turn', async () => {
    const begun: string[] = []
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    onTestFinished(open)
    const { want, wantFirst, row } = await started(async (key, { finish }) => {
      begun.push(key)
      await opened
      await finish(async () => {})
    })
    const keys = Array.from({ length: 60 }, (_, number) => `swept ${number}`)
    await want(...keys)
    const workers = 4
    await until(() => begun.length === workers)
    // Those that wait were asked for at the same instant: which of them is next is anybody's guess.
    const pushed = keys.filter((key) => !begun.includes(key)).slice(-3)
    for (const key of pushed) await wantFirst(key)
    expect(begun).toHaveLength(workers)
    open()
    await until(() => begun.length === keys.length)
    // As many are taken at once as there are workers.
    expect(begun.slice(workers, 2 * workers)).toEqual(expect.arrayContaining(pushed))
    // Each once, for whoever asked: nobody asked after it had begun.
    await until(async () => (await Promise.all(pushed.map(row))).every(({ done }) => done === '2'))
    expect(begun.toSorted()).toEqual(keys.toSorted())
    expect(await row(pushed[0]!)).toMatchObject({ wanted: '2', done: '2' })
  })

  test('runs once more, and first, a key that a webhook asks for while it runs', async () => {
    const begun: string[] = []
    let open = (): void => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    onTestFinished(open)
    const { want, wantFirst, row } = await started(async (key, { finish }) => {
      begun.push(key)
      await opened
      await finish(async () => {})
    })
    await want('a')
    await until(() => begun.length === 1)
    await wantFirst('a')
    await wantFirst('a')
    open()
    await until(async () => (await row('a')).done === '3')
    expect({ row: await row('a'), begun }).toMatchObject({
      row: { wanted: '3', done: '3' },
      begun: ['a', 'a'],
    })
  })

  test('takes more keys at once than a statement takes values', async () => {
    const { store, connection } = await databases.create()
    const queue = await createWorkQueue(store, connection)
    onTestFinished(queue.stop)
    const keys = Array.from({ length: 70_000 }, (_, number) => `key:${number}`)
    await store.transact((unit) => queue.want(unit, keys))
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from work`.execute(
      store.database,
    )
    expect(rows[0]?.count).toBe(70_000)
  })

  test('asks for keys in one order, however they were found, so that no two who ask wait for each other', async () => {
    const { store, connection } = await databases.create()
    const queue = await createWorkQueue(store, connection)
    onTestFinished(queue.stop)
    const keys = ['repository:2', 'repository:10', 'changes:1', 'decisions:1']
    await store.transact((unit) => queue.want(unit, keys))
    let asking: Promise<void> | undefined
    await store.transact(async ({ database }) => {
      // Somebody has the one in the middle.
      await database.selectFrom('work').select('key').where('key', '=', 'repository:10').forUpdate().execute()
      asking = store.transact((unit) => queue.want(unit, keys))
      await until(async () => {
        const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock'
          and datname = current_database()`.execute(store.database)
        return rows.length > 0
      })
      // What comes before it they have already, and what comes after it not yet.
      const free = await store.transact((unit) =>
        unit.database.selectFrom('work').select('key').forUpdate().skipLocked().execute(),
      )
      expect(free).toEqual([{ key: 'repository:2' }])
    })
    await asking
  })

  test('counts a run that does not finish as failed', async () => {
    const { want, row, errors } = await started(async () => {})
    await want('a')
    await until(() => errors.length > 0)
    expect(errors[0]).toContain('ended without finishing')
    expect(await row('a')).toMatchObject({ done: '0', attempts: 1 })
  })
})
