import type { Waived } from '../../../policies/exception.ts'

/** What is waived for one repository, as the API tells it. */
export interface ExceptionAccount {
  readonly id: string
  readonly organization: { readonly id: string; readonly login: string; readonly host: string }
  readonly repository: { readonly id: string; readonly name: string }
  readonly waived: Waived
  /** The team that answers for it. */
  readonly owner: string
  /** What is done instead, as it was written; null: it was rebuilt from a record, which does not hold it. */
  readonly control: string | null
  /** Login; null: erased. */
  readonly by: string | null
  readonly actsFor: readonly string[]
  readonly issue: number
  readonly grantedAt: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

export interface ExceptionPage {
  readonly rows: readonly ExceptionAccount[]
  readonly next: readonly [string, string] | undefined
}
