import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { ScimError } from '../enforcement/provisioning/scim-error.ts'
import type { ScimStore } from '../enforcement/provisioning/scim-store.ts'
import { addDiscovery } from './discovery.ts'
import { errorDocument } from './documents.ts'
import { addGroups } from './groups.ts'
import { connectionOf, type ScimRouting, unknownToken } from './routing.ts'
import { addSearch } from './search.ts'
import { addUsers } from './users.ts'

export interface ScimParts {
  readonly store: ScimStore
  /** Where people reach this deployment; undefined: where the request came. */
  readonly publicUrl: string | undefined
  /** Counts a call of a token. @returns seconds until the next may come; undefined: this one may */
  readonly limit: {
    readonly count: (token: string) => number | undefined
    readonly vouch: (token: string) => void
  }
  readonly log: Logger
}

const contentType = 'application/scim+json; charset=utf-8'
/** A group of twenty thousand members, with what else is said of each. */
const mostBytes = 3 * 1024 * 1024

/** Opens SCIM 2.0 under `/scim/v2/<connection>`: what an identity provider tells of people and groups. Source: RFC 7643, RFC 7644. */
export async function openScim(server: FastifyInstance, parts: ScimParts): Promise<void> {
  const { store, publicUrl, log } = parts
  await server.register(
    async (scim) => {
      scim.decorateRequest('provisioner', undefined)
      readJson(scim)
      scim.addHook('onRoute', (route) => {
        route.bodyLimit = mostBytes
      })
      scim.addHook('onRequest', (request, reply) => admit(parts, request, reply))
      scim.addHook('onSend', async (_request, reply, payload) => {
        if (reply.statusCode !== 204 && reply.statusCode !== 304) reply.header('content-type', contentType)
        reply.header('cache-control', 'no-store')
        return payload
      })
      scim.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
        const { status, detail, scimType } = problemOf(error)
        if (status >= 500)
          log.error({ err: error, request: request.id }, 'an identity provider’s request failed')
        if (status === 401) reply.header('www-authenticate', 'Bearer')
        return reply.code(status).send(errorDocument(status, detail, scimType))
      })
      scim.setNotFoundHandler((_request, reply) =>
        reply.code(404).send(errorDocument(404, 'There is nothing at this address.')),
      )
      const routing: ScimRouting = {
        store,
        baseOf: (request) =>
          `${publicUrl ?? `${request.protocol}://${request.host}`}/scim/v2/${connectionOf(request)}`,
      }
      addDiscovery(scim, routing)
      addUsers(scim, routing)
      addGroups(scim, routing)
      addSearch(scim, routing)
    },
    { prefix: '/scim' },
  )
}

async function admit(
  { store, limit }: ScimParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const connection = connectionOf(request)
  if (connection === '') return
  const token = /^Bearer ([\u0021-\u007e]{1,255})$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const seconds = limit.count(token)
  if (seconds !== undefined) {
    reply.header('retry-after', String(seconds))
    throw new ScimError(429, `Too many requests; the next one may come in ${seconds} s.`)
  }
  const caller =
    /^[1-9]\d{0,17}$/.test(connection) && token !== ''
      ? await store.authenticate(connection, token)
      : undefined
  if (!caller) throw new ScimError(401, unknownToken)
  limit.vouch(token)
  request.provisioner = caller
}

/** JSON under its own type and SCIM's; some send the type with nothing. */
function readJson(scim: FastifyInstance): void {
  const parse = scim.getDefaultJsonParser('error', 'error')
  scim.removeAllContentTypeParsers()
  scim.addContentTypeParser<string>(
    ['application/scim+json', 'application/json'],
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') done(null, undefined)
      else void parse(request, body, done)
    },
  )
}

interface Problem {
  readonly status: number
  readonly detail: string
  readonly scimType?: string | undefined
}

function problemOf(error: Error & { statusCode?: number }): Problem {
  if (error instanceof ScimError)
    return { status: error.status, detail: error.message, scimType: error.scimType }
  const status = error.statusCode ?? 500
  if (status === 413)
    return { status, detail: `The body is larger than ${mostBytes} bytes. Send members in several requests.` }
  if (status === 415) return { status, detail: 'The body has to be JSON.' }
  if (status < 500) return { status: 400, detail: 'The body is no JSON.', scimType: 'invalidSyntax' }
  // Its message may quote what was asked: it is for the log alone.
  return { status: 500, detail: 'It failed here; the log of Gatehouse says why.' }
}
