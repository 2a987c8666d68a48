import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { recordWork } from '../database/ask-for-work.ts'
import { lockOfKey } from '../database/lock-keys.ts'
import type { Store, Unit } from '../database/store.ts'
import type { Run, RunContext } from './work-queue.ts'

/** After a failed run: 2 s, 4 s, 8 s … and never more than this. */
const longestPauseSeconds = 600

/**
 * Runs a key once.
 * @param wake has workers look at keys that were asked for, in the transaction that asked
 * @returns whether it was asked for again meanwhile
 * @throws what the run threw, after it was recorded
 */
export async function runOnce(
  store: Store,
  key: string,
  run: Run,
  { signal, wake }: { readonly signal: AbortSignal; readonly wake: Wake },
): Promise<boolean> {
  signal.throwIfAborted()
  const claim = randomUUID()
  const claimed = await store.database
    .with(
      (cte) => cte('locked').materialized(),
      (query) => query.selectNoFrom(lockOfKey(sql.val(key)).as('lock')),
    )
    .updateTable('work')
    .from('locked')
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
      await sql`select ${lockOfKey(sql.val(key))}`.execute(unit.database)
      await checkClaim(unit, key, claim)
      let isClosed = false
      const close = async (keys: readonly string[]): Promise<void> => {
        isClosed = true
        // This key's row among the others, in the one order in which everybody takes them.
        const before = keys.filter((one) => one < key)
        await recordWork(unit, before)
        isWantedAgain = await recordDone(unit, { key, claim, wanted: claimed.wanted })
        await recordWork(
          unit,
          keys.filter((one) => one >= key),
        )
        await wake(unit, keys)
      }
      await write(unit, close)
      if (!isClosed) await close([])
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

type Wake = (unit: Unit, keys: readonly string[]) => Promise<void>

/** Nobody can take the key over while its lock is held. @throws where somebody has */
async function checkClaim({ database }: Unit, key: string, claim: string): Promise<void> {
  const row = await database
    .selectFrom('work')
    .select('key')
    .where('key', '=', key)
    .where('claim', '=', claim)
    .executeTakeFirst()
  if (!row) throw new Error(`${key} was taken over by another run`)
}

/** @returns whether somebody asked for the key since it was claimed; whoever asks after this has a wake-up of his own */
async function recordDone(
  { database }: Unit,
  { key, claim, wanted }: { readonly key: string; readonly claim: string; readonly wanted: string },
): Promise<boolean> {
  const row = await database
    .updateTable('work')
    .set({ done: wanted, claim: null, attempts: 0, last_error: null })
    .where('key', '=', key)
    .where('claim', '=', claim)
    .returning(sql<boolean>`done < wanted`.as('is_wanted_again'))
    .executeTakeFirstOrThrow()
  return row.is_wanted_again
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
