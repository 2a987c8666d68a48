import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { refuseConnection, refuseEarly } from './refuse-early.ts'
import { usualHeaders } from './usual-headers.ts'

/** Nothing but webhooks is large, and their route says so itself. */
const mostBytes = 64 * 1024
/** Longer than any one of GitHub's waits (10 s), short enough that idle connections cost nothing. */
const requestLimitMs = 30_000
/** The longest there is, a fingerprint of a finding, has 43 characters. */
const longestParameter = 100

/** What every listener of this process is: bounded, silent about itself, and with an id for each request. */
export function createListener(log: Logger, { isHttps = false } = {}): FastifyInstance {
  const server = Fastify({
    bodyLimit: mostBytes,
    requestTimeout: requestLimitMs,
    // An id from outside could be anything, also somebody else's.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: longestParameter },
    frameworkErrors: refuseEarly,
    clientErrorHandler: refuseConnection,
    // Requests under way end before the listener does; idle connections must not hold it up.
    forceCloseConnections: 'idle',
    logger: false,
  })
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...usualHeaders, 'x-request-id': request.id })
    if (isHttps) reply.header('strict-transport-security', 'max-age=31536000')
  })
  server.addHook('onResponse', async ({ id, method, routeOptions }, { statusCode, elapsedTime }) => {
    // The route and not the address: addresses may hold codes and tokens.
    const entry = {
      request: id,
      method,
      route: routeOptions.url,
      status: statusCode,
      ms: Math.round(elapsedTime),
    }
    // 503 is what `/readyz` answers for as long as it takes.
    if (statusCode >= 500 && statusCode !== 503) log.warn(entry, 'answered')
    else log.debug(entry, 'answered')
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ message: 'There is nothing here.' }))
  server.setErrorHandler<Error & { statusCode?: number }>((error, { id }, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500)
      return reply.code(status).send({ message: refusals[status] ?? 'The request is not valid.' })
    // Its message may quote what was asked, or name an address: it is for the log alone.
    log.error({ err: error, request: id }, 'a request failed')
    return reply.code(status).send({ message: 'It failed here; the log says why.', request: id })
  })
  return server
}

const refusals: Readonly<Record<number, string>> = {
  413: 'The body is too large.',
  415: 'The content type is not one that is taken here.',
}
