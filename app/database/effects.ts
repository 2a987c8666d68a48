import { sql } from 'kysely'
import type { Effect, EffectState, FinalState, Planner, WantedEffect } from '../enforcement/effects/effect.ts'
import { effectTraits, identityOf } from '../enforcement/effects/effect-traits.ts'
import type { OpenEffect } from '../enforcement/records.ts'
import { effectOf } from './effect-row.ts'
import { inScope, type Scope } from './scope.ts'
import { isLeaving } from './leaving.ts'
import type { Store, Unit } from './store.ts'
import { isLeftOver, lockOpen, withdrawUnwanted } from './withdraw-effects.ts'

type Reading = Pick<Store, 'database'>

/** What a new plan of one subject changed. */
export interface PlanChanges {
  readonly planned: readonly Effect[]
  readonly withdrawn: readonly Effect[]
}

/** Whose plan it is, and of what: one repository, or the organization itself. */
export interface PlanSubject {
  readonly planner: Planner
  readonly organization: string
  readonly repository: string | null
}

/**
 * Makes the open effects of one subject those that are wanted: what is missing is planned, what nobody wants any more is
 * withdrawn, what is open already goes on as it is.
 */
export async function recordPlan(
  { database }: Unit,
  { planner, organization, repository }: PlanSubject,
  wantedNow: readonly WantedEffect[],
  at: Date,
): Promise<PlanChanges> {
  // Where Gatehouse leaves, only what people order is made: else it would make again what it takes away.
  const isEnding = planner !== 'person' && (await isLeaving({ database }, organization))
  const isLate = planner === 'decision' && repository !== null && (await isGone({ database }, repository))
  const wanted = isEnding || isLate ? [] : wantedNow
  const all = await lockOpen({ database }, { planner, organization, repository })
  const open = isEnding ? all.filter(isLeftOver) : all
  const { withdrawn, missing } = await withdrawUnwanted({ database }, open, wanted, at)
  const planned = await insertEffects({ database }, { planner, organization, repository }, missing, at)
  return { planned, withdrawn }
}

/** Whether a sweep has found meanwhile that it is not there any more; from now on none does before this transaction ends. */
export async function isGone({ database }: Pick<Unit, 'database'>, repository: string): Promise<boolean> {
  const row = await database
    .selectFrom('repositories')
    .select('gone_at')
    .where('id', '=', repository)
    .forShare()
    .executeTakeFirst()
  return row !== undefined && row.gone_at !== null
}

/**
 * Plans beside what is planned already, and withdraws nothing: for what lives on its own, such as an answer to somebody.
 * @returns those that were not open already
 */
export async function insertEffects(
  { database }: Pick<Unit, 'database'>,
  { planner, organization, repository }: PlanSubject,
  wanted: readonly WantedEffect[],
  at: Date,
): Promise<readonly Effect[]> {
  const planned: Effect[] = []
  const identities = wanted.map(({ action }) => identityOf(action))
  const failedAt = await readFailures(database, organization, identities)
  for (const [index, { action, reason, policy, notBefore: earliest }] of wanted.entries()) {
    const identity = identities[index]!
    const row = await database
      .insertInto('effects')
      .values({
        organization_id: organization,
        repository_id: repository,
        planner,
        identity,
        kind: action.kind,
        action: JSON.stringify(action),
        mode: effectTraits[action.kind].mode,
        reason,
        policy_id: policy,
        state: 'planned',
        hold_id: null,
        not_before: notBefore(failedAt.get(identity), earliest, at),
        planned_at: at,
        finished_at: null,
        problem: null,
      })
      // Another planner wants the same already.
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'identity']).where('finished_at', 'is', null).doNothing(),
      )
      .returningAll()
      .executeTakeFirst()
    if (row) planned.push(effectOf(row))
  }
  return planned
}

