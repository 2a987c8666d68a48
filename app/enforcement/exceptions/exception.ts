import type { Waived } from '../../../policies/exception.ts'
import type { ActsFor } from '../approvals/approval.ts'

/** What is waived for one repository, for a while, because something else is done instead. People are opaque ids. */
export interface RecordedException {
  /** Our id, by which people call it too. */
  readonly id: string
  /** Our id. */
  readonly repository: string
  readonly waived: Waived
  /** The team that answers for it: `acme/security`. */
  readonly owner: string
  /** In which issue it was granted. */
  readonly issue: number
  readonly grantedAt: Date
  readonly expiresAt: Date
}

/** One whose end is to be told. */
export interface RunningException extends RecordedException {
  /** Days before the end of which was told already. */
  readonly told: readonly number[]
}

export interface NewException extends Omit<RecordedException, 'id' | 'grantedAt'> {
  readonly organization: string
  /** As it was written: never shown without being escaped. null: it was rebuilt from a record, which does not hold it. */
  readonly control: string | null
  readonly by: string
  readonly actsFor: readonly ActsFor[]
}

export interface ExceptionRecords {
  /** Those of a repository that nobody has ended, also those whose term is over. */
  readonly of: (repository: string) => Promise<readonly RecordedException[]>
  /** One of an organization, in force. */
  readonly byId: (organization: string, id: string, now: Date) => Promise<RecordedException | undefined>
  /** Those in force. */
  readonly running: (organization: string, now: Date) => Promise<readonly RunningException[]>
}

export interface ExceptionRecorder {
  /** @returns our id */
  readonly give: (exception: NewException, at: Date) => Promise<string>
  /** @returns false where it is over already */
  readonly end: (id: string, by: string, at: Date) => Promise<boolean>
  /** @returns false where it was given already */
  readonly notice: (id: string, days: number, at: Date) => Promise<boolean>
}
