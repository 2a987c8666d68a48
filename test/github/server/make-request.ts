import type { Actor } from '../auth/actor.ts'
import type { Subject } from '../auth/authorize.ts'
import type { Route } from '../description/route.ts'
import type { ApiRequest } from './api-request.ts'
import type { Incoming } from './exchange.ts'
import type { GitHub } from './github.ts'
import { queryOf } from './query.ts'

export interface Ready {
  readonly route: Route
  readonly actor: Actor
  readonly subject: Subject
  readonly query: ReadonlyMap<string, unknown>
}

/** What an operation gets to see of a call that was found good. */
export function makeRequest(
  github: GitHub,
  incoming: Incoming,
  { route, actor, subject, query }: Ready,
): ApiRequest {
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
