import type { Severity } from '../../../scanner/engine/rule.ts'
import type { Exposure } from '../exposure/exposure-of.ts'
import type { FindingState } from '../findings/known-finding.ts'

/** Ways to sort: the gravest first, the oldest first, the widest spread first. */
export const findingOrders = ['severity', 'age', 'spread'] as const
export type FindingOrder = (typeof findingOrders)[number]

/** As far as groups are told apart: `info` is with `low`. */
export const listedSeverities = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[]
export type ListedSeverity = (typeof listedSeverities)[number]

export interface FindingFilter {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly rules?: readonly string[]
  readonly severities?: readonly ListedSeverity[]
  /** Where one of its findings is in one of these. */
  readonly states?: readonly FindingState[]
  /** Our id. */
  readonly repository?: string
  /** A part of the rule, the title or one of the first paths, in any letter case. */
  readonly search?: string
  /** Whether an assistant reaches a repository that has it. */
  readonly isReachable?: boolean
}

/** Where a page ended. Opaque to who asks. */
export type FindingPosition = readonly string[]

export interface FindingQuery extends FindingFilter {
  readonly order: FindingOrder
  readonly limit: number
  readonly after?: FindingPosition
}

/** The same finding in the repositories of one organization that somebody sees. */
export interface FindingGroup {
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  readonly isSecret: boolean
  readonly severity: ListedSeverity
  readonly firstSeenAt: Date
  /** How many repositories have it, and how many of these an assistant reaches now. */
  readonly repositories: number
  readonly reachable: number
  /** How many findings are in which state. */
  readonly states: Readonly<Partial<Record<FindingState, number>>>
  /** Of these repositories, the first few. */
  readonly owners: readonly string[]
}

export interface FindingPage {
  readonly rows: readonly FindingGroup[]
  readonly next: FindingPosition | undefined
}

/** One finding in one repository. */
export interface FindingAccount {
  readonly id: string
  readonly repository: {
    readonly id: string
    readonly name: string
    readonly owner: string
    readonly host: string
    readonly isReachable: boolean
    readonly owners: readonly string[]
  }
  readonly rule: string
  readonly fingerprint: string
  readonly title: string
  readonly severity: Severity
  readonly isSecret: boolean
  readonly state: FindingState
  readonly why: string | null
  readonly firstSeenAt: Date
  readonly changedAt: Date
  readonly lastSeenAt: Date
  readonly path: string
  readonly places: readonly FindingPlace[]
  readonly exposure: readonly Exposure[]
}

export interface FindingPlace {
  readonly line: number | null
  /** Masked. */
  readonly excerpt: string
  /** null: it is in the newest commit. */
  readonly commit: string | null
  /** On its GitHub host; null: the commit is not known. */
  readonly page: string | null
}

export interface RuleNoise {
  readonly rule: string
  /** How many findings are in which state; what is gone too. */
  readonly states: Readonly<Partial<Record<FindingState, number>>>
}
