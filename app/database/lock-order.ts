import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Transactions that hold an organization's chain. */
const chained = new WeakSet<object>()

/** Remembers that a transaction holds an organization's chain from now on. */
export function noteChain(database: Kysely<Schema>): void {
  if (database.isTransaction) chained.add(database)
}

/**
 * Work is asked for before the chain is written, by everybody: two who do it in both orders wait for each other, which PostgreSQL ends by
 * refusing one of them, once in hours. So whoever does it the other way round fails at once.
 */
export function demandNoChain(database: Kysely<Schema>): void {
  if (chained.has(database)) throw new Error('keys are asked for after the audit log was written')
}
