import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openStore } from '../../../app/database/store.ts'
import { createWritePace } from '../../../app/database/write-pace.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const issue = { makesContent: true, share: 1 }

test('two processes share one pace, and each installation has its own', async () => {
  const { store, connection } = await databases.create()
  const other = openStore(connection)
  const limits = { perMinute: 1_000, contentPerHour: 10 }
  const [one, two] = [createWritePace(store, limits), createWritePace(other, limits)]
  const turns = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      (index % 2 === 0 ? one : two).take('github.com/installation/1', issue),
    ),
  )
  expect(turns.filter(({ kind }) => kind === 'now')).toHaveLength(10)
  expect(await two.look('github.com/installation/1', issue)).toMatchObject({ kind: 'later' })
  expect(await two.look('github.com/installation/2', issue)).toEqual({ kind: 'now' })
  // What only looks counts for nothing, and what makes no content has the rest of the minute.
  expect(await one.take('github.com/installation/1', { makesContent: false, share: 1 })).toEqual({
    kind: 'now',
  })

  await sql`update sent_writes set at = at - interval '1 hour'`.execute(store.database)
  expect(await one.take('github.com/installation/1', issue)).toEqual({ kind: 'now' })
  // What does not count any more is not kept.
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from sent_writes`.execute(
    store.database,
  )
  expect(rows).toEqual([{ count: 1 }])
  await other.close()
})
