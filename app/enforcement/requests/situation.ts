import type { RequestSettings } from '../../../policies/policy-changes.ts'
import type { Access, ApprovalRule } from '../../../policies/policy-group.ts'
import type { RecordedApproval } from '../approvals/approval.ts'
import type { AccessRequest } from './access-request.ts'
import type { Command } from './command.ts'
import type { Standings } from './standing.ts'
import type { TicketStatus } from './ticket.ts'

/** Everything that what becomes of a command rests on. */
export interface Situation {
  readonly command: Command
  /** Who wrote it. */
  readonly actor: string
  /** In which issue; null: elsewhere. */
  readonly issue: number | null
  /** The repository that is meant; undefined: there is none, or none that they can see. */
  readonly target:
    | {
        readonly id: string
        readonly name: string
        /** Where whoever can read it reads more. */
        readonly page: string
      }
    | undefined
  /** The newest request of the issue. */
  readonly request: AccessRequest | undefined
  /** The repository's open one, wherever it was made. */
  readonly open: AccessRequest | undefined
  /** Its issue was deleted or moved away; asked only of what would be refused because of it. */
  readonly isOpenLost: boolean
  /** Of the repository, those that nobody has ended. */
  readonly approvals: readonly RecordedApproval[]
  /** What decides about the repository; undefined: that is not settled now. */
  readonly group:
    | { readonly name: string; readonly access: Access; readonly approvals: readonly ApprovalRule[] }
    | undefined
  readonly standings: Standings
  readonly settings: RequestSettings
  readonly readiness: Readiness | undefined
  /** Of the ticket that an approval names, where the policy wants one. */
  readonly ticket?: TicketStatus
  /** Until when a request that is made now is to be answered. */
  readonly answerBy: Date
  readonly now: Date
}

/** Counts of a decision's reasons, for those who may not see the repository. */
export interface Readiness {
  readonly outcome: string
  readonly met: number
  readonly unmet: number
  readonly unknown: number
}
