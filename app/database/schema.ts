import type { Generated } from 'kysely'

/** The tables, as Kysely sees them. Migrations make them; a test holds the two together. */
export interface Schema {
  readonly work: WorkTable
}

/** What is to be done again whenever somebody asks: one row for each repository and each organization. */
export interface WorkTable {
  /** `repository:17`, `organization:3` */
  key: string
  /** How often somebody asked. */
  wanted: Generated<string>
  /** The value of `wanted` that the last finished run had seen when it began. */
  done: Generated<string>
  /** Who works on it: a new value for each run, so that one that lost its lock cannot finish. */
  claim: string | null
  /** Failed runs since the last good one. */
  attempts: Generated<number>
  /** Not to be tried before, after a failure. */
  not_before: Generated<Date>
  last_error: string | null
}
