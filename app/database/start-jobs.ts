import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Store } from './store.ts'

/** Of PostgreSQL's advisory locks, the one that whoever makes the queue's tables holds. */
const startLock = 'gatehouse: start of pg-boss'

/**
 * Starts pg-boss, one process at a time. On a new database it makes its tables; of two that do so at once one fails, which pg-boss
 * passes over and PostgreSQL's log tells as an error. The lock is a transaction's, which also a pooler leaves on one session.
 */
export const startJobs = ({ transact }: Pick<Store, 'transact'>, boss: PgBoss): Promise<void> =>
  transact(async ({ database }) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${startLock}, 0))`.execute(database)
    await boss.start()
  })
