import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../../../scanner/errors.ts'
import type { ApiServer } from './route.ts'

/** What tells two states of an answer apart, as `ETag` and `If-Match` have it. Source: RFC 9110, 8.8.3. */
const versionOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

/** Tells the version of whatever is read, and sends nothing that the caller has already. */
export function addVersions(api: ApiServer): void {
  api.addHook('onSend', async ({ method, headers }, reply, payload) => {
    if (method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload
    const version = versionOf(payload)
    reply.header('etag', version)
    if (!listed(headers['if-none-match']).some((one) => one === version || one === '*')) return payload
    reply.code(304).removeHeader('content-type')
    return null
  })
}

/**
 * Refuses to change a thing that is not as the caller has read it. Without `If-Match` they want it however it is.
 * @param schema with which it is answered where it is read. @throws AppError `changed-meanwhile`
 */
export function demandVersion<Schema extends z.ZodType>(
  { headers }: FastifyRequest,
  schema: Schema,
  thing: z.output<Schema>,
): void {
  const wanted = listed(headers['if-match'])
  if (wanted.length === 0 || wanted.includes('*')) return
  if (wanted.includes(versionOf(JSON.stringify(z.encode(schema, thing))))) return
  throw new AppError('changed-meanwhile', 'It has changed since it was read.')
}

const listed = (header: string | readonly string[] | undefined): readonly string[] =>
  (typeof header === 'string' ? header.split(',') : (header ?? []))
    .map((one) => one.trim().replace(/^W\//, ''))
    .filter((one) => one !== '')
