import type { Logger } from 'pino'
import type { Closers } from './closers.ts'
import type { Config } from './config.ts'
import type { Connection } from './database/connection.ts'
import { openPrivatePostgres } from './database/private-postgres/open.ts'
import { openStore, type Store } from './database/store.ts'

export interface OpenedDatabase {
  readonly store: Store
  readonly connection: Connection
}

export interface DatabaseOptions {
  readonly config: Config
  readonly log: Logger
  readonly closers: Closers
  /** Makes a secret known to the log. */
  readonly addSecret: (secret: string) => void
}

/**
 * Opens the database and brings its tables to this version.
 * @throws AppError `database-unavailable`, `database-incompatible`
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  const { config, closers } = options
  const connection = await connect(options)
  const store = openStore({ ...connection, max: config.workers + 8 })
  closers.add('database', store.close)
  await store.migrate()
  return { store, connection }
}

async function connect({
  config: { database },
  log,
  closers,
  addSecret,
}: DatabaseOptions): Promise<Connection> {
  if ('connectionString' in database) return database
  log.info({ folder: database.folder }, 'opening the private PostgreSQL')
  const postgres = await openPrivatePostgres({
    folder: database.folder,
    onOutput: (text) => log.debug({ part: 'postgres' }, text.trim()),
  })
  closers.add('private PostgreSQL', postgres.close)
  if ('password' in postgres.connection) addSecret(postgres.connection.password)
  return postgres.connection
}
