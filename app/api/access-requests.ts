import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isRepositoryName, longestReason } from '../enforcement/requests/read-command.ts'
import { reasonOf } from '../enforcement/requests/reason-of.ts'
import type { CallLimit } from './call-limit.ts'

/** A request of access, as somebody writes it. */
export interface AskedAccess {
  /** `acme/shop` */
  readonly repository: string
  /** Which GitHub host; undefined: the one that there is. */
  readonly host: string | undefined
  readonly reason: string
  readonly days: number | undefined
}

/** What became of a call, in HTTP's words. */
export interface ApiAnswer {
  readonly status: 200 | 201 | 400 | 401 | 404 | 409 | 503
  /** Where it is none of 200 and 201: `message`, and `todo` where there is something to do. */
  readonly body: Readonly<Record<string, unknown>>
}

/** What callers may do. Who they are and what they see, GitHub says of their own token, which is kept nowhere. */
export interface AccessRequestsApi {
  readonly ask: (token: string, asked: AskedAccess) => Promise<ApiAnswer>
  /** What the caller asked for of a repository, and how it stands. */
  readonly status: (token: string, about: Pick<AskedAccess, 'repository' | 'host'>) => Promise<ApiAnswer>
}

/** A reason has at most 1,000 characters. */
const mostBytes = 8 * 1024

const repository = z.string().refine(isRepositoryName, 'Write it as owner/name.')
const host = z
  .string()
  .regex(/^[a-z0-9.-]{1,253}$/i, 'Write the name of a GitHub host.')
  .optional()
const asking = z.strictObject({
  repository,
  host,
  reason: z
    .string()
    .max(longestReason, `A reason has at most ${longestReason} characters.`)
    .regex(/[\p{L}\p{N}]/u, 'It needs a reason.')
    .transform(reasonOf),
  days: z.int().min(1).max(730).optional(),
})
const about = z.strictObject({ repository, host })

/** `/api/v1/requests`: the same as `/gatehouse request`, for programs. */
export function addAccessRequests(server: FastifyInstance, api: AccessRequestsApi, limit: CallLimit): void {
  server.post('/api/v1/requests', { bodyLimit: mostBytes }, async (request, reply) => {
    const token = admit(request, reply, limit)
    if (token === undefined) return reply
    const parsed = asking.safeParse(request.body)
    if (!parsed.success) return reply.code(400).send(invalid(parsed.error))
    const { days, host: on, ...rest } = parsed.data
    return answer(await api.ask(token, { ...rest, host: on, days }), token, reply, limit)
  })
  server.get('/api/v1/requests', async (request, reply) => {
    const token = admit(request, reply, limit)
    if (token === undefined) return reply
    const parsed = about.safeParse(request.query)
    if (!parsed.success) return reply.code(400).send(invalid(parsed.error))
    return answer(await api.status(token, { host: undefined, ...parsed.data }), token, reply, limit)
  })
}

/** @returns the caller's token; undefined: it was answered */
function admit({ headers }: FastifyRequest, reply: FastifyReply, limit: CallLimit): string | undefined {
  const token = /^Bearer ([\u0021-\u007e]{1,255})$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) {
    void reply.code(401).header('www-authenticate', 'Bearer').send(unsigned)
    return undefined
  }
  const seconds = limit.count(token)
  if (seconds === undefined) return token
  void reply.code(429).header('retry-after', String(seconds)).send(tooMany)
  return undefined
}

/** What was found, or not found, GitHub has said of a token that it knows. */
const vouching: ReadonlySet<ApiAnswer['status']> = new Set([200, 201, 404, 409])

function answer({ status, body }: ApiAnswer, token: string, reply: FastifyReply, limit: CallLimit) {
  if (vouching.has(status)) limit.vouch(token)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).send(body)
}

const unsigned = {
  message: 'Who asks is not known.',
  todo: 'Send `Authorization: Bearer` with your own token of GitHub, one that can read the repository.',
}
const tooMany = { message: 'Too many calls.', todo: 'Wait as many seconds as `Retry-After` says.' }

/** Names of keys, and nothing of what stood in them. */
const invalid = ({ issues }: z.ZodError) => ({
  message: 'The request is not valid.',
  problems: issues.map(({ path, message }) => ({ at: path.map(String).join('.'), message })),
  todo: 'Send JSON with `repository` (owner/name), `reason`, and where you want `days` (1 to 730) and `host`.',
})
