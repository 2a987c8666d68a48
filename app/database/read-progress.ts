import { sql } from 'kysely'
import type { EffectKind } from '../enforcement/effects/effect-action.ts'
import type { EffectState } from '../enforcement/effects/effect.ts'
import type { ChangeProgress, PlanProgress } from '../enforcement/reading/progress.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Whether a repository is being decided anew, or something is to be changed on GitHub because of what was decided. */
export async function isRepositoryUnderWay(
  { database }: Reading,
  repository: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from work where key = 'repository:' || ${repository}::text and done < wanted)
      or exists (select from effects where repository_id = ${repository} and finished_at is null
        and state = 'planned' and not_before <= ${now}) as is`.execute(database)
  return rows[0]?.is === true
}

interface Row {
  readonly id: string
  readonly kind: EffectKind
  readonly repository_id: string | null
  readonly name: string | null
  readonly reason: string
  readonly state: EffectState
  readonly problem: string | null
  readonly attempts: number
  readonly planned_at: Date
  readonly not_before: Date
  readonly finished_at: Date | null
}

/** One change of an organization, over or not, where whoever asks sees what it is about. */
export async function readChangeProgress(
  { database }: Reading,
  scope: Scope,
  organization: string,
  change: string,
): Promise<ChangeProgress | undefined> {
  const { rows } = await sql<Row>`
    select effects.id, effects.kind, effects.repository_id, repositories.name, effects.reason, effects.state,
      effects.problem, effects.attempts, effects.planned_at, effects.not_before, effects.finished_at
    from effects left join repositories on repositories.id = effects.repository_id
    where effects.id = ${change} and effects.organization_id = ${organization}
      and ${inScopeOfRepository(scope, 'effects.organization_id', 'effects.repository_id')}`.execute(database)
  const [row] = rows
  if (!row) return undefined
  const { repository_id: id, name } = row
  return {
    id: row.id,
    kind: row.kind,
    repository: id === null ? null : { id, name: name ?? id },
    reason: row.reason,
    state: row.state,
    problem: row.problem,
    attempts: row.attempts,
    plannedAt: row.planned_at,
    notBefore: row.not_before,
    finishedAt: row.finished_at,
  }
}

/** How far the changes of an organization are. */
export async function readPlanProgress({ database }: Reading, organization: string): Promise<PlanProgress> {
  const { rows } = await sql<PlanProgress>`
    select count(*) filter (where state = 'planned')::int as planned,
      count(*) filter (where state = 'held')::int as held,
      count(*) filter (where state = 'manual')::int as manual, max(planned_at) as "plannedAt",
      (select finished_at from effects where organization_id = ${organization} and finished_at is not null
        order by finished_at desc, id desc limit 1) as "finishedAt"
    from effects where organization_id = ${organization} and finished_at is null`.execute(database)
  return rows[0]!
}
