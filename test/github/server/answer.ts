import { accessTo } from '../auth/access-table.ts'
import type { Actor } from '../auth/actor.ts'
import { authenticate } from '../auth/authenticate.ts'
import { authorize } from '../auth/authorize.ts'
import { routeOf, type Route } from '../description/route.ts'
import { answerGraphql, kindOf } from '../graphql/answer-graphql.ts'
import { operationHandlers } from '../operations/index.ts'
import { existsOn } from '../profiles.ts'
import { fullName } from '../world/lookups.ts'
import { defectOf, written } from './check-reply.ts'
import { checkBody, checkParameters } from './check-request.ts'
import { errorReply, defectReply } from './error-reply.ts'
import type { Incoming, Outgoing, Progress } from './exchange.ts'
import { finish } from './finish.ts'
import type { GitHub } from './github.ts'
import { secondaryLimit, type Resource } from './limits.ts'
import { makeRequest } from './make-request.ts'
import { movedTo } from './moved-to.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Reply } from './reply.ts'

/** Answers one call of the REST interface: GitHub's checks in GitHub's order, then the operation, then our own check. */
export async function answer(github: GitHub, incoming: Incoming): Promise<Outgoing> {
  const progress: Progress = { resource: 'core', charged: false, unknownQuery: [] }
  const call = { method: incoming.method, path: incoming.path, operationId: undefined }
  const route = incoming.isGraphql ? undefined : routeOf(methodOf(incoming), pathOf(github, incoming.path))
  if (route) Object.assign(progress, { route, operationId: route.id })
  // Also of one that a fault keeps from being looked at: a query is no write because it failed.
  if (incoming.isGraphql) progress.operationId = `graphql/${kindOf(incoming.text)}`
  const fault = github.faults.take({ ...call, operationId: incoming.isGraphql ? 'graphql' : route?.id })
  if (fault?.kind === 'meanwhile') fault.happens()
  const reply =
    fault?.kind === 'status'
      ? { status: fault.status, body: { message: 'Server Error' } }
      : await attempt(github, progress, () => {
          if (fault?.kind === 'secondary-limit') throw secondaryLimit(fault.status, fault.retryAfter)
          return incoming.isGraphql ? query(github, incoming, progress) : perform(github, incoming, progress)
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

async function query(github: GitHub, incoming: Incoming, progress: Progress): Promise<Reply> {
  progress.resource = 'graphql'
  progress.operationId = 'graphql/query'
  if (incoming.method !== 'POST') throw notFound()
  const authorization = incoming.headers['authorization']
  const { reply, actor, kind } = await answerGraphql(github, { text: incoming.text, authorization })
  progress.actor = actor
  progress.operationId = `graphql/${kind}`
  return reply
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
  const reply = written(
    await handle(makeRequest(github, incoming, { route, actor, subject, query: checked.query })),
  )
  const defect = defectOf(route, reply)
  return defect === undefined ? reply : defectReply(github, defect)
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
