import type { PullState } from '../github.ts'
import type { PolicyFile, PolicyState } from '../policy/governance.ts'

/** One version of an organization's policy, as it was found. */
export interface PolicyVersion {
  readonly id: string
  readonly state: PolicyState['state']
  readonly foundAt: Date
  /** For people, with places. */
  readonly problems: readonly string[]
  /** null: there was nothing to be read. */
  readonly file: Omit<PolicyFile, 'text'> | null
}

/** What governs an organization, and what was found last. */
export interface PolicyReading {
  readonly name: string
  /** null: a shipped one is in force. */
  readonly inForce: PolicyVersion | null
  readonly text: string | null
  /** null: it was never looked for. */
  readonly found: PolicyVersion | null
}

/** A policy that somebody proposed in the console. */
export interface ListedProposal {
  readonly id: string
  readonly title: string
  /** Login of who proposed it; null: they were erased. */
  readonly by: string | null
  readonly at: Date
  /** Of its pull request; before there is one: `planned`, or what keeps it from being opened. */
  readonly state: PullState | 'planned' | 'manual' | 'failed' | 'withdrawn'
  /** What keeps it, for people. */
  readonly problem: string | null
  readonly pull: { readonly number: number; readonly url: string } | null
}
