import { sql } from 'kysely'
import type { Effect, EffectAction, WantedEffect } from '../enforcement/effects/effect.ts'
import { plannedEvent } from '../enforcement/effects/effect-events.ts'
import type { NewAuditEvent } from '../enforcement/audit/event.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import type { Ordering } from './accept-plan.ts'
import { appendAudit } from './audit-log.ts'
import { recordPlan } from './effects.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/**
 * What was made; and what was tried, of which nobody saw the end, and was not wanted any more by then: GitHub may have taken it. Giving back
 * looks first, and sends nothing where it is there.
 */
const mayHaveTaken = sql<boolean>`(effects.state = 'applied' or (effects.state = 'withdrawn' and effects.attempts > 0))`

/** A version of the policy that took connections which are still taken. */
export interface Wave {
  /** Our id of the version. */
  readonly policy: string
  /** In hex; null: the shipped one. */
  readonly commit: string | null
  readonly foundAt: Date
  readonly taken: number
}

/** Versions of the policy that took something that nobody has given back since, newest first. */
export async function listWaves(
  store: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly Wave[]> {
  const rows = await store.database
    .selectFrom('policies')
    .select(['id', 'found_at', sql<string | null>`source -> 'file' ->> 'commit'`.as('commit')])
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where(
      sql<boolean>`exists (select from effects where policy_id = policies.id and kind = 'disconnect' and ${mayHaveTaken})`,
    )
    .orderBy('id', 'desc')
    .execute()
  const waves: Wave[] = []
  for (const { id, found_at: foundAt, commit } of rows) {
    const taken = (await readWave(store, scope, organization, id)).length
    if (taken > 0) waves.push({ policy: id, commit, foundAt, taken })
  }
  return waves
}

/** A connection that a version of the policy took, and that is still taken. */
export interface TakenConnection {
  /** Our id. */
  readonly repository: string
  readonly name: string
  readonly action: Extract<EffectAction, { kind: 'disconnect' }>
  /** Whether the policy in force would take it once more, so that giving it back would be for nothing. */
  readonly isTakenAgain: boolean
}

/**
 * What one version of the policy took from assistants' Apps and nobody has given back since: what undoing its wave gives back, no
 * more and no less.
 * @param policy our id of the version
 */
export async function readWave(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
  policy: string,
): Promise<readonly TakenConnection[]> {
  const rows = await database
    .selectFrom('effects')
    .innerJoin('repositories', 'repositories.id', 'effects.repository_id')
    .innerJoin('decisions', 'decisions.repository_id', 'repositories.id')
    .select(['repositories.id', 'name', 'action', 'outcome', 'decisions.mode'])
    .where('effects.organization_id', '=', organization)
    .where(inScope(scope, 'effects.organization_id'))
    .where('effects.policy_id', '=', policy)
    .where('kind', '=', 'disconnect')
    .where(mayHaveTaken)
    .where('gone_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from effects as later where later.repository_id = effects.repository_id
        and later.id > effects.id
        and (later.state in ('applied', 'already-so') or (later.state = 'withdrawn' and later.attempts > 0))
        and later.action ->> 'installation' = effects.action ->> 'installation')`,
    )
    .orderBy('name')
    .execute()
  return rows.flatMap(({ id, name, action, outcome, mode }) =>
    action.kind === 'disconnect'
      ? [{ repository: id, name, action, isTakenAgain: mode === 'enforce' && outcome !== 'allowed' }]
      : [],
  )
}

/**
 * Plans that what a version of the policy took is given back, except what the policy in force would take again.
 * @returns what is planned now
 */
export async function undoWave(
  store: Store,
  want: (unit: Unit, keys: readonly string[]) => Promise<void>,
  organization: string,
  policy: string,
  order: Ordering,
  at: Date,
): Promise<readonly TakenConnection[]> {
  const wave = (await readWave(store, 'everything', organization, policy)).filter(
    ({ isTakenAgain }) => !isTakenAgain,
  )
  if (wave.length === 0) return []
  return store.transact(async (unit) => {
    const planned: Effect[] = []
    for (const { repository, action } of wave) {
      const { assistant, installation, githubId } = action
      const wanted: WantedEffect = {
        action: { kind: 'connect', assistant, installation, githubId },
        reason: 'The wave that took it is undone.',
        policy,
      }
      const subject = { planner: 'person', organization, repository } as const
      planned.push(...(await recordPlan(unit, subject, [wanted], at)).planned)
    }
    await want(unit, [keyOf('changes', organization)])
    const undone: NewAuditEvent = {
      kind: 'wave.undone',
      actor: order.by,
      subject: `policy:${policy}`,
      data: { effects: planned.map(({ id }) => id), unverified: order.unverified ?? null },
    }
    await appendAudit(unit, organization, at, [undone, ...planned.map(plannedEvent)])
    return wave.filter(({ repository }) => planned.some((one) => one.repository === repository))
  })
}
