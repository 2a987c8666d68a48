/**
 * A process that works on keys, for tests that kill it: `node copying-worker.ts <connection as JSON>`. The work of a key is to
 * copy its `source` to its `copy`, slowly enough to be killed in the middle.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { openStore } from '../../../app/database/store.ts'
import { createWorkQueue } from '../../../app/jobs/work-queue.ts'

const connection = JSON.parse(process.argv[2]!)
const store = openStore({ ...connection, max: 6 })
const queue = await createWorkQueue(store, connection)
await queue.start(
  async (key, { finish }) => {
    const { rows } = await sql<{ value: string }>`select value from sources where key = ${key}`.execute(
      store.database,
    )
    await delay(Math.random() * 8)
    const value = rows[0]!.value
    await finish(async ({ database }) => {
      await sql`insert into copies (key, value) values (${key}, ${value})`.execute(database)
      await sql`insert into runs (key, done) select key, done from work where key = ${key}`.execute(database)
    })
  },
  { concurrency: { work: 4 }, lookAgainMs: 1000, onError: (key, error) => console.error(key, error) },
)
process.stdout.write('ready\n')
