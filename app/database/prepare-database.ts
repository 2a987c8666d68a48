import { PgBoss } from 'pg-boss'
import type { Connection } from './connection.ts'
import { grantRuntime } from './runtime-role.ts'
import { startJobs } from './start-jobs.ts'
import { openStore } from './store.ts'

/** Where pg-boss keeps its tables. */
const jobsSchema = 'jobs'

/**
 * Brings a database to this version as the owner of its tables, and gives the run-time role what it needs. Repeatable.
 * @param runtimeRole undefined: the owner is also who runs Gatehouse
 * @throws AppError `database-unavailable`
 */
export async function prepareDatabase(owner: Connection, runtimeRole: string | undefined): Promise<void> {
  const store = openStore({ ...owner, max: 2 })
  try {
    await store.migrate()
    if (runtimeRole === undefined) return
    // pg-boss makes its tables when it starts; the run-time role could not.
    const boss = new PgBoss({ ...owner, max: 2, schema: jobsSchema, supervise: false, schedule: false })
    boss.on('error', () => {})
    await startJobs(store, boss)
    await boss.stop({ graceful: false })
    await grantRuntime(store.database, runtimeRole)
  } finally {
    await store.close()
  }
}
