/** `ending`: within 30 days. */
export const approvalStates = ['in-force', 'ending', 'over'] as const
export type ApprovalState = (typeof approvalStates)[number]

export interface ApprovalQuery {
  /** Our id; undefined: all that are seen. */
  readonly organization?: string
  readonly repository?: string
  readonly state: ApprovalState
  readonly limit: number
  /** Where the last page ended: when its last one ends or was over, and our id of it. */
  readonly after?: readonly [string, string]
}

export interface ListedApproval {
  readonly id: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly repository: { readonly id: string; readonly name: string }
  readonly request: string | null
  readonly kind: 'approval' | 'emergency'
  /** Logins; null: erased. */
  readonly by: string | null
  readonly requestedBy: string | null
  readonly actsFor: readonly string[]
  readonly grantedAt: Date
  /** The policy may end it earlier. */
  readonly expiresAt: Date
  readonly ticket: string | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
  readonly endReason: string | null
}

export interface ApprovalPage {
  readonly rows: readonly ListedApproval[]
  readonly next: readonly [string, string] | undefined
}
