import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openPrivatePostgres, type PrivatePostgres } from '../app/database/private-postgres/open.ts'
import { openStore } from '../app/database/store.ts'
import { lanes } from '../app/jobs/governing.ts'
import { createWorkQueue } from '../app/jobs/work-queue.ts'
import { onceForAll } from './once-for-all.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the connection of a PostgreSQL for all test files, which is started when the first of them asks. */
    readonly postgresAddress: string
  }
}

/** A database with all tables, the queue's among them, from which others are made. */
export const template = 'gatehouse_template'

/** Another PostgreSQL than our own, `/usr/lib/postgresql/15`: `.ci/oldest-postgres` has a handful of tests run on it. */
const programs = process.env['TEST_POSTGRES']

/**
 * What a test's data needs: none of them ends the server or the machine, and those that try what PostgreSQL keeps start one of
 * their own. As many connections as several programs at once ask for.
 */
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400']

/** Once for all test files: making and emptying a server costs more than most of them. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-database-'))
  // Where tests run as root, PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755)
  const { address, made, close } = await onceForAll(
    () => open(path.join(folder, 'data')),
    ({ connection }) => connection,
  )
  provide('postgresAddress', address)
  return async () => {
    close()
    await (await made())?.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function open(folder: string): Promise<PrivatePostgres> {
  const postgres = await openPrivatePostgres({ folder, settings, ...(programs && { programs }) })
  const { connection } = postgres
  if (!('host' in connection)) throw new Error('the private PostgreSQL is reached by a socket')
  const client = new Client(connection)
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  const empty = { ...connection, database: template }
  const store = openStore(empty)
  await store.migrate()
  // The queue makes its own tables when it is first opened, which would cost each database anew.
  await (await createWorkQueue(store, empty, lanes)).stop()
  await store.close()
  return postgres
}
