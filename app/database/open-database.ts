import { existsSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { AppError } from '../../scanner/errors.ts'
import type { Connection } from './connection.ts'
import { openPrivatePostgres } from './private-postgres/open.ts'
import { systemFolder } from './private-postgres/place.ts'
import { prepareDatabase } from './prepare-database.ts'
import { makePrivateRole, privateRuntimePassword, privateRuntimeRole } from './runtime-role.ts'
import { openStore, type Store } from './store.ts'

/** The part of the settings that says where the database is. */
export interface DatabaseSettings {
  readonly database: { readonly connectionString: string } | { readonly folder: string }
  readonly migrator: { readonly connectionString: string } | undefined
}

export interface OpenDatabase {
  readonly store: Store
  /** Of the run-time role; for pg-boss and for sessions that hold locks. */
  readonly connection: Connection
  /** Ends the connections, and the private PostgreSQL where we started it. */
  readonly close: () => Promise<void>
}

export interface OpenOptions {
  /** The most connections of the store. */
  readonly max?: number
  /** What a private PostgreSQL prints. */
  readonly onOutput?: (text: string) => void
  /** Starts or joins a private PostgreSQL again whenever it has ended, until it is closed. */
  readonly isKept?: true
  /** Told, in words, when a kept one has ended and is open again. */
  readonly onEvent?: (text: string) => void
  /** Called with the database of whoever owns its tables, when they are of this version. */
  readonly prepared?: (owner: Store) => Promise<void>
  /** For another account, where the folder or the programs lie in closed folders. */
  readonly elsewhere?: string
}

/**
 * Opens the deployment's database, brought to this version: the one of `DATABASE_URL`, else the private PostgreSQL of the
 * data folder, which is started or joined. What is given back is of the run-time role, which cannot change the audit log,
 * wherever there is one.
 * @throws AppError `database-unavailable`, `database-incompatible`, `database-refused`
 */
export async function openDatabase(
  settings: DatabaseSettings,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  const place = await findPlace(settings, options)
  try {
    await prepare(place)
    if (options.prepared) await asOwner(place, options.prepared)
    return opened(place.runtime, place.close, options.max)
  } catch (error) {
    await place.close()
    throw error
  }
}

/**
 * Opens it for a command that changes something in a deployment: a private PostgreSQL is never made for it, since whoever pauses
 * an empty database that was made a moment ago has paused nothing.
 * @throws AppError `not-found` where the data folder holds none, and as `openDatabase`
 */
export async function openExisting(
  settings: DatabaseSettings,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  mustExist(settings)
  return openDatabase(settings, options)
}

/**
 * Opens it to read the record: nothing is made and nothing is changed.
 * @throws AppError `database-unavailable`, `database-incompatible`, `database-refused`
 */
export async function openForReading(
  settings: DatabaseSettings,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  mustExist(settings)
  const place = await findPlace(settings, options)
  const { store, connection, close } = opened(place.owner ?? place.runtime, place.close, options.max ?? 2)
  try {
    await sql`select 1 from audit_keys limit 1`.execute(store.database)
    return { store, connection, close }
  } catch (cause) {
    await close()
    throw refusal(cause)
  }
}

function mustExist({ database }: DatabaseSettings): void {
  if (!('folder' in database) || existsHere(database.folder)) return
  throw new AppError('not-found', `There is no database in ${path.resolve(database.folder)}.`, {
    todo: 'Set DATA_FOLDER or DATABASE_URL to those of the running deployment.',
  })
}

/** Root's private PostgreSQL may lie in a system folder instead; then only opening tells whether it is there. */
const existsHere = (folder: string): boolean =>
  existsSync(path.join(folder, 'postgres')) ||
  (process.getuid?.() === 0 && existsSync(folder) && existsSync(path.join(systemFolder, 'data')))

interface DatabasePlace {
  /** Who may change tables; undefined: nobody that we know of but, perhaps, the run-time role. */
  readonly owner: Connection | undefined
  readonly runtime: Connection
  readonly isPrivate: boolean
  readonly close: () => Promise<void>
}

async function findPlace(
  { database, migrator }: DatabaseSettings,
  { onOutput, elsewhere, isKept, onEvent }: OpenOptions,
): Promise<DatabasePlace> {
  if ('connectionString' in database)
    return { owner: migrator, runtime: database, isPrivate: false, close: async () => {} }
  const postgres = await openPrivatePostgres({
    folder: database.folder,
    ...(onOutput && { onOutput }),
    ...(elsewhere !== undefined && { elsewhere }),
    ...(isKept && { isKept }),
    ...(onEvent && { onEvent }),
  })
  const owner = postgres.connection
  if (!('host' in owner)) throw new Error('the private PostgreSQL is reached by its socket')
  const password = privateRuntimePassword(owner.password)
  const runtime = { ...owner, user: privateRuntimeRole, password }
  return { owner, runtime, isPrivate: true, close: postgres.close }
}

async function prepare({ owner, runtime, isPrivate }: DatabasePlace): Promise<void> {
  if (!owner) return prepareByItself(runtime)
  if (isPrivate && 'password' in runtime) {
    const store = openStore({ ...owner, max: 1 })
    try {
      await makePrivateRole(store.database, runtime.password)
    } finally {
      await store.close()
    }
  }
  await prepareDatabase(owner, await roleOf(runtime))
}

async function asOwner(
  { owner, runtime }: DatabasePlace,
  work: (owner: Store) => Promise<void>,
): Promise<void> {
  const store = openStore({ ...(owner ?? runtime), max: 1 })
  try {
    await work(store)
  } finally {
    await store.close()
  }
}

/** Where nobody else may, the run-time role brings the tables to this version itself, if it can and if that is needed. */
async function prepareByItself(runtime: Connection): Promise<void> {
  try {
    await prepareDatabase(runtime, undefined)
  } catch (error) {
    throw refusal(error)
  }
}

/** Whom a connection comes in as; asked of the database, because addresses may leave it to files and variables. */
async function roleOf(connection: Connection): Promise<string> {
  const store = openStore({ ...connection, max: 1 })
  try {
    const { rows } = await sql<{ role: string }>`select current_user as role`.execute(store.database)
    return rows[0]!.role
  } catch (cause) {
    throw refusal(cause)
  } finally {
    await store.close()
  }
}

function opened(connection: Connection, after: () => Promise<void>, max?: number): OpenDatabase {
  const store = openStore({ ...connection, ...(max !== undefined && { max }) })
  const close = async (): Promise<void> => {
    await store.close()
    await after()
  }
  return { store, connection, close }
}

/** PostgreSQL's codes for "no such table", "no such schema" and "you may not". Source: its appendix A. */
const refusals: ReadonlySet<unknown> = new Set(['42P01', '3F000', '42501'])

function refusal(error: unknown): AppError {
  const cause = error instanceof AppError ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (refusals.has(code)) {
    return new AppError(
      'database-refused',
      'The tables are not of this version, and this role may not change them.',
      { cause },
    )
  }
  if (error instanceof AppError) return error
  return new AppError('database-unavailable', 'The database cannot be reached.', { cause })
}
