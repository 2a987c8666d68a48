import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { z } from 'zod'
import type { Connection } from '../../../app/database/connection.ts'
import { openStore, type Store } from '../../../app/database/store.ts'
import { askFor } from '../../once-for-all.ts'
import { template } from '../../shared-postgres.ts'

const connectionSchema = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  password: z.string(),
  database: z.string(),
})

/** As many databases on a real PostgreSQL as the tests of one file want, each with its tables and nobody else's rows. */
export function useDatabases(): {
  readonly create: () => Promise<{ store: Store; connection: Extract<Connection, { readonly host: string }> }>
  /** Another database with everything that this one has now, as a backup that was restored. Nobody may use it meanwhile. */
  readonly copy: (
    connection: Connection,
  ) => Promise<{ store: Store; connection: Extract<Connection, { readonly host: string }> }>
} {
  const stores: Store[] = []
  const names: string[] = []
  let server: z.output<typeof connectionSchema> | undefined
  const tell = async (statement: string): Promise<void> => {
    const client = new Client(server)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  beforeAll(async () => {
    server = connectionSchema.parse(await askFor(inject('postgresAddress')))
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
    for (const name of names) await tell(`drop database ${name} with (force)`)
  })
  const createFrom = async (origin: string) => {
    const name = `test_${randomUUID().replaceAll('-', '')}`
    // Whole files cost half of what block by block does, by the log of what is written.
    await tell(`create database ${name} template ${origin} strategy file_copy`)
    names.push(name)
    const connection = { ...server!, database: name }
    const store = openStore(connection)
    stores.push(store)
    return { store, connection }
  }
  return {
    create: () => createFrom(template),
    copy: async (connection) => {
      const { database } = connectionSchema.parse(connection)
      // PostgreSQL copies none that somebody is connected to; a pool connects again by itself.
      await tell(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`)
      return createFrom(database)
    },
  }
}
