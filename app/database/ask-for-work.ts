import { sql } from 'kysely'
import type { Unit } from './store.ts'

/**
 * Asks for keys of the queue from where there is no queue, such as a command: the rows are the truth, and workers that were not woken
 * look for them every few seconds.
 */
export async function askForWork({ database }: Unit, keys: readonly string[]): Promise<void> {
  // In one order, so that two who ask for the same do not wait for each other.
  for (const key of [...new Set(keys)].toSorted())
    await database
      .insertInto('work')
      .values({ key, claim: null, last_error: null })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ wanted: sql<string>`work.wanted + 1` }))
      .execute()
}
