import type { ConnectionPath, Control } from '../../../scanner/assistants/connection.ts'

/**
 * Whether an assistant reaches a repository by one path. `not-seen` is what was looked for and not found: it is never
 * called "not connected", because one path says nothing of another.
 */
export type ReachState = 'connected' | 'possible' | 'not-seen' | 'unknown'

/** One way, and what is known of it. */
export interface Reach {
  /** Id of the assistant. */
  readonly assistant: string
  readonly path: ConnectionPath
  readonly state: ReachState
  readonly control: Control
  /** What it rests on, a sentence each, without names of people. */
  readonly evidence: readonly string[]
  /** Why it is not known, where it is not. */
  readonly why?: string
}
