import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { IdempotencyKeys } from '../../enforcement/idempotency.ts'
import { AppError } from '../../../scanner/errors.ts'
import type { ApiServer } from './route.ts'

const header = 'idempotency-key'
const form = /^[\u0021-\u007e]{1,255}$/

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: { readonly caller: string; readonly key: string } | undefined
  }
}

/**
 * A change that comes twice with the same `Idempotency-Key` is made once, and answered twice alike. Source: the IETF's draft
 * "The Idempotency-Key HTTP Header Field".
 */
export function addIdempotency(api: ApiServer, keys: IdempotencyKeys): void {
  api.decorateRequest('idempotency', undefined)
  api.addHook('preHandler', async (request, reply) => {
    const key = request.headers[header]
    if (key === undefined || request.method !== 'POST') return undefined
    if (typeof key !== 'string' || !form.test(key))
      throw new AppError('invalid-request', 'The idempotency key has 1 to 255 visible characters.')
    const caller = callerOf(request)
    if (caller === undefined) return undefined
    const state = await keys.begin(caller, key, digestOf(request))
    if (state.kind === 'other') throw new AppError('key-reused', 'This key was sent with another request.')
    if (state.kind === 'under-way') throw new AppError('conflict', 'The request with this key is under way.')
    if (state.kind === 'answered')
      return reply.code(state.status).type(state.type).header('idempotency-replayed', 'true').send(state.body)
    request.idempotency = { caller, key }
    return undefined
  })
  api.addHook('onSend', async ({ idempotency }, reply, payload) => {
    if (!idempotency) return payload
    const { caller, key } = idempotency
    const isKept = reply.statusCode < 500 && reply.request.routeOptions.config.isShownOnce !== true
    if (!isKept || typeof payload !== 'string') await keys.forget(caller, key)
    else
      await keys.end(caller, key, {
        status: reply.statusCode,
        type: String(reply.getHeader('content-type') ?? 'application/json'),
        body: payload,
      })
    return payload
  })
}

/** One session or token; what one caller sent says nothing to another. */
function callerOf({ viewer }: FastifyRequest): string | undefined {
  if (!viewer) return undefined
  const { via, person } = viewer
  return via.kind === 'github-token' ? `person:${person}` : `${via.kind}:${via.id}`
}

const digestOf = ({ method, url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest('hex')
