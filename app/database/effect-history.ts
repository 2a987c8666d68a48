import { sql } from 'kysely'
import { type EffectAction, effectTraits } from '../enforcement/effects/effect.ts'
import type { SaidOnCommit } from '../enforcement/records.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What was taken away, for the blast radius. */
export interface Removals {
  /** Since an instant. */
  readonly recent: number
  /** By each version of the policy, ever. */
  readonly byPolicy: ReadonlyMap<string | null, number>
  /** Connections through Apps that there are now. */
  readonly connections: number
}

const removing = Object.entries(effectTraits)
  .filter(([, { removes }]) => removes)
  // oxlint-disable-next-line no-unsafe-type-assertion -- Object.entries forgets which texts they are
  .map(([kind]) => kind as EffectAction['kind'])

/**
 * What a Gatehouse owner has let pass does not count: they knew how much it was. What was withdrawn after an attempt does: GitHub may
 * have taken it.
 */
export async function readRemovals(
  { database }: Reading,
  organization: string,
  since: Date,
): Promise<Removals> {
  const done = await database
    .selectFrom('effects')
    .select(({ fn }) => [
      'policy_id',
      fn.countAll<string>().as('all'),
      fn.countAll<string>().filterWhere('finished_at', '>=', since).as('recent'),
    ])
    .where('organization_id', '=', organization)
    .where('kind', 'in', removing)
    // What was tried and then found done, or not wanted any more because it was done, may have been our doing as well.
    .where((where) =>
      where.or([
        where('state', '=', 'applied'),
        where.and([where('attempts', '>', 0), where('state', 'in', ['already-so', 'withdrawn'])]),
      ]),
    )
    .where('hold_id', 'is', null)
    .groupBy('policy_id')
    .execute()
  const { connections } = await database
    .selectFrom('reaches')
    .innerJoin('repositories', 'repositories.id', 'reaches.repository_id')
    .select(({ fn }) => fn.countAll<string>().as('connections'))
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .where('path', '=', 'app-installation')
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
