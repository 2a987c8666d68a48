import type { AccessRequest, RequestSource } from '../requests/access-request.ts'
import type { Readiness } from '../requests/situation.ts'

export const requestStates = [
  'open',
  'approved',
  'denied',
  'withdrawn',
  'gone',
] as const satisfies readonly AccessRequest['state'][]

export interface RequestFilter {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  /** Our id. */
  readonly repository?: string
  readonly states?: readonly AccessRequest['state'][]
  /** Only what the asker asked for themselves. */
  readonly isMine?: boolean
  /** Only what the asker can approve, by the policy's teams, and has not. */
  readonly isWaitingForMe?: boolean
}

export interface RequestQuery extends RequestFilter {
  readonly order: 'newest' | 'oldest'
  readonly limit: number
  /** Our id of the last one of the page before. */
  readonly after?: string
}

/** What one rule of the policy wants, and who has given it so far. */
export interface RuleProgress {
  /** Teams, as the policy names them. */
  readonly by: readonly string[]
  readonly count: number
  readonly maxDays: number
  /** Whether who asks may approve. */
  readonly selfApproval: boolean
  /** Logins; of erased people null. */
  readonly given: readonly (string | null)[]
}

/** One approval that answers a request. */
export interface GivenApproval {
  readonly id: string
  readonly by: string | null
  readonly actsFor: readonly string[]
  readonly grantedAt: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
  readonly ticket: string | null
  /** What was asked for besides. */
  readonly condition: string | null
}

/** A request as approvers see it: of its repository the name, and of its decision only counts. */
export interface InboxRequest {
  readonly id: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly repository: { readonly id: string; readonly name: string }
  readonly state: AccessRequest['state']
  /** Login; null: erased. */
  readonly requestedBy: string | null
  readonly isMine: boolean
  readonly reason: string
  readonly days: number | null
  readonly source: RequestSource
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly closedBy: string | null
  readonly closeReason: string | null
  /** Its page on GitHub, where it is spoken about; null: it has none yet. */
  readonly issue: string | null
  /** The policy's group; null: not settled now. */
  readonly group: string | null
  readonly readiness: Readiness | null
  readonly rules: readonly RuleProgress[]
  readonly approvals: readonly GivenApproval[]
}

export interface RequestPage {
  readonly rows: readonly InboxRequest[]
  readonly next: string | undefined
}
