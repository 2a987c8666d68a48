import { Client } from 'pg'
import type { Connection } from './connection.ts'

/**
 * Whether a pooler such as PgBouncer stands between us and PostgreSQL, which may give each transaction another session: what belongs
 * to a session, such as its locks and what it listens to, is not ours there. A pooler is known by the number of a session that it makes
 * up, since it answers for cancelling itself.
 * Source: https://www.pgbouncer.org/features.html, and PostgreSQL's BackendKeyData.
 */
export async function isPooled(connection: Connection): Promise<boolean> {
  const client = new Client(connection)
  // What goes wrong is told by what is asked.
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    return !('processID' in client) || client.processID !== rows[0]?.pid
  } finally {
    await client.end()
  }
}
