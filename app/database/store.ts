import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Pool, type PoolConfig } from 'pg'
import { fromKysely } from 'pg-boss'
import { AppError } from '../../scanner/errors.ts'
import { migrations } from './migrations.ts'
import type { Schema } from './schema.ts'
import { makeTrigrams } from './trigrams.ts'

/** One transaction: what it writes and what it enqueues happen together or not at all. */
export interface Unit {
  readonly database: Transaction<Schema>
  /** For pg-boss, so that its rows are part of the transaction. */
  readonly jobs: ReturnType<typeof fromKysely>
}

/** The database. */
export interface Store {
  /** For reading; what is written goes through `transact`. */
  readonly database: Kysely<Schema>
  readonly transact: <Result>(work: (unit: Unit) => Promise<Result>) => Promise<Result>
  /** Brings the tables to this version. @throws AppError `database-unavailable` */
  readonly migrate: () => Promise<void>
  readonly close: () => Promise<void>
}

/** @param connection as `pg` takes it; `max` bounds its connections */
export function openStore(connection: PoolConfig): Store {
  const pool = new Pool(connection)
  // An idle connection that breaks is replaced by the pool; what was under way fails by itself.
  pool.on('error', () => {})
  // The pool listens only to idle ones: one that breaks between two statements of a transaction would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  return {
    database,
    transact: (work) =>
      database
        .transaction()
        .execute((transaction) => work({ database: transaction, jobs: fromKysely(transaction) })),
    migrate: async () => {
      const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } })
      const { error } = await migrator.migrateToLatest()
      if (error !== undefined) {
        throw new AppError('database-unavailable', 'The tables could not be brought to this version.', {
          cause: error,
        })
      }
      await makeTrigrams(database)
    },
    close: () => database.destroy(),
  }
}
