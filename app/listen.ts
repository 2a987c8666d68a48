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
