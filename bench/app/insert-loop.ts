import { randomUUID } from 'node:crypto'
import { Client, type ClientConfig } from 'pg'
import type { WebhookBody } from './webhook-bodies.ts'

/** Rows a second that PostgreSQL makes durable, one to a transaction, as a benchmark of the database itself would measure. */
export async function insertLoop(
  connection: ClientConfig,
  {
    connections,
    seconds,
    bodies,
  }: {
    readonly connections: number
    readonly seconds: number
    /** What to write, in turn. */
    readonly bodies: readonly WebhookBody[]
  },
): Promise<number> {
  const payloads = bodies.map(({ text }) => Buffer.from(text))
  const until = performance.now() + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client(connection)
      await client.connect()
      let count = 0
      while (performance.now() < until) {
        await client.query({
          name: 'insert',
          text: "insert into deliveries (host, guid, event, payload) values ('bench', $1, 'push', $2)",
          values: [randomUUID(), payloads[count % payloads.length]],
        })
        count += 1
      }
      await client.end()
      return count
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0) / seconds
}
