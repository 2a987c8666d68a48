import { sql } from 'kysely'
import { Migrator, NO_MIGRATIONS } from 'kysely/migration'
import { expect, test } from 'vitest'
import { migrations } from '../../../app/database/migrations.ts'
import type { Store } from '../../../app/database/store.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

/** Every column and constraint of our tables, in words that compare. */
async function shapeOf({ database }: Store): Promise<readonly string[]> {
  const { rows } = await sql<{ text: string }>`
    select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as text
      from information_schema.columns where table_schema = 'public'
    union all
    select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all
    select indexdef from pg_indexes where schemaname = 'public'
    order by 1`.execute(database)
  return rows.map(({ text }) => text).filter((text) => !text.includes('kysely_migration'))
}

test('every migration can be taken back, and made again, and then all is as it was', async () => {
  const { store } = await databases.create()
  const made = await shapeOf(store)
  expect(made.length).toBeGreaterThan(30)
  const migrator = new Migrator({
    db: store.database,
    provider: { getMigrations: async () => migrations },
  })
  const back = await migrator.migrateTo(NO_MIGRATIONS)
  expect(back.error).toBeUndefined()
  expect(await shapeOf(store)).toEqual([])
  await store.migrate()
  expect(await shapeOf(store)).toEqual(made)
})

test('migrating twice, and by two processes at once, does it once', async () => {
  const { store } = await databases.create()
  const made = await shapeOf(store)
  await Promise.all([store.migrate(), store.migrate()])
  expect(await shapeOf(store)).toEqual(made)
})

test('migrations are in the order of their names', () => {
  const names = Object.keys(migrations)
  expect(names).toEqual(names.toSorted())
  // Numbers may be left out, never given twice.
  const numbers = names.map((name) => Number(name.slice(0, 4)))
  expect(new Set(numbers).size).toBe(numbers.length)
})
