import type { GitStores } from '../git/git-stores.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { World } from '../world/world.ts'
import type { Call } from './call.ts'
import type { Faults } from './faults.ts'
import type { Limits } from './limits.ts'

/** All parts of one simulated host, as its operations see them. */
export interface GitHub {
  readonly world: World
  readonly git: GitStores
  readonly webhooks: Webhooks
  readonly limits: Limits
  readonly faults: Faults
  /** Of git's own protocol, which knows `timeout` alone; apart, so that a fault of the interface is not used up by a clone. */
  readonly cloneFaults: Faults
  readonly calls: Call[]
  /** Answers that the simulator got wrong, and calls that it should know and doesn't. A test must end with none. */
  readonly defects: string[]
}
