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

const notAllowed = (permission: Permission): string => `Your role does not include \`${permission}\`.`

/** What tells callers apart before anybody knows who they are; those without anything are one. */
const credentialOf = ({ headers }: FastifyRequest): string =>
  headers.authorization ?? /(?:__Host-)?gatehouse=([\w-]{1,100})/.exec(headers.cookie ?? '')?.[1] ?? ''
