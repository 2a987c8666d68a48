import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Store } from './store.ts'

/** Of PostgreSQL's advisory locks, the one that whoever makes the queue's tables holds. */
const startLock = 'gatehouse: start of pg-boss'

/**
 * Starts pg-boss, one process at a time. On a new database it makes its tables; of two that do so at once one fails, which pg-boss
 * passes over and PostgreSQL's log tells as an error.
 */
export const startJobs = ({ database }: Pick<Store, 'database'>, boss: PgBoss): Promise<void> =>
  database.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(hashtextextended(${startLock}, 0))`.execute(session)
    try {
      await boss.start()
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${startLock}, 0))`.execute(session)
    }
  })
