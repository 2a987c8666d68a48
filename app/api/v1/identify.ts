import type { FastifyRequest } from 'fastify'
import { may, mayAnywhere, type Permission } from '../../enforcement/members/permissions.ts'
import type { Viewer } from '../../enforcement/members/viewer.ts'
import { AppError } from '../../../scanner/errors.ts'
import type { CallLimit } from '../call-limit.ts'
import { type ApiServer, viewerOf } from './route.ts'

/** Who sent a request, by its cookie or its token; undefined: it brings none. @throws AppError `not-signed-in`, `foreign-request` */
export type Identify = (request: FastifyRequest) => Promise<Viewer | undefined>

/**
 * Makes every route say whom it is for, and asks who calls before it runs: one that says nothing keeps the process from starting.
 */
export function addIdentity(api: ApiServer, identify: Identify, limit: CallLimit): void {
  api.decorateRequest('viewer', undefined)
  api.decorateRequest('whoNow', function whoNow(this: FastifyRequest) {
    return identify(this)
  })
  api.addHook('onRoute', ({ method, url, config }) => {
    if (config?.permission === undefined)
      throw new Error(`${String(method)} ${url} does not say whom it is for`)
  })
  api.addHook('onRequest', async (request, reply) => {
    const { permission } = request.routeOptions.config
    if (permission === undefined || permission === 'everybody') return
    const seconds = limit.count(credentialOf(request))
    if (seconds !== undefined) {
      reply.header('retry-after', String(seconds))
      throw new AppError('too-many-requests', `Too many requests; the next one may come in ${seconds} s.`)
    }
    const viewer = await identify(request)
    if (!viewer) throw new AppError('not-signed-in', 'Who calls is not known.')
    limit.vouch(credentialOf(request))
    request.viewer = viewer
    if (permission !== 'anybody' && !mayAnywhere(viewer, permission))
      throw new AppError('not-allowed', notAllowed(permission))
  })
}

/**
 * Refuses what somebody may not do in an organization. One of which they see nothing is to them as if it were not there.
 * @throws AppError `not-there`, `not-allowed`
 */
export function demand(request: FastifyRequest, permission: Permission, organization: string): void {
  const viewer = viewerOf(request)
  if (!viewer.roles.has(organization))
    throw new AppError('not-there', 'There is no such organization that you can see.')
  if (!may(viewer, permission, organization)) throw new AppError('not-allowed', notAllowed(permission))
}

/**
 * Refuses programs with a token of an organization: only a person orders anything.
 * @param how `session`: a token of theirs that leaked is not enough either. @throws AppError `not-allowed`
 */
export function demandPerson(request: FastifyRequest, how?: 'session'): void {
  const { person, via } = viewerOf(request)
  if (person === null || via.kind === 'api-token')
    throw new AppError('not-allowed', 'Only a person may do this.', { todo: 'Sign in to the console.' })
  if (how === 'session' && via.kind !== 'session')
    throw new AppError('not-allowed', 'It is done in the console alone.', { todo: 'Sign in to the console.' })
}

/** Signing in is believed for so long before what is dangerous. */
const freshMs = 15 * 60_000

/** Refuses what is dangerous to whoever has not signed in lately: somebody else may sit there. @throws AppError `sign-in-again`, `not-allowed` */
export function demandFresh(request: FastifyRequest, now: Date): void {
  demandPerson(request, 'session')
  const { via } = viewerOf(request)
  if (via.kind === 'session' && now.getTime() - via.signedInAt.getTime() > freshMs)
    throw new AppError('sign-in-again', 'This needs that you have signed in within the last 15 minutes.')
}

const notAllowed = (permission: Permission): string => `Your role does not include \`${permission}\`.`

/** What tells callers apart before anybody knows who they are; those without anything are one. */
const credentialOf = ({ headers }: FastifyRequest): string =>
  headers.authorization ?? /(?:__Host-)?gatehouse=([\w-]{1,100})/.exec(headers.cookie ?? '')?.[1] ?? ''
