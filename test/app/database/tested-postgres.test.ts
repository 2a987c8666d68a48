import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

test('tests run on the PostgreSQL that was asked for, and on none older than is promised', async () => {
  const { store } = await databases.create()
  const { rows } = await sql<{ server_version: string }>`show server_version`.execute(store.database)
  const major = /^\d+/.exec(rows[0]?.server_version ?? '')?.[0]
  // Where none was asked for it is the one that is brought along.
  expect(major).toBe(process.env['TEST_POSTGRES_MAJOR'] ?? major)
  expect(Number(major)).toBeGreaterThanOrEqual(15)
})
