import type { Actor } from '../auth/actor.ts'
import type { Operation } from '../description/description.ts'
import type { Organization, Repository } from '../world/entities.ts'
import type { GitHub } from './github.ts'
import type { Query } from './query.ts'
import type { Reply } from './reply.ts'

/** A call that was recognised, allowed and found valid. */
export interface ApiRequest {
  readonly github: GitHub
  readonly operationId: string
  readonly operation: Operation
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The URL that was asked for, for links to other pages. */
  readonly url: URL
  /** The JSON that was sent, over `defaults`. The type names the part that is used, which the description vouched for. */
  readonly body: <T extends object>(defaults: T) => T
  /** What the path names; asking for what it does not name is a mistake of the simulator. */
  readonly repository: Repository
  readonly organization: Organization
}

export type Handler = (request: ApiRequest) => Reply | Promise<Reply>
export type Handlers = Readonly<Record<string, Handler>>

/** One operation and what answers it. */
export type HandlerEntry = readonly [id: string, handle: Handler]
