import { sql } from 'kysely'
import { changesIn, type ReachChange, type UnwatchedReach } from '../enforcement/inventory/reach-changes.ts'
import { type ReachCount, reachStrength } from '../enforcement/inventory/reach-bounds.ts'
import type { Reach } from '../enforcement/inventory/reach.ts'
import { recordIntervals } from './reach-intervals.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Records what was read of one repository's paths. @returns what is another state than before */
export async function recordReach(
  { database }: Pick<Unit, 'database'>,
  repository: string,
  reaches: readonly Reach[],
  at: Date,
): Promise<readonly ReachChange[]> {
  if (reaches.length === 0) return []
  const before = await noteRead(database, repository, reaches, at)
  const known = new Map(before.map((row) => [pathOf(row), textOf(row)]))
  const changed = reaches.filter((one) => known.get(pathOf(one)) !== textOf(one))
  if (changed.length > 0) await writeReaches(database, repository, changed, at)
  const changes = changesIn(before, reaches)
  await recordIntervals({ database }, repository, changes, at)
  return changes
}

/**
 * Forgets the paths of assistants that are not governed any more, which would stay for ever as they were last read. Their intervals
 * stay open: that nobody looks is no end of what somebody could read.
 * @param governed ids of the assistants that are
 */
export async function forgetUnwatched(
  { database }: Pick<Unit, 'database'>,
  repository: string,
  governed: readonly string[],
): Promise<readonly UnwatchedReach[]> {
  const rows = await database
    .deleteFrom('reaches')
    .where('repository_id', '=', repository)
    .where(sql<boolean>`assistant <> all(${sql.val([...governed])}::text[])`)
    .returning(['assistant', 'path', 'state'])
    .execute()
  return rows
    .map(({ assistant, path, state }) => ({ assistant, path, before: state }))
    .toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
}

const pathOf = ({ assistant, path }: Pick<Reach, 'assistant' | 'path'>): string => `${assistant} ${path}`

/** Everything that may change, as a text that compares. */
const textOf = ({ state, control, evidence, why }: Compared): string =>
  JSON.stringify([state, control, evidence, why ?? null])
type Compared = Pick<Reach, 'state' | 'control' | 'evidence'> & { readonly why?: string | null }

/** Most of the time the paths are as they were: one statement says so, and tells what they were. */
async function noteRead(
  database: Unit['database'],
  repository: string,
  reaches: readonly Reach[],
  at: Date,
): Promise<readonly (Compared & Pick<Reach, 'assistant' | 'path'>)[]> {
  const assistants = sql.val(reaches.map(({ assistant }) => assistant))
  const paths = sql.val(reaches.map(({ path }) => path))
  return database
    .updateTable('reaches')
    .set({ read_at: at })
    .where('repository_id', '=', repository)
    .where(sql<boolean>`(assistant, path) in (select * from unnest(${assistants}::text[], ${paths}::text[]))`)
    .returning(['assistant', 'path', 'state', 'control', 'evidence', 'why'])
    .execute()
}

async function writeReaches(
  database: Unit['database'],
  repository: string,
  reaches: readonly Reach[],
  at: Date,
): Promise<void> {
  await database
    .insertInto('reaches')
    .values(
      reaches.map(({ assistant, path, state, control, evidence, why }) => ({
        repository_id: repository,
        assistant,
        path,
        state,
        control,
        evidence: JSON.stringify(evidence),
        why: why ?? null,
        since: at,
        read_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['repository_id', 'assistant', 'path']).doUpdateSet((row) => ({
        state: row.ref('excluded.state'),
        control: row.ref('excluded.control'),
        evidence: row.ref('excluded.evidence'),
        why: row.ref('excluded.why'),
        since: sql<Date>`case when reaches.state = excluded.state then reaches.since else excluded.since end`,
        read_at: row.ref('excluded.read_at'),
      })),
    )
    .execute()
}

/** A path into a repository as it was last read. */
export interface KnownReach {
  readonly repository: string
  readonly assistant: string
  readonly path: Reach['path']
  readonly state: Reach['state']
  /** Since when it is in this state. */
  readonly since: Date
  readonly readAt: Date
}

/** Every path that was read into the repositories of an organization that are still there. */
export async function readReaches(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly KnownReach[]> {
  const rows = await database
    .selectFrom('reaches')
    .innerJoin('repositories', 'repositories.id', 'reaches.repository_id')
    .select(['repositories.name', 'assistant', 'path', 'state', 'since', 'read_at'])
    .where('repositories.organization_id', '=', organization)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .where('repositories.gone_at', 'is', null)
    .orderBy('repositories.name')
    .execute()
  return rows.map(({ name, read_at: readAt, ...row }) => ({ repository: name, readAt, ...row }))
}

/**
 * How many repositories of an organization that are there each assistant reaches, each by the strongest of its paths. Counted
 * by the database: 50,000 repositories have 600,000 paths.
 */
export async function countReaches(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly ReachCount[]> {
  const { rows } = await sql<{ assistant: string; strength: number; repositories: string }>`
    select assistant, strength, count(*) as repositories from (
      select assistant, max(array_position(${sql.val([...reachStrength])}::text[], state)) as strength
      from reaches join repositories on repositories.id = repository_id
      where organization_id = ${organization} and gone_at is null
      group by assistant, repository_id
    ) as strongest group by assistant, strength order by assistant, strength`.execute(database)
  return rows.map(({ assistant, strength, repositories }) => ({
    assistant,
    // PostgreSQL counts from one.
    state: reachStrength[strength - 1]!,
    repositories: Number(repositories),
  }))
}
