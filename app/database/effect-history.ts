import { sql } from 'kysely'
import type { Effect, WantedEffect } from '../enforcement/effects/effect.ts'
import type { EffectAction } from '../enforcement/effects/effect-action.ts'
import { effectTraits } from '../enforcement/effects/effect-traits.ts'
import type { GivenSecret } from '../enforcement/effects/credential-actions.ts'
import type { SaidOnCommit } from '../enforcement/records.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What was taken away, for the blast radius. */
export interface Removals {
  /** Since an instant. */
  readonly recent: number
  /** By each version of the policy, ever. */
  readonly byPolicy: ReadonlyMap<string | null, number>
  /** Connections on paths that can be taken that there are now. */
  readonly connections: number
}

const removing = Object.entries(effectTraits)
  .filter(([, { removes }]) => removes)
  // oxlint-disable-next-line no-unsafe-type-assertion -- Object.entries forgets which texts they are
  .map(([kind]) => kind as EffectAction['kind'])

/**
 * What a Gatehouse owner has let pass does not count: they knew how much it was. What was tried does, whether it was withdrawn since or
 * nobody has heard its end: GitHub may have taken it.
 * @param plan ids of what is planned now, which its planner counts
 */
export async function readRemovals(
  { database }: Reading,
  organization: string,
  since: Date,
  plan: readonly string[],
): Promise<Removals> {
  const done = await database
    .selectFrom('effects')
    .select(({ fn }) => [
      'policy_id',
      fn.countAll<string>().as('all'),
      fn
        .countAll<string>()
        .filterWhere((where) =>
          where.or([where('finished_at', '>=', since), where('finished_at', 'is', null)]),
        )
        .as('recent'),
    ])
    .where('organization_id', '=', organization)
    .where('kind', 'in', removing)
    // What was tried and then found done, or not wanted any more because it was done, may have been our doing as well; what failed
    // was taken too, where somebody gave it back before it was read again.
    .where((where) =>
      where.or([
        where('state', '=', 'applied'),
        where.and([where('attempts', '>', 0), where('state', 'in', ['already-so', 'withdrawn', 'failed'])]),
        // One that died after its call leaves it open; while its repository is decided anew it is in no plan.
        where.and([where('attempts', '>', 0), where('state', '=', 'planned')]),
      ]),
    )
    .where('hold_id', 'is', null)
    .where(sql<boolean>`id <> all(${sql.val([...plan])}::bigint[])`)
    .groupBy('policy_id')
    .execute()
  const { connections } = await database
    .selectFrom('reaches')
    .innerJoin('repositories', 'repositories.id', 'reaches.repository_id')
    .select(({ fn }) => fn.countAll<string>().as('connections'))
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .where('path', 'in', ['app-installation', 'workflow', 'secret'])
    .where('state', '=', 'connected')
    .executeTakeFirstOrThrow()
  return {
    recent: done.reduce((sum, { recent }) => sum + Number(recent), 0),
    byPolicy: new Map(done.map((row) => [row.policy_id, Number(row.all)])),
    connections: Number(connections),
  }
}

/** Installations from which a repository was taken until it is fixed, and to which it was not given back since. */
export async function readTakenUntilFixed(
  { database }: Reading,
  repository: string,
): Promise<ReadonlySet<number>> {
  const rows = await database
    .selectFrom('effects')
    .select(['action'])
    .where('repository_id', '=', repository)
    .where('kind', 'in', ['connect', 'disconnect'])
    .where('state', 'in', ['applied', 'already-so'])
    .orderBy('finished_at')
    .orderBy('id')
    .execute()
  const taken = new Set<number>()
  for (const { action } of rows) {
    if (action.kind === 'disconnect' && action.until === 'fixed') taken.add(action.installation)
    else if (action.kind === 'connect' || action.kind === 'disconnect') taken.delete(action.installation)
  }
  return taken
}

/**
 * Secrets of the organization that Gatehouse took from a repository, and that were not given back since. What was tried and then not
 * wanted any more may have been taken.
 */
export async function readTakenSecrets(
  { database }: Reading,
  repository: string,
): Promise<readonly Pick<GivenSecret, 'store' | 'name'>[]> {
  const rows = await database
    .selectFrom('effects')
    .select(['action', 'state', 'attempts'])
    .where('repository_id', '=', repository)
    .where('kind', 'in', ['give-secret', 'drop-secret'])
    .where('finished_at', 'is not', null)
    .orderBy('finished_at')
    .orderBy('id')
    .execute()
  const taken = new Map<string, Pick<GivenSecret, 'store' | 'name'>>()
  for (const { action, state, attempts } of rows) {
    if (action.kind !== 'drop-secret' && action.kind !== 'give-secret') continue
    const { store, name } = action
    const isOurs = state === 'applied' || (state === 'withdrawn' && attempts > 0)
    if (action.kind === 'drop-secret' && isOurs) taken.set(`${store}/${name}`, { store, name })
    if (action.kind === 'give-secret' && (state === 'applied' || state === 'already-so'))
      taken.delete(`${store}/${name}`)
  }
  return [...taken.values()]
}

/** What is open because of the decision about a repository, in the order in which it was planned. */
export async function readOpenOf(
  { database }: Reading,
  repository: string,
): Promise<readonly (WantedEffect & Pick<Effect, 'attempts'>)[]> {
  return database
    .selectFrom('effects')
    .select(['action', 'reason', 'policy_id as policy', 'attempts'])
    .where('repository_id', '=', repository)
    .where('planner', '=', 'decision')
    .where('finished_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** What was said on open pull requests. */
export async function readSaidOnCommits(
  { database }: Reading,
  organization: string,
): Promise<readonly SaidOnCommit[]> {
  const rows = await database
    .selectFrom('effects')
    .select(['kind', 'policy_id', sql<string>`action ->> 'commit'`.as('commit')])
    .distinct()
    .where('organization_id', '=', organization)
    .where('planner', '=', 'previews')
    .where('state', 'in', ['applied', 'already-so'])
    .execute()
  return rows.map(({ kind, commit, policy_id: policy }) => ({ kind, commit, policy }))
}

/** What the last effect of a kind that came to its end in a repository did; undefined: there was none. */
export async function readLastAction(
  { database }: Reading,
  repository: string,
  kind: EffectAction['kind'],
): Promise<EffectAction | undefined> {
  const row = await database
    .selectFrom('effects')
    .select('action')
    .where('repository_id', '=', repository)
    .where('kind', '=', kind)
    .where('state', 'in', ['applied', 'already-so', 'failed'])
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.action
}

/** What was shown last of the decision at each of these commits. @returns digests of checks, by commit */
export async function readShownOn(
  { database }: Reading,
  repository: string,
  commits: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('effects')
    .select([sql<string>`action ->> 'commit'`.as('commit'), sql<string>`action ->> 'digest'`.as('digest')])
    .where('repository_id', '=', repository)
    .where('kind', '=', 'show-decision')
    .where('state', 'in', ['applied', 'already-so'])
    .where(sql<boolean>`action ->> 'commit' = any(${sql.val([...commits])}::text[])`)
    .orderBy('finished_at')
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ commit, digest }) => [commit, digest]))
}

/** What effects of a kind do that are planned in a repository and not over. */
export async function readOpenActions(
  { database }: Reading,
  repository: string,
  kind: EffectAction['kind'],
): Promise<readonly EffectAction[]> {
  const rows = await database
    .selectFrom('effects')
    .select('action')
    .where('repository_id', '=', repository)
    .where('kind', '=', kind)
    .where('finished_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ action }) => action)
}
