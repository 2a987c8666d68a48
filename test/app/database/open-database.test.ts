import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase, openForReading } from '../../../app/database/open-database.ts'
import { privateRuntimeRole } from '../../../app/database/runtime-role.ts'
import { useDatabases } from './test-database.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-open-'))
chmodSync(scratch, 0o755)
const elsewhere = path.join(scratch, 'elsewhere')
mkdirSync(elsewhere)
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const databases = useDatabases()

const roleOf = async (store: Awaited<ReturnType<typeof openDatabase>>['store']): Promise<unknown> =>
  (await sql<{ role: string }>`select current_user as role`.execute(store.database)).rows[0]?.role

describe('the private PostgreSQL', () => {
  const folder = path.join(scratch, 'data')
  const settings = { database: { folder }, migrator: undefined }

  test('is not made by somebody who only wants to read', async () => {
    await expect(openForReading(settings, { elsewhere })).rejects.toThrow('There is no database in')
    expect(existsSync(folder)).toBe(false)
  })

  test('is opened as the run-time role, joined by a second process and read beside it', async () => {
    const first = await openDatabase(settings, { elsewhere })
    const second = await openDatabase(settings, { elsewhere })
    expect(await roleOf(first.store)).toBe(privateRuntimeRole)
    await expect(
      sql`update audit_events set data = data`.execute(second.store.database),
    ).rejects.toMatchObject({ code: '42501' })
    const reading = await openForReading(settings, { elsewhere })
    await reading.close()
    await second.close()
    expect(await roleOf(first.store)).toBe(privateRuntimeRole)
    await first.close()
  })
})

/** An empty database, its owner's address and that of a role that owns nothing. */
async function emptyDatabase(): Promise<{ owner: string; runtime: string }> {
  const { connection } = await databases.create()
  if (!('host' in connection)) throw new Error('the private PostgreSQL is reached by a socket')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const client = new Client(connection)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.query(`create role ${name} login password '${name}'`)
  await client.end()
  const address = (user: string, password: string): string =>
    `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(connection.host)}&port=${connection.port}`
  return { owner: address(connection.user, connection.password), runtime: address(name, name) }
}

describe('a PostgreSQL of one’s own', () => {
  test('with a migrator is made by it and run by the other role', async () => {
    const { owner, runtime } = await emptyDatabase()
    const settings = { database: { connectionString: runtime }, migrator: { connectionString: owner } }
    for (const _ of ['first start', 'second start']) {
      const { store, close } = await openDatabase(settings)
      expect(await roleOf(store)).toMatch(/^empty_/)
      await expect(sql`delete from audit_events`.execute(store.database)).rejects.toMatchObject({
        code: '42501',
      })
      await close()
    }
    const later = await openDatabase({ database: { connectionString: runtime }, migrator: undefined })
    await later.close()
  })

  test('without a migrator is made by its own role', async () => {
    const { owner } = await emptyDatabase()
    const { store, close } = await openDatabase({
      database: { connectionString: owner },
      migrator: undefined,
    })
    expect((await sql`select * from audit_events`.execute(store.database)).rows).toEqual([])
    await close()
  })

  test('with tables that are not there, and no right to make them, is refused with what to do', async () => {
    const { runtime } = await emptyDatabase()
    const settings = { database: { connectionString: runtime }, migrator: undefined }
    for (const open of [openDatabase, openForReading])
      await expect(open(settings)).rejects.toMatchObject({ code: 'database-refused' })
  })

  test('that is not there is said without its password', async () => {
    const settings = {
      database: { connectionString: 'postgres://somebody:canary@127.0.0.1:1/none' },
      migrator: undefined,
    }
    for (const open of [openDatabase, openForReading]) {
      const error: unknown = await open(settings).catch((caught: unknown) => caught)
      expect(error).toMatchObject({ code: 'database-unavailable' })
      expect(String(error)).not.toContain('canary')
    }
  })
})
