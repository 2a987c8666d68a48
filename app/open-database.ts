import type { Logger } from 'pino'
import type { Closers } from './closers.ts'
import type { Config } from './config.ts'
import type { Connection } from './database/connection.ts'
import { openDatabase as openDeployment } from './database/open-database.ts'
import { openSealer } from './database/open-sealer.ts'
import { readSealKeys } from './database/seal-keys.ts'
import { makeSigningKey } from './database/signing-key.ts'
import type { Store } from './database/store.ts'

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

/** Connections of the store besides one for each worker: for organizations, scans, webhooks, schedules and pages. */
const spareConnections = 8

/**
 * Opens the database for this process, brought to this version.
 * @throws AppError `database-unavailable`, `database-incompatible`, `database-refused`, `signing-key-missing`
 */
export async function openDatabase({
  config,
  log,
  closers,
  addSecret,
}: DatabaseOptions): Promise<OpenedDatabase> {
  if ('folder' in config.database)
    log.info({ folder: config.database.folder }, 'opening the private PostgreSQL')
  const { store, connection, close } = await openDeployment(config, {
    prepared: (owner) => {
      const keys = readSealKeys(config.sealKey, config.dataFolder)
      // Those of the data folder are in no setting.
      for (const { bytes } of keys) addSecret(bytes.reveal())
      return makeSigningKey(owner, openSealer(config), new Date())
    },
    max: config.workers + spareConnections,
    onOutput: (text) => log.debug({ part: 'postgres' }, text.trim()),
    // Whoever started it may end before this process does.
    isKept: true,
    onEvent: (text) => log.warn({ part: 'postgres' }, text),
  })
  closers.add('database', close)
  if ('password' in connection) addSecret(connection.password)
  return { store, connection }
}
