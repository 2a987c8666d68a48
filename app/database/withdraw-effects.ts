import { type Selectable, sql } from 'kysely'
import type { EffectKind } from '../enforcement/effects/effect-action.ts'
import type { Effect, Planner, WantedEffect } from '../enforcement/effects/effect.ts'
import { identityOf } from '../enforcement/effects/effect-traits.ts'
import { effectOf } from './effect-row.ts'
import type { PlanSubject } from './effects.ts'
import { isLeaving } from './leaving.ts'
import type { EffectsTable } from './schema.ts'
import type { Unit } from './store.ts'

/**
 * Withdraws what is not wanted any more of each of some repositories, and plans nothing: for who must look again before anything new is
 * planned. @returns what that withdrew, and of which repositories what is wanted that is not open
 */
export async function keepWanted(
  { database }: Unit,
  { planner, organization }: Omit<PlanSubject, 'repository'>,
  wantedNow: ReadonlyMap<string, readonly WantedEffect[]>,
  at: Date,
): Promise<{
  readonly withdrawn: readonly Effect[]
  readonly missing: ReadonlyMap<string, readonly WantedEffect[]>
}> {
  const isEnding = planner !== 'person' && (await isLeaving({ database }, organization))
  // Of all of them at once and in the order in which they are made: who makes them locks several too.
  const open = await lockOpen({ database }, { planner, organization, repositories: [...wantedNow.keys()] })
  const withdrawn: Effect[] = []
  const missing = new Map<string, readonly WantedEffect[]>()
  for (const [repository, wanted] of wantedNow) {
    const own = open.filter((one) => one.repository_id === repository)
    const changes = isEnding
      ? await withdrawUnwanted({ database }, own.filter(isLeftOver), [], at)
      : await withdrawUnwanted({ database }, own, wanted, at)
    withdrawn.push(...changes.withdrawn)
    if (changes.missing.length > 0) missing.set(repository, changes.missing)
  }
  return { withdrawn, missing }
}

/** Whose effects end with the repository: what answers people or takes back what was made goes on elsewhere, and to its own end. */
const endingWithIt: readonly Planner[] = ['decision', 'person']

/** Withdraws what was to be changed in repositories that are gone. @param repositories our ids */
export async function withdrawOfGone(
  { database }: Unit,
  organization: string,
  repositories: readonly string[],
  at: Date,
): Promise<readonly Effect[]> {
  const withdrawn: Effect[] = []
  for (const planner of endingWithIt) {
    const open = await lockOpen({ database }, { planner, organization, repositories })
    const own = open.filter(({ kind }) => kind !== 'undo')
    withdrawn.push(...(await withdrawUnwanted({ database }, own, [], at)).withdrawn)
  }
  return withdrawn
}

/** What goes on where Gatehouse leaves: what people ordered, and what answers people. */
const goingOn: readonly Planner[] = ['person', 'requests']

/** Of what may be there already, though nobody heard so: it is made whole and written down, and taken back then. */
const takenBackLater: ReadonlySet<EffectKind> = new Set<EffectKind>([
  'keep-ruleset',
  'define-property',
  'owner-notice',
  'manual-steps',
  'remediation-pull-request',
  'policy-proposal',
])

/** Whether it ends where Gatehouse leaves. */
export const isLeftOver = ({
  attempts,
  state,
  kind,
}: Pick<Selectable<EffectsTable>, 'attempts' | 'state' | 'kind'>): boolean =>
  attempts === 0 || state !== 'planned' || !takenBackLater.has(kind)

/**
 * Withdraws everything that nobody ordered, of a whole organization: where Gatehouse leaves, nothing more of it is made. A switch that
 * was begun is brought to its end: else what is allowed would stay without access. So is what was tried and leaves something behind.
 */
export async function withdrawUnordered(
  { database }: Pick<Unit, 'database'>,
  organization: string,
  at: Date,
): Promise<readonly Effect[]> {
  const open = await database
    .selectFrom('effects')
    .selectAll()
    .where('organization_id', '=', organization)
    .where('planner', 'not in', goingOn)
    .where('finished_at', 'is', null)
    .where(sql<boolean>`not exists (select from switches where effect_id = effects.id and ended_at is null)`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return (await withdrawUnwanted({ database }, open.filter(isLeftOver), [], at)).withdrawn
}

/** The open effects of one subject, or of several, locked in the order in which they were planned and are made. */
export function lockOpen(
  { database }: Pick<Unit, 'database'>,
  subject: Omit<PlanSubject, 'repository'> &
    ({ readonly repository: string | null } | { readonly repositories: readonly string[] }),
): Promise<readonly Selectable<EffectsTable>[]> {
  return database
    .selectFrom('effects')
    .selectAll()
    .where('organization_id', '=', subject.organization)
    .where((where) => {
      if ('repositories' in subject)
        return sql<boolean>`repository_id = any(${sql.val(subject.repositories)}::bigint[])`
      return where('repository_id', subject.repository === null ? 'is' : '=', subject.repository)
    })
    .where('planner', '=', subject.planner)
    .where('finished_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Withdraws what nobody wants of what is open. @param open of one subject. @returns what is wanted and not open yet, besides */
export async function withdrawUnwanted(
  { database }: Pick<Unit, 'database'>,
  open: readonly Selectable<EffectsTable>[],
  wanted: readonly WantedEffect[],
  at: Date,
): Promise<{ readonly withdrawn: readonly Effect[]; readonly missing: readonly WantedEffect[] }> {
  const identities = new Map(wanted.map((one) => [identityOf(one.action), one]))
  const stale = open.filter(({ identity }) => !identities.has(identity))
  if (stale.length > 0)
    await database
      .updateTable('effects')
      .set({ state: 'withdrawn', finished_at: at })
      .where(
        'id',
        'in',
        stale.map(({ id }) => id),
      )
      .execute()
  for (const { identity } of open) identities.delete(identity)
  return { withdrawn: stale.map(effectOf), missing: [...identities.values()] }
}
