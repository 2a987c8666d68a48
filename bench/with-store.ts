import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Connection } from '../app/database/connection.ts'
import { openPrivatePostgres } from '../app/database/private-postgres/open.ts'
import { openStore, type Store } from '../app/database/store.ts'

/** Lets somebody work with a database of their own, with its tables and no rows, which is gone afterwards. @param max connections */
export async function withStore<Result>(
  work: (store: Store, connection: Connection) => Promise<Result>,
  { max }: { readonly max?: number } = {},
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'))
  chmodSync(folder, 0o755)
  const postgres = await openPrivatePostgres({ folder })
  const store = openStore({ ...postgres.connection, ...(max !== undefined && { max }) })
  try {
    await store.migrate()
    return await work(store, postgres.connection)
  } finally {
    await store.close()
    await postgres.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
