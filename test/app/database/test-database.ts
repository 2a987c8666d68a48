import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import type { Connection } from '../../../app/database/connection.ts'
import { openPrivatePostgres, type PrivatePostgres } from '../../../app/database/private-postgres/open.ts'
import { openStore, type Store } from '../../../app/database/store.ts'

/** Another PostgreSQL than our own, `/usr/lib/postgresql/15`: `.ci/oldest-postgres` has a handful of tests run on it. */
const programs = process.env['TEST_POSTGRES']

/** A real PostgreSQL for one test file, and in it as many databases as its tests want. */
export function useDatabases(): { readonly create: () => Promise<{ store: Store; connection: Connection }> } {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-database-'))
  // Where tests run as root, PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755)
  const stores: Store[] = []
  let postgres: PrivatePostgres | undefined
  beforeAll(async () => {
    postgres = await openPrivatePostgres({ folder: path.join(folder, 'data'), ...(programs && { programs }) })
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
    await postgres?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const create = async () => {
    const { connection } = postgres!
    if (!('host' in connection)) throw new Error('the private PostgreSQL is reached by a socket')
    const name = `test_${randomUUID().replaceAll('-', '')}`
    const client = new Client(connection)
    await client.connect()
    await client.query(`create database ${name}`)
    await client.end()
    const own = { ...connection, database: name }
    const store = openStore(own)
    stores.push(store)
    await store.migrate()
    return { store, connection: own }
  }
  return { create }
}
