import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { openPrivatePostgres, type PrivatePostgres } from '../app/database/private-postgres/open.ts'
import { openStore } from '../app/database/store.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the connection of a PostgreSQL for all test files, which is started when the first of them asks. */
    readonly postgresAddress: string
  }
}

/** A database with all tables, from which others are made. */
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
  let opened: Promise<PrivatePostgres> | undefined
  const server = createServer((_, response) => {
    void (async () => {
      try {
        opened ??= open(path.join(folder, 'data'))
        response.end(JSON.stringify((await opened).connection))
      } catch (error) {
        response.writeHead(500).end(String(error))
      }
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  provide('postgresAddress', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return async () => {
    server.closeAllConnections()
    server.close()
    await (await opened)?.close()
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
  const store = openStore({ ...connection, database: template })
  await store.migrate()
  await store.close()
  return postgres
}
