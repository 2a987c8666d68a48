import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Store } from '../database/store.ts'
import type { Run, RunContext } from './work-queue.ts'

/** After a failed run: 2 s, 4 s, 8 s … and never more than this. */
const longestPauseSeconds = 600

/**
 * Runs a key once.
 * @returns whether it was asked for again meanwhile
 * @throws what the run threw, after it was recorded
 */
export async function runOnce(store: Store, key: string, run: Run, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted()
  const claim = randomUUID()
  const claimed = await store.database
    .updateTable('work')
    .set({ claim })
    .where('key', '=', key)
    .whereRef('done', '<', 'wanted')
    .where('not_before', '<=', sql<Date>`now()`)
    .returning('wanted')
    .executeTakeFirst()
  if (!claimed) return false
  let isFinished = false
  let isWantedAgain = false
  const finish: RunContext['finish'] = (write) =>
    store.transact(async (unit) => {
      signal.throwIfAborted()
      const row = await unit.database
        .updateTable('work')
        .set({ done: claimed.wanted, claim: null, attempts: 0, last_error: null })
        .where('key', '=', key)
        .where('claim', '=', claim)
        .returning(sql<boolean>`done < wanted`.as('is_wanted_again'))
        .executeTakeFirst()
      if (!row) throw new Error(`${key} was taken over by another run`)
      // Whoever asks after this has a wake-up of his own.
      isWantedAgain = row.is_wanted_again
      await write(unit)
      isFinished = true
    })
  try {
    await run(key, { signal, finish })
    if (!isFinished) throw new Error(`the run of ${key} ended without finishing`)
    return isWantedAgain
  } catch (error) {
    const retryAt = retryAtOf(error)
    if (retryAt) await putOff(store, key, claim, retryAt)
    else await recordFailure(store, key, claim, error)
    throw error
  }
}

/** Some errors are none: they say when there is a point in trying again. */
export function retryAtOf(error: unknown): Date | undefined {
  return error instanceof Error && 'retryAt' in error && error.retryAt instanceof Date
    ? error.retryAt
    : undefined
}

/**
 * Puts a key off that nobody has taken over; it does not count as tried. For as long as there is left by our clock, and not until
 * then by ours: what is due is asked of the database's.
 */
async function putOff({ database }: Store, key: string, claim: string, until: Date): Promise<void> {
  const seconds = Math.max(0, until.getTime() - Date.now()) / 1000
  await database
    .updateTable('work')
    .set({ claim: null, not_before: sql`now() + ${seconds} * interval '1 second'` })
    .where('key', '=', key)
    .where('claim', '=', claim)
    .execute()
}

/** Puts a key off; only where nobody has taken it over, whose run this failure says nothing of. */
async function recordFailure({ database }: Store, key: string, claim: string, error: unknown): Promise<void> {
  await database
    .updateTable('work')
    .set({
      claim: null,
      attempts: sql`attempts + 1`,
      last_error: error instanceof Error ? error.message : String(error),
      not_before: sql`now() + least(${longestPauseSeconds}, power(2, least(attempts + 1, 20))) * interval '1 second'`,
    })
    .where('key', '=', key)
    .where('claim', '=', claim)
    .execute()
}
