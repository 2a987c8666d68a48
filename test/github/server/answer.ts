import { createHash, randomBytes } from 'node:crypto'
import { accessTo } from '../auth/access-table.ts'
import { acceptedPermissions } from '../auth/access.ts'
import type { Actor } from '../auth/actor.ts'
import { authenticate } from '../auth/authenticate.ts'
import { authorize, type Subject } from '../auth/authorize.ts'
import { routeOf, type Route } from '../description/route.ts'
import { operationHandlers } from '../operations/index.ts'
import { existsOn } from '../profiles.ts'
import { fullName } from '../world/lookups.ts'
import type { ApiRequest } from './api-request.ts'
import { isWrite } from './call.ts'
import { checkBody, checkParameters } from './check-request.ts'
import { defectOf } from './check-reply.ts'
import { errorReply, defectReply } from './error-reply.ts'
import type { GitHub } from './github.ts'
import { commonHeaders, standingHeaders } from './headers.ts'
import { secondaryLimit, type Resource } from './limits.ts'
import { queryOf } from './query.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'

export interface Incoming {
  readonly method: string
  /** Below where the interface begins. */
  readonly path: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
}

export interface Outgoing {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly content: Buffer
  /** What is to go wrong in sending it. */
  readonly fault?: 'timeout' | 'truncated'
}

/** What is known of a call by the time it is answered, whichever way it went. */
interface Progress {
  route?: Route
  actor?: Actor
  resource: Resource
  charged: boolean
  unknownQuery: readonly string[]
}

/** Answers one call of the REST interface: GitHub's checks in GitHub's order, then the operation, then our own check. */
export async function answer(github: GitHub, incoming: Incoming): Promise<Outgoing> {
  const progress: Progress = { resource: 'core', charged: false, unknownQuery: [] }
  const call = { method: incoming.method, path: incoming.path, operationId: undefined }
  const route = routeOf(methodOf(incoming), pathOf(github, incoming.path))
  if (route) progress.route = route
  const fault = github.faults.take({ ...call, operationId: route?.id })
  if (fault?.kind === 'meanwhile') fault.happens()
  const reply =
    fault?.kind === 'status'
      ? { status: fault.status, body: { message: 'Server Error' } }
      : await attempt(github, progress, () => {
          if (fault?.kind === 'secondary-limit') throw secondaryLimit(fault.status, fault.retryAfter)
          return perform(github, incoming, progress)
        })
  const outgoing = finish(github, incoming, progress, reply)
  return fault?.kind === 'timeout' || fault?.kind === 'truncated'
    ? { ...outgoing, fault: fault.kind }
    : outgoing
}

const methodOf = ({ method }: Incoming): string => (method === 'HEAD' ? 'GET' : method)

/** `/repositories/{id}/…` is where GitHub redirects from a former name; it works for every path of a repository. */
function pathOf({ world }: GitHub, path: string): string {
  const match = /^\/repositories\/(\d+)(?=\/|$)/.exec(path)
  const repository = match ? world.repositories.get(Number(match[1])) : undefined
  return repository ? `/repos/${fullName(world, repository)}${path.slice(match![0].length)}` : path
}

async function attempt(github: GitHub, progress: Progress, run: () => Promise<Reply>): Promise<Reply> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Refusal) return errorReply(error, progress.route)
    return defectReply(
      github,
      `${progress.route?.id}: ${error instanceof Error ? error.stack : String(error)}`,
    )
  }
}

async function perform(github: GitHub, incoming: Incoming, progress: Progress): Promise<Reply> {
  const { world, limits } = github
  if (!incoming.headers['user-agent'])
    throw new Refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    )
  const actor = authenticate(world, incoming.headers['authorization'])
  progress.actor = actor
  checkVersion(github, incoming)
  const { route } = progress
  if (route === undefined || !existsOn(route.operation, world.profile)) throw notFound()
  progress.resource = resourceOf(route.id)
  if (route.id !== 'rate-limit/get') {
    limits.charge(actor, progress.resource)
    progress.charged = true
  }
  const leave = limits.enter(actor, { method: incoming.method, creates: createsContent.test(route.id) })
  try {
    return await run(github, incoming, progress, { route, actor })
  } finally {
    leave()
  }
}

const createsContent = /^(?:issues|pulls)\/create|^repos\/create-(?:or-update-file|commit)/

