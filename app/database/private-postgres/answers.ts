import { connect } from 'node:net'
import path from 'node:path'
import type { Postmaster } from './postmaster.ts'

/** How long a server that is well may take to say one letter. */
const limitMs = 5000

/** Source: PostgreSQL's documentation, "Message Formats", SSLRequest: its length and its code, 80877103. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/**
 * Whether the server on this socket answers: it says in one letter whether it speaks TLS, to anybody. That somebody listens is
 * not enough, for what the system takes in for a process that was just killed reaches nobody.
 */
export function answers({ socketFolder, port }: Pick<Postmaster, 'socketFolder' | 'port'>): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path.join(socketFolder, `.s.PGSQL.${port}`))
    const end = (isAnswer: boolean): void => {
      socket.destroy()
      resolve(isAnswer)
    }
    socket.setTimeout(limitMs, () => end(false))
    socket.once('connect', () => socket.write(sslRequest))
    socket.once('data', () => end(true))
    socket.once('close', () => end(false))
    // Who may not connect cannot tell; connecting in earnest says so.
    socket.once('error', (error) => end('code' in error && error.code === 'EACCES'))
  })
}
