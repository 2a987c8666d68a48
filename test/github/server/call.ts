import type { ActorKind } from '../auth/actor.ts'

/** One request that arrived, so that tests can say what was asked, and above all what was not. */
export interface Call {
  readonly method: string
  readonly path: string
  /** Behind the path: `?per_page=100`, or nothing. */
  readonly search: string
  /** What was sent to GraphQL, as it came. */
  readonly graphql: string | undefined
  /** The operation's id in GitHub's description; `git/upload-pack`, `graphql` and the like for the rest. */
  readonly operationId: string | undefined
  readonly actor: ActorKind | 'unknown'
  readonly installationId: number | undefined
  readonly status: number
  /** Whether it could have changed something. Asking for a token and GraphQL queries are reads. */
  readonly isWrite: boolean
  /** Whether it counted against the hourly limit: a 304 does not. */
  readonly charged: boolean
  /** Query parameters that GitHub does not know, and so ignores. */
  readonly unknownQuery: readonly string[]
  readonly requestId: string
}

/** What changes nothing but whose token it is, or nothing at all. */
const reads: ReadonlySet<string> = new Set([
  'apps/check-token',
  'apps/create-installation-access-token',
  'git/upload-pack',
  'graphql/query',
  'web/access-token',
  'web/authorize',
])

export const isWrite = (method: string, operationId: string | undefined): boolean =>
  method !== 'GET' && method !== 'HEAD' && !(operationId !== undefined && reads.has(operationId))