/** The effects of an organization that are not over, in the order in which they were planned. */
export async function readOpenEffects(
  { database }: Reading,
  scope: Scope,
  organization: string,
): Promise<readonly OpenEffect[]> {
  const rows = await database
    .selectFrom('effects')
    .selectAll()
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where('finished_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...effectOf(row),
    notBefore: row.not_before,
    isOrdered: row.planner === 'person',
  }))
}

/** What GitHub would not do is asked of it again after so long: whoever is told of a failure looks at once, and would plan it at once. */
const afterFailureMs = 15 * 60 * 1000

const notBefore = (failedAt: Date | undefined, earliest: Date | undefined, at: Date): Date =>
  new Date(Math.max(at.getTime(), earliest?.getTime() ?? 0, (failedAt?.getTime() ?? 0) + afterFailureMs))

/** When each of these failed last, where that was what became of it last. */
async function readFailures(
  database: Unit['database'],
  organization: string,
  identities: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (identities.length === 0) return new Map()
  const rows = await database
    .selectFrom('effects')
    .select(['identity', 'state', 'finished_at'])
    .distinctOn('identity')
    .where('organization_id', '=', organization)
    .where('identity', 'in', identities)
    .where('finished_at', 'is not', null)
    .orderBy('identity')
    .orderBy('finished_at', 'desc')
    .execute()
  return new Map(
    rows.flatMap(({ identity, state, finished_at: at }) =>
      state === 'failed' && at !== null ? [[identity, at] as const] : [],
    ),
  )
}

/** Organizations with an effect whose time has come. @returns our ids */
export async function readDueChanges(
  { database }: Reading,
  now: Date,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('effects')
    .select('organization_id')
    .distinct()
    .where('finished_at', 'is', null)
    .where('state', '!=', 'held')
    .where('not_before', '<=', now)
    .limit(limit)
    .execute()
  return rows.map(({ organization_id: id }) => id)
}

/** What became of an effect. */
export interface EffectStep {
  readonly state: EffectState
  readonly problem: string | null
  /** When it is looked at again; undefined: at once, or never where it is over. */
  readonly notBefore?: Date
  /** Our id of the hold that it waits for. */
  readonly hold?: string
}

/** @returns false where it is over already: somebody withdrew it meanwhile */
export async function recordEffectStep(
  { database }: Unit,
  effect: string,
  { state, problem, notBefore, hold }: EffectStep,
  at: Date,
): Promise<boolean> {
  const isOpen = state === 'planned' || state === 'held' || state === 'manual'
  const { numUpdatedRows } = await database
    .updateTable('effects')
    .set({
      state,
      problem,
      ...(notBefore && { not_before: notBefore }),
      ...(hold !== undefined && { hold_id: hold }),
      finished_at: isOpen ? null : at,
    })
    .where('id', '=', effect)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Counts an attempt. @returns which one it is; undefined where the effect is over */
export async function recordAttempt({ database }: Unit, effect: string): Promise<number | undefined> {
  const row = await database
    .updateTable('effects')
    .set({ attempts: sql`attempts + 1` })
    .where('id', '=', effect)
    .where('finished_at', 'is', null)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts
}

/** Those that are neither held nor over are not tried before an instant. @param effects our ids */
export async function recordPostponed(
  { database }: Unit,
  effects: readonly string[],
  until: Date,
): Promise<void> {
  if (effects.length === 0) return
  await database
    .updateTable('effects')
    .set({ not_before: sql`greatest(not_before, ${until})` })
    .where(sql<boolean>`id = any(${sql.val(effects)}::bigint[])`)
    .where('finished_at', 'is', null)
    .where('state', '!=', 'held')
    .execute()
}

/** Whether none of these effects is over. @param effects our ids */
export async function areOpen({ database }: Reading, effects: readonly string[]): Promise<boolean> {
  if (effects.length === 0) return true
  const over = await database
    .selectFrom('effects')
    .select('id')
    .where('id', 'in', effects)
    .where('finished_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return over === undefined
}

export const isFinal = (state: EffectState): state is FinalState =>
  state !== 'planned' && state !== 'held' && state !== 'manual'
