import { sql } from 'kysely'
import { demandNoChain } from './lock-order.ts'
import type { Unit } from './store.ts'

/** By this name whoever works hears of keys that were asked for where no queue is at hand. */
export const workChannel = 'gatehouse_work'

/** PostgreSQL takes 8,000 bytes in a notification: https://www.postgresql.org/docs/current/sql-notify.html */
const mostBytes = 7900

/**
 * Asks for keys of the queue, in the transaction that makes them necessary, where there is no queue, as in a command: workers of
 * every process are told when it commits. Where nobody hears it, as behind a pooler that gives each transaction another session,
 * they look for such keys every few seconds.
 */
export async function askForWork(unit: Unit, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await recordWork(unit, keys)
  const all = JSON.stringify([...new Set(keys)])
  // Of too many to be named it is told that there are some.
  const payload = Buffer.byteLength(all) <= mostBytes ? all : '[]'
  await sql`select pg_notify(${workChannel}, ${payload})`.execute(unit.database)
}

/** Writes down that keys are wanted, and tells nobody: these rows are the truth. */
export async function recordWork({ database }: Unit, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  demandNoChain(database)
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

/** The keys that a notification names. Whoever may connect to the database may send what they like: else it asks for a look. */
export function keysOfNotice(payload: string | undefined): readonly string[] {
  try {
    const said: unknown = JSON.parse(payload ?? '')
    return Array.isArray(said) && said.every((key) => typeof key === 'string') ? said : []
  } catch {
    return []
  }
}
