import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import path from 'node:path'
import type { Connection } from '../../../app/database/connection.ts'

type Named = Extract<Connection, { readonly host: string }>

/** 'K', then a length of 12, the number of the session's process, and a secret. Source: PostgreSQL's manual, "Message Formats". */
const keyData = Buffer.from([0x4b, 0, 0, 0, 12])

/**
 * Stands before PostgreSQL as a pooler does: it tells a number of its own for each session. It gives nobody another session; what
 * would go wrong with one is not to be tried here.
 */
export async function startPooler({ host, port, ...rest }: Named) {
  const server = createServer((client) => {
    const behind = host.startsWith('/')
      ? connect(path.join(host, `.s.PGSQL.${port}`))
      : connect({ host, port })
    for (const socket of [client, behind]) socket.on('error', () => {})
    client.pipe(behind)
    behind.on('data', (piece: Buffer) => {
      const at = piece.indexOf(keyData)
      if (at !== -1) piece.writeInt32BE(77, at + keyData.length)
      client.write(piece)
    })
    behind.on('close', () => client.destroy())
    client.on('close', () => behind.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  const { port: own } = server.address() as AddressInfo
  return {
    connection: { ...rest, host: '127.0.0.1', port: own },
    close: () => void server.close(),
  }
}
