import type { Handlers } from '../server/api-request.ts'
import { appHandlers } from './apps.ts'
import { repositoryHandlers } from './repositories.ts'

/** What the simulator can do, by operation id. What is described and not here is answered 599, and recorded. */
export const operationHandlers: Handlers = {
  ...appHandlers,
  ...repositoryHandlers,
}
