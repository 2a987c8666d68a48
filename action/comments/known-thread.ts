import type { Hunk } from './hunks.ts'
import type { Marker } from './marker.ts'

/** A thread on the pull request that a comment of ours began. */
export interface KnownThread {
  /** Of its first comment. */
  readonly id: number
  readonly body: string
  readonly marker: Marker
  readonly path: string
  /** Where it stands now; null where its lines are not in the change any more. */
  readonly lines: Hunk | null
  /** Whether somebody else wrote below it. */
  readonly isAnswered: boolean
  /** What GitHub says of the thread; undefined where the token may not ask. */
  readonly thread: Thread | undefined
}

export interface Thread {
  /** For GraphQL. */
  readonly id: string
  readonly isResolved: boolean
  /** Whether it was resolved by somebody else. */
  readonly isResolvedByOthers: boolean
}
