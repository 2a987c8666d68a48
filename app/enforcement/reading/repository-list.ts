import type { Decision } from '../../../policies/decide.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Reach } from '../inventory/reach.ts'

/** `undecided`: nothing was decided of it yet. */
export type ListedOutcome = Decision['outcome'] | 'undecided'
export const listedOutcomes = [
  'allowed',
  'denied',
  'needs-approval',
  'unknown',
  'undecided',
] as const satisfies readonly ListedOutcome[]

/** Ways to sort; each begins with what matters most. */
export const repositoryOrders = ['name', 'since', 'worst'] as const
export type RepositoryOrder = (typeof repositoryOrders)[number]

export interface RepositoryFilter {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  /** A part of the name without the owner, in any letter case. */
  readonly search?: string
  readonly outcomes?: readonly ListedOutcome[]
  /** Whether an assistant reaches it by any path. */
  readonly isConnected?: boolean
  readonly path?: Reach['path']
  readonly hasFindings?: boolean
  readonly isUnowned?: boolean
  readonly isRequested?: boolean
  readonly group?: string
  readonly visibility?: string
}

/** Where a page ended: what its last row is sorted by. Opaque to who asks. */
export type RepositoryPosition = readonly string[]

export interface RepositoryQuery extends RepositoryFilter {
  readonly order: RepositoryOrder
  /** At most so many rows. */
  readonly limit: number
  /** undefined: from the begin. */
  readonly after?: RepositoryPosition
}

/** One row of a list. */
export interface ListedRepository {
  /** Our id. */
  readonly id: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  /** Without the owner. */
  readonly name: string
  readonly visibility: string
  readonly isArchived: boolean
  readonly outcome: ListedOutcome
  readonly group: string | null
  readonly mode: Mode | null
  readonly since: Date
  readonly changesAt: Date | null
  readonly connectedPaths: readonly Reach['path'][]
  readonly possiblePaths: readonly Reach['path'][]
  readonly unknownPaths: readonly Reach['path'][]
  readonly canChange: boolean
  readonly openSecrets: number
  readonly openFiles: number
  readonly worst: number
  readonly owners: readonly string[]
  readonly request: string | null
  readonly approvedUntil: Date | null
  readonly scannedAt: Date | null
  readonly scanFailedAt: Date | null
}

export interface RepositoryPage {
  readonly rows: readonly ListedRepository[]
  /** undefined: this was the last page. */
  readonly next: RepositoryPosition | undefined
}
