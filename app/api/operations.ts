import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'
import { type Check, readiness } from './readiness.ts'

/** `/healthz`: the process lives. `/readyz`: it can do its work, or what is in the way. */
export function addHealth(server: FastifyInstance, checks: readonly Check[]): void {
  server.get('/healthz', () => ({ status: 'alive' }))
  server.get('/readyz', async (_request, reply) => {
    const { isReady, checks: found } = await readiness(checks)
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks: found })
  })
}

/** `/metrics`: on a listener of its own, because it names organizations. */
export function addMetrics(server: FastifyInstance, metrics: Metrics): void {
  server.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics.render()
    return reply.type(type).send(text)
  })
}

/** Of an answer to the webhooks' route, what became of the delivery. */
const resultOfStatus: Readonly<Record<number, string>> = {
  202: 'accepted',
  400: 'malformed',
  401: 'unsigned',
  413: 'too-large',
  415: 'wrong-type',
}

/** Measures every request of a listener, by its route's pattern: addresses are chosen by whoever asks. */
export function measureRequests(
  server: FastifyInstance,
  metrics: Metrics,
  webhookPaths: readonly string[] = [],
): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.requestTook(methodOf(request.method), route, reply.statusCode, reply.elapsedTime / 1000)
    if (webhookPaths.includes(route)) metrics.deliveryEnded(resultOfStatus[reply.statusCode] ?? 'failed')
  })
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const methodOf = (method: string): string => (methods.has(method) ? method : 'other')
