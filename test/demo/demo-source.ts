import type { Reach } from '../../app/enforcement/inventory/reach.ts'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Decision } from '../../policies/decide.ts'
import type { Severity } from '../../scanner/engine/rule.ts'
import type { Simulator } from '../github/server/simulator.ts'
import type { DemoCompany } from './company.ts'

/** What the running program has recorded, as the tour shows it. Read from the store, never from the simulator. */
export interface DemoSource {
  /** Whether the first sweep of each of these organizations (by login) has its coverage record. */
  readonly isSwept: (logins: readonly string[]) => Promise<boolean>
  readonly readOrganizations: () => Promise<readonly ShownOrganization[]>
}

export interface ShownOrganization {
  readonly login: string
  readonly repositories: readonly ShownRepository[]
  /** What is wrong with the organization as a whole. */
  readonly findings: readonly ShownFinding[]
  /** `harbor-goods/gatehouse at 1a2b3c4`, or why there is none. */
  readonly policy: string
  readonly coverage: ShownCoverage | undefined
  readonly audit: ShownAudit
}

export interface ShownRepository {
  readonly githubId: number
  /** `owner/name` */
  readonly name: string
  /** undefined: not decided. */
  readonly decision: Decision | undefined
  readonly reaches: readonly Reach[]
  readonly findings: readonly AssessedFinding[]
}

export interface ShownFinding {
  readonly severity: Severity
  readonly title: string
}

export interface ShownCoverage {
  readonly seen: number
  readonly scanned: number
  readonly failed: readonly { readonly repository: string; readonly reason: string }[]
}

export interface ShownAudit {
  readonly events: number
  /** Hex; of the last event. */
  readonly head: string
  /** What verifying the chain just now found wrong; undefined: nothing. */
  readonly problem: string | undefined
}

/** The real program, running against the simulator. */
export interface DemoProgram {
  /** Where people and webhooks reach it. */
  readonly address: string
  readonly source: DemoSource
  readonly stop: () => Promise<void>
}

/** Starts the program with a PostgreSQL of its own below `folder`, and tells the company's App where it listens. */
export type StartProgram = (start: {
  readonly github: Simulator
  readonly company: DemoCompany
  readonly folder: string
}) => Promise<DemoProgram>
