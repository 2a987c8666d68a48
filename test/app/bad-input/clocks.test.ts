import { afterEach, expect, test, vi } from 'vitest'
import { RateBudgetSpent } from '../../../app/enforcement/rate-budget-spent.ts'
import { lanes } from '../../../app/jobs/governing.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'
import { useDatabases } from '../database/test-database.ts'

const databases = useDatabases()
afterEach(() => vi.useRealTimers())

test.each([-3, 3])(
  'work is put off for as long as was meant where the database’s clock is %i hours off',
  async (hours) => {
    const { store, connection } = await databases.create()
    const queue = await createWorkQueue(store, connection, lanes)
    // Only `Date`: what waits goes on waiting by the machine's own timers.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - hours * 3_600_000 })
    let tries = 0
    await queue.start(
      async (_, { finish }) => {
        tries += 1
        if (tries === 1) throw new RateBudgetSpent('it is to wait', new Date(Date.now() + 2000))
        await finish(async () => {})
      },
      { concurrency: { work: 1, wide: 1, scan: 1 }, lookAgainMs: 200, onError: () => {} },
    )
    await store.transact((unit) => queue.want(unit, ['repository:1']))
    const started = performance.now()
    await vi.waitFor(
      async () => {
        const row = await store.database
          .selectFrom('work')
          .select(['wanted', 'done'])
          .where('key', '=', 'repository:1')
          .executeTakeFirstOrThrow()
        expect(row.done).toBe(row.wanted)
      },
      { timeout: 100_000, interval: 50 },
    )
    expect(tries).toBe(2)
    expect(performance.now() - started).toBeGreaterThan(1500)
    await queue.stop()
  },
)
