import type { PolicyState } from '../policy/governance.ts'

/** An organization, and what everybody in it has to know first. */
export interface OrganizationState {
  /** Our id. */
  readonly id: string
  readonly login: string
  readonly host: string
  /** Our id of the organization whose policy its own extends; null: it extends none, or one that who asks sees nothing of. */
  readonly parent: string | null
  /** An owner has suspended our App: nothing is seen there. */
  readonly isSuspended: boolean
  readonly isLeaving: boolean
  readonly isPaused: boolean
  readonly policy: {
    /** Of the version that was found last; `unknown`: none was looked for yet. */
    readonly state: PolicyState['state'] | 'unknown'
    /** Of the one in force. */
    readonly name: string
    readonly problems: readonly string[]
  }
  /** Changes that wait for a Gatehouse owner. */
  readonly held: number
  /** Why; null: none does. */
  readonly waits: string | null
  readonly lastSweepAt: Date | null
}
