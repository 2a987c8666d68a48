import { sql } from 'kysely'
import type { Unit } from './store.ts'

/**
 * Asks for keys of the queue from where there is no queue, such as a command: the rows are the truth, and workers that were not woken
 * look for them every few seconds.
 */
export async function askForWork({ database }: Unit, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  // In one order, so that two who ask for the same do not wait for each other.
  const sorted = [...new Set(keys)].toSorted()
  await database
    .insertInto('work')
    .columns(['key'])
    .expression(sql`select unnest(${sql.val(sorted)}::text[])`)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ wanted: sql`work.wanted + 1`, not_before: sql`now()` }),
    )
    .execute()
}
