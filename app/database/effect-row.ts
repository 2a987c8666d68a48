import type { Selectable } from 'kysely'
import type { Effect } from '../enforcement/effects/effect.ts'
import type { EffectsTable } from './schema.ts'

/** An effect, as its row tells of it. */
export function effectOf(row: Selectable<EffectsTable>): Effect {
  return {
    id: row.id,
    organization: row.organization_id,
    repository: row.repository_id,
    action: row.action,
    mode: row.mode,
    reason: row.reason,
    policy: row.policy_id,
    state: row.state,
    hold: row.hold_id,
    attempts: row.attempts,
    plannedAt: row.planned_at,
    problem: row.problem,
  }
}
