import type { ColumnType, Generated } from 'kysely'
import type { TxtStanding } from '../../enforcement/claude/domain-standing.ts'
import type { ClaudeActivity } from '../../enforcement/claude/activity.ts'
import type { ClaudeSettings } from '../../enforcement/claude/claude-tenant.ts'
import type { ClaudeVia } from '../../enforcement/claude/connections.ts'

type Id = string

export interface ClaudeTenantsTable {
  id: Generated<Id>
  organization_id: Id
  key_ending: string
  set_by: string
  set_at: Date
  key_id: string | null
  probe_request: string | null
  read_until: Date | null
  window_until: Date | null
  window_after: string | null
  taken: ColumnType<string, string | undefined, string>
  looked_at: Date | null
  look_again_at: Generated<Date>
  failing_since: Date | null
  problem: string | null
  /** Written as JSON text. */
  settings: ColumnType<ClaudeSettings | Record<string, never>, string | undefined, string>
  settings_at: Date | null
}

export interface ClaudeTenantOrganizationsTable {
  organization_id: Id
  tenant_id: Id
}

export interface ClaudeActivitiesTable {
  tenant_id: Id
  id: string
  at: Date
  type: string
  family: string | null
  person: string | null
  /** Written as JSON text. */
  body: ColumnType<ClaudeActivity['body'], string, never>
}

export interface ClaudePeopleTable {
  tenant_id: Id
  user_id: string
  person: Generated<string>
  email: string | null
  role: string | null
}

export interface ClaudeConnectionsTable {
  tenant_id: Id
  family: string
  source: string
  via: ClaudeVia
  repository: string | null
  repository_id: Id | null
  opened_at: Date | null
  opened_by: string | null
  closed_at: Date | null
  closed_by: string | null
}

export interface ClaudeDomainsTable {
  tenant_id: Id
  domain: string
  record: string | null
  set_up_by: string | null
  set_up_at: Date | null
  is_named: boolean
  /** Written as JSON text. */
  standing: ColumnType<TxtStanding | null, string | null, string | null>
  found: string | null
  todo: string | null
  looked_at: Date | null
}
