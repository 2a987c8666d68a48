import { sql } from 'kysely'
import type { EffectKind } from '../enforcement/effects/effect-action.ts'
import type { FinalState } from '../enforcement/effects/effect.ts'
import type { ChangePage, ChangeQuery } from '../enforcement/reading/change-list.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

interface Row {
  readonly id: string
  readonly kind: EffectKind
  readonly repository_id: string | null
  readonly name: string | null
  readonly reason: string
  readonly state: FinalState
  readonly problem: string | null
  readonly attempts: number
  readonly planned_at: Date
  readonly finished_at: Date
  /** Exact: PostgreSQL knows microseconds. */
  readonly place: string
}

/** What is over of an organization's changes, newest first. */
export async function listChanges(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  { organization, repository, states, kinds, limit, after }: ChangeQuery,
): Promise<ChangePage> {
  const conditions = [
    sql`effects.organization_id = ${organization}`,
    inScopeOfRepository(scope, 'effects.organization_id', 'effects.repository_id'),
    sql`effects.finished_at is not null`,
    repository !== undefined && sql`effects.repository_id = ${repository}`,
    states && sql`effects.state = any(${sql.val([...states])}::text[])`,
    kinds && sql`effects.kind = any(${sql.val([...kinds])}::text[])`,
    after && sql`(effects.finished_at, effects.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`,
  ].filter((one) => one !== false && one !== undefined)
  const { rows } = await sql<Row>`
    select effects.id, effects.kind, effects.repository_id, repositories.name, effects.reason, effects.state,
      effects.problem, effects.attempts, effects.planned_at, effects.finished_at,
      to_char(effects.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from effects left join repositories on repositories.id = effects.repository_id
    where ${sql.join(conditions, sql` and `)}
    order by effects.finished_at desc, effects.id desc limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      repository:
        row.repository_id === null ? null : { id: row.repository_id, name: row.name ?? row.repository_id },
      reason: row.reason,
      state: row.state,
      problem: row.problem,
      attempts: row.attempts,
      plannedAt: row.planned_at,
      finishedAt: row.finished_at,
    })),
    next: last && [last.place, last.id],
  }
}
