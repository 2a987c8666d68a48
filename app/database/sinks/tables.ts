import type { ColumnType, Generated } from 'kysely'
import type { SinkFormat } from '../../sinks/settings.ts'

/** Columns of type bigint come as texts. */
type Big = string

/** Where the audit log of an organization is sent on to. */
export interface SinksTable {
  id: Generated<Big>
  organization_id: Big
  name: string
  format: SinkFormat
  logins: boolean
  /** Written as JSON text; read as a value, which another version may have written. */
  settings: ColumnType<unknown, string, string>
  is_paused: Generated<boolean>
  created_by: string
  created_at: Date
  changed_at: Date
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

/** How far a sink is, and how it goes. */
export interface SinkPositionsTable {
  sink_id: Big
  cursor: Big
  pending_last: ColumnType<Big | null, Big | null | undefined, Big | null>
  pending_tries: Generated<number>
  failures: Generated<number>
  refused_in_row: Generated<number>
  not_before: ColumnType<Date | null, Date | null | undefined, Date | null>
  problem: ColumnType<string | null, string | null | undefined, string | null>
  problem_detail: ColumnType<string | null, string | null | undefined, string | null>
  failing_since: ColumnType<Date | null, Date | null | undefined, Date | null>
  last_failed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  last_sent_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  sent: Generated<Big>
  repeated: Generated<Big>
}

/** An event that a receiver refused. */
export interface SinkDeadLettersTable {
  sink_id: Big
  sequence: Big
  problem: string
  problem_detail: string | null
  refused_at: Date
  /** null: it is not to be sent again. */
  replay_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