async function run(
  github: GitHub,
  incoming: Incoming,
  progress: Progress,
  { route, actor }: { readonly route: Route; readonly actor: Actor },
): Promise<Reply> {
  const access = accessTo(route.id)
  if (access === undefined) return defectReply(github, `Nobody said who may call ${route.id}`)
  const subject = authorize(github.world, actor, access, route.params)
  const moved = movedTo(github, incoming, route, subject)
  if (moved) return moved
  const checked = checkParameters(route, incoming.url.searchParams)
  progress.unknownQuery = checked.unknownQuery
  checkBody(route, incoming.text)
  const handle = operationHandlers[route.id]
  if (handle === undefined)
    return defectReply(github, `${route.id} is described, but the simulator cannot do it yet`)
  const reply = await handle(apiRequest(github, incoming, { route, actor, subject, query: checked.query }))
  const defect = defectOf(route, reply)
  return defect === undefined ? reply : defectReply(github, defect)
}

interface Ready {
  readonly route: Route
  readonly actor: Actor
  readonly subject: Subject
  readonly query: ReadonlyMap<string, unknown>
}

function apiRequest(github: GitHub, incoming: Incoming, { route, actor, subject, query }: Ready): ApiRequest {
  return {
    github,
    operationId: route.id,
    operation: route.operation,
    actor,
    params: route.params,
    query: queryOf(query),
    headers: incoming.headers,
    url: incoming.url,
    body<T extends object>(defaults: T): T {
      const sent: Partial<T> = JSON.parse(incoming.text === '' ? '{}' : incoming.text)
      return { ...defaults, ...sent }
    },
    get repository() {
      if (subject.repository === undefined) throw new Error('The path names no repository')
      return subject.repository
    },
    get organization() {
      if (subject.organization === undefined) throw new Error('The path names no organization')
      return subject.organization
    },
  }
}

function checkVersion({ world }: GitHub, { headers }: Incoming): void {
  const wanted = headers['x-github-api-version']
  if (wanted === undefined || world.profile.versionHeader.includes(wanted)) return
  throw new Refusal(400, `The "${wanted}" version is not supported.`)
}

function resourceOf(operationId: string): Resource {
  if (operationId === 'search/code') return 'code_search'
  if (operationId === 'apps/create-from-manifest') return 'integration_manifest'
  return operationId.endsWith('get-audit-log') ? 'audit_log' : 'core'
}

/** From a name that a repository had, GitHub redirects to its id. */
function movedTo(
  { world }: GitHub,
  { method, url }: Incoming,
  { params, operation }: Route,
  { repository }: Subject,
): Reply | undefined {
  const name = `${params['owner']}/${params['repo']}`
  if (repository === undefined || fullName(world, repository).toLowerCase() === name.toLowerCase())
    return undefined
  const rest = operation.path.replace('/repos/{owner}/{repo}', '')
  const filled = rest.replaceAll(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(params[one] ?? ''))
  const target = `${world.urls.api}/repositories/${repository.id}${filled}${url.search}`
  const status = method === 'GET' || method === 'HEAD' ? 301 : 307
  const body = {
    message: 'Moved Permanently',
    url: target,
    documentation_url: 'https://docs.github.com/rest',
  }
  return { status, body, headers: { location: target } }
}

function finish(github: GitHub, incoming: Incoming, progress: Progress, reply: Reply): Outgoing {
  const { world, limits } = github
  const actor: Actor = progress.actor ?? { kind: 'anonymous' }
  const content =
    reply.bytes?.content ?? Buffer.from(reply.body === undefined ? '' : JSON.stringify(reply.body))
  const etag = `W/"${createHash('sha256').update(content).digest('hex')}"`
  const isKnown = reply.status === 200 && matches(incoming.headers['if-none-match'], etag)
  // What did not change is free.
  if (isKnown && progress.charged) limits.refund(actor, progress.resource)
  const status = isKnown ? 304 : reply.status
  const access = progress.route ? accessTo(progress.route.id) : undefined
  const requestId = randomBytes(10).toString('hex').toUpperCase()
  github.calls.push({
    method: incoming.method,
    path: incoming.path,
    operationId: progress.route?.id,
    actor: progress.actor?.kind ?? 'unknown',
    installationId: actor.kind === 'installation' ? actor.installationId : undefined,
    status,
    isWrite: isWrite(incoming.method, progress.route?.id),
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

const matches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(/,\s*/).some((one) => one.replace(/^W\//, '') === etag.slice(2))
