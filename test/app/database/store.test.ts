import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()

// The server restarts or an administrator ends the session: nobody waits for an answer in that moment.
test('a connection that breaks between two statements of a transaction fails that transaction and nothing else', async () => {
  const { store } = await databases.create()
  const cut = store.transact(async ({ database }) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database)
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(store.database)
    // Long enough for the end to arrive while nothing is under way.
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sql`select 1`.execute(database)
  })
  await expect(cut).rejects.toThrow(/connection/i)
  await expect(sql`select 1`.execute(store.database)).resolves.toBeDefined()
})
