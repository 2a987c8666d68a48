import type { FastifyInstance } from 'fastify'
import { AppError } from '../scanner/errors.ts'

/** Listens. @returns the port that it listens on, which the system chose for port 0. @throws AppError `listen-failed` */
export async function listen(
  server: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  try {
    await server.listen({ host, port })
  } catch (cause) {
    const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const why = reasons[String(code)] ?? 'the system refuses'
    throw new AppError('listen-failed', `Cannot listen on ${host}, port ${port}: ${why}.`, { cause })
  }
  const address = server.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else does',
  EACCES: 'this account may not',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such name',
}

/** Requests under way get this long when the process stops; GitHub gives a webhook no longer either. */
const closeLimitMs = 5000
const lookMs = 50

/** Accepts nothing more, lets requests that are under way be answered, and ends. */
export async function closeListener(server: FastifyInstance): Promise<void> {
  // A connection that is busy now and kept open after its answer would hold the process up until its other side is gone.
  const idle = setInterval(() => server.server.closeIdleConnections(), lookMs)
  const late = setTimeout(() => server.server.closeAllConnections(), closeLimitMs)
  try {
    await server.close()
  } finally {
    clearInterval(idle)
    clearTimeout(late)
  }
}
