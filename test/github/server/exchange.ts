import type { Actor } from '../auth/actor.ts'
import type { Route } from '../description/route.ts'
import type { Resource } from './limits.ts'

/** A request as it arrived. */
export interface Incoming {
  readonly method: string
  /** Below where the interface begins. */
  readonly path: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  readonly isGraphql: boolean
}

export interface Outgoing {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly content: Buffer
  /** What is to go wrong in sending it. */
  readonly fault?: 'timeout' | 'truncated'
}

/** What is known of a call by the time it is answered, whichever way it went. */
export interface Progress {
  route?: Route
  operationId?: string
  actor?: Actor
  resource: Resource
  charged: boolean
  unknownQuery: readonly string[]
}
