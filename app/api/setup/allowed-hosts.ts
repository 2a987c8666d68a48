import type { FastifyInstance } from 'fastify'

/**
 * The names under which this listener may be asked for. Any other comes from a page that had its own name point here (DNS
 * rebinding), to read our answers as if they were its own.
 */
export function allowedHosts(
  { host, port }: { readonly host: string; readonly port: number },
  publicUrl: string | undefined,
): ReadonlySet<string> {
  const isWildcard = host === '0.0.0.0' || host === '::'
  const names = ['localhost', '127.0.0.1', '[::1]', ...(isWildcard ? [] : [bracketed(host)])]
  const withPort = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
  return new Set([...withPort, ...(publicUrl === undefined ? [] : [new URL(publicUrl).host])])
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)

export function refuseOtherHosts(server: FastifyInstance, allowed: () => ReadonlySet<string>): void {
  server.addHook('onRequest', async (request, reply) => {
    const isAllowed = allowed().has((request.headers.host ?? '').toLowerCase())
    if (!isAllowed) await reply.code(421).send({ message: 'This is not the address of the set-up.' })
  })
}
