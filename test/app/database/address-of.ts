import type { Connection } from '../../../app/database/connection.ts'

/** A connection as `DATABASE_URL` takes it. */
export function addressOf(connection: Connection): string {
  if ('connectionString' in connection) return connection.connectionString
  const url = new URL(`postgresql://localhost/${connection.database}`)
  url.username = connection.user
  url.password = connection.password
  url.searchParams.set('host', connection.host)
  url.searchParams.set('port', String(connection.port))
  return url.href
}
