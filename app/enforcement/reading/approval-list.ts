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
  /** What was asked for besides. */
  readonly condition: string | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
  readonly endReason: string | null
}

export interface ApprovalPage {
  readonly rows: readonly ListedApproval[]
  readonly next: readonly [string, string] | undefined
}
