import { createHash, randomUUID } from 'node:crypto'
import { accessTo } from '../auth/access-table.ts'
import { acceptedPermissions } from '../auth/access.ts'
import type { Actor } from '../auth/actor.ts'
import { isWrite } from './call.ts'
import type { Incoming, Outgoing, Progress } from './exchange.ts'
import type { GitHub } from './github.ts'
import { commonHeaders, standingHeaders } from './headers.ts'
import type { Reply } from './reply.ts'

/** Adds what every answer has, turns it into a 304 if the client knows it, and records the call. */
export function finish(github: GitHub, incoming: Incoming, progress: Progress, reply: Reply): Outgoing {
  const { world, limits } = github
  const actor: Actor = progress.actor ?? { kind: 'anonymous' }
  const content = reply.bytes?.content ?? Buffer.from(textOf(reply))
  const etag = `W/"${tagOf(incoming, content)}"`
  const isKnown = reply.status === 200 && matches(incoming.headers['if-none-match'], etag)
  // What did not change is free.
  if (isKnown && progress.charged) limits.refund(actor, progress.resource)
  const status = isKnown ? 304 : reply.status
  const access = progress.route ? accessTo(progress.route.id) : undefined
  const requestId = randomUUID().toUpperCase()
  github.calls.push({
    method: incoming.method,
    path: incoming.path,
    search: incoming.url.search,
    graphql: incoming.isGraphql ? incoming.text : undefined,
    operationId: progress.operationId,
    actor: progress.actor?.kind ?? 'unknown',
    installationId: actor.kind === 'installation' ? actor.installationId : undefined,
    status,
    isWrite: isWrite(incoming.method, progress.operationId),
    charged: progress.charged && !isKnown,
    unknownQuery: progress.unknownQuery,
    requestId,
  })
  return {
    status,
    headers: {
      ...commonHeaders(world, { requestId, version: incoming.headers['x-github-api-version'] }),
      ...(content.length > 0
        ? { 'content-type': reply.bytes?.type ?? 'application/json; charset=utf-8' }
        : {}),
      ...(reply.status === 200 ? { etag, 'cache-control': 'private, max-age=60, s-maxage=60' } : {}),
      ...standingHeaders(world, limits.standing(actor, progress.resource), progress.resource),
      ...(access && 'needs' in access && actor.kind !== 'classic'
        ? { 'x-accepted-github-permissions': acceptedPermissions(access.needs) }
        : {}),
      ...(actor.kind === 'classic' ? { 'x-oauth-scopes': actor.scopes.join(', ') } : {}),
      ...reply.headers,
    },
    content: isKnown || incoming.method === 'HEAD' ? Buffer.alloc(0) : content,
  }
}

/**
 * A tag is good for one token: `Accept` and `Authorization` are part of it. Source: eclipse-csi/otterdog issue 201 (GitHub's
 * support), and the README of bored-engineer/github-conditional-http-transport for the rule itself.
 */
function tagOf({ headers }: Incoming, content: Buffer): string {
  const hash = createHash('sha256')
  for (const value of [headers['accept'], headers['authorization']])
    if (value !== undefined) hash.update(`${value}:`)
  return hash.update(content).digest('hex')
}

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(/,\s*/).some((one) => one.replace(/^W\//, '') === etag.slice(2))

const textOf = ({ text, body }: Reply): string => text ?? (body === undefined ? '' : JSON.stringify(body))
