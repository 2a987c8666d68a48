import { type RawBuilder, sql } from 'kysely'
import type { Unit } from './store.ts'

/**
 * Locks a key until the end of the transaction, so that no run of it begins, or ends well, meanwhile. It comes before the first row is
 * written. The rows of `work` are locked at a transaction's end only: who held one's own from the beginning and asked for others' at
 * the end would wait for somebody who does the same the other way round.
 */
export const lockOfKey = (key: RawBuilder<string>): RawBuilder<void> =>
  sql`pg_advisory_xact_lock(hashtext('gatehouse work'), hashtext(${key}))`

/** Locks keys, in one order. */
export async function lockKeys({ database }: Unit, keys: readonly string[]): Promise<void> {
  await sql`
    select ${lockOfKey(sql<string>`key`)}
    from (select key from unnest(${sql.val(keys)}::text[]) key order by key collate "C") keys`.execute(
    database,
  )
}
