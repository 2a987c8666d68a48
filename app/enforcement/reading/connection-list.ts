import type { Reach, ReachState } from '../inventory/reach.ts'

export const connectionStates = [
  'connected',
  'possible',
  'unknown',
  'not-seen',
] as const satisfies readonly ReachState[]

export interface ConnectionFilter {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly repository?: string
  readonly assistant?: string
  readonly paths?: readonly Reach['path'][]
  readonly states: readonly Reach['state'][]
  readonly controls?: readonly Reach['control'][]
}

/** Where a page ended: our id of the repository, the assistant and the path. */
export type ConnectionPosition = readonly [string, string, string]

export interface ConnectionQuery extends ConnectionFilter {
  readonly limit: number
  readonly after?: ConnectionPosition
}

/** A path of an assistant into a repository, with what shows it. */
export interface ListedConnection extends Pick<
  Reach,
  'assistant' | 'path' | 'state' | 'control' | 'evidence'
> {
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly repository: { readonly id: string; readonly name: string }
  /** Why it is not known; null: it is. */
  readonly why: string | null
  /** Since when it is in this state. */
  readonly since: Date
  readonly readAt: Date
}

export interface ConnectionPage {
  readonly rows: readonly ListedConnection[]
  readonly next: ConnectionPosition | undefined
}
