import type { FastifyRequest } from 'fastify'
import { ScimError } from '../enforcement/provisioning/scim-error.ts'
import type { ScimCaller, ScimStore } from '../enforcement/provisioning/scim-store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The identity provider that asks; undefined where its token was not looked at. */
    provisioner: ScimCaller | undefined
  }
}

/** What the routes need. */
export interface ScimRouting {
  readonly store: ScimStore
  /** Where the resources of the connection are, `https://gatehouse.example/scim/v2/3`. */
  readonly baseOf: (request: FastifyRequest) => string
}

/** Without `/scim`, which is the prefix of all of them. */
export const below = (path: string): string => `/v2/:connection${path}`

/** Our id of the connection that an address names; empty: it names none. */
export function connectionOf({ params }: FastifyRequest): string {
  const found =
    typeof params === 'object' && params !== null && 'connection' in params ? params.connection : ''
  return String(found)
}

/** Who asks, which every route but those that are not there needs to know. */
export function callerOf({ provisioner }: FastifyRequest): ScimCaller {
  if (provisioner) return provisioner
  throw new ScimError(401, unknownToken)
}

export const unknownToken =
  'This token does not work for this connection: it is another’s, has ended, or has expired. Make one in Gatehouse’s settings, under Provisioning.'
