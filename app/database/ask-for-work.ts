import { sql } from 'kysely'
import type { Unit } from './store.ts'

/**
 * Asks for keys of the queue, in the transaction that makes them necessary: these rows are the truth. The queue wakes workers besides;
 * where there is no queue, as in a command, they look for such keys every few seconds.
 */
export async function askForWork({ database }: Unit, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  // In one order, so that two who ask for the same do not wait for each other.
  const sorted = [...new Set(keys)].toSorted()
  await database
    .insertInto('work')
    .columns(['key'])
    // One value, however many they are: PostgreSQL takes 65,535.
    .expression(sql`select unnest(${sql.val(sorted)}::text[])`)
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ wanted: sql`work.wanted + 1`, not_before: sql`now()` }),
    )
    .execute()
}
