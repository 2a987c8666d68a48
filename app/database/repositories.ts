import { type RawBuilder, sql } from 'kysely'
import { type Fact, type PropertyValue, unknown } from '../../policies/facts.ts'
import type { Activity, GoneRepositories, KnownRepository, RecordedSnapshot } from '../enforcement/records.ts'
import type { GoneHow } from '../enforcement/hints.ts'
import { readOpenConnections } from './claude/tenant-state.ts'
import { carryMade } from './made-things.ts'
import { withdrawOfGone } from './withdraw-effects.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Rows of one statement: PostgreSQL takes 65,535 values in all. */
const batch = 1000

/**
 * Records repositories as they were just read: new ones are added, known ones follow their names, and what was made in them elsewhere
 * comes along.
 * @returns our ids, in the order of the list
 */
export async function recordSnapshots(
  unit: Unit,
  organization: string,
  found: readonly RecordedSnapshot[],
  at: Date,
): Promise<readonly string[]> {
  const { database } = unit
  const ids = new Map<string, string>()
  const ordered = found.toSorted((one, other) => one.snapshot.githubId - other.snapshot.githubId)
  for (let from = 0; from < ordered.length; from += batch) {
    const rows = await database
      .insertInto('repositories')
      .values(ordered.slice(from, from + batch).map((one) => toRow(organization, one, at)))
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'github_id']).doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          visibility: row.ref('excluded.visibility'),
          is_archived: row.ref('excluded.is_archived'),
          is_fork: row.ref('excluded.is_fork'),
          default_branch: row.ref('excluded.default_branch'),
          last_seen_at: row.ref('excluded.last_seen_at'),
          gone_at: null,
          gone_how: null,
          snapshot: row.ref('excluded.snapshot'),
          properties: sql`coalesce(excluded.properties, repositories.properties)`,
          // Never back: a hint that came while it was read has not been seen by it.
          snapshot_hints: sql<string>`greatest(repositories.snapshot_hints, excluded.snapshot_hints)`,
        })),
      )
      .returning(['id', 'github_id'])
      .execute()
    for (const { id, github_id: githubId } of rows) ids.set(githubId, id)
    await carryMade(
      unit,
      organization,
      rows.map(({ github_id: githubId }) => githubId),
      at,
    )
  }
  return found.flatMap(({ snapshot }) => ids.get(String(snapshot.githubId)) ?? [])
}

/** Locks repositories in the one order in which everybody does who writes several: else two would wait for each other. */
async function lockInOrder({ database }: Unit, which: RawBuilder<boolean>): Promise<void> {
  await sql`select from repositories where ${which} order by organization_id, github_id for no key update`.execute(
    database,
  )
}

const toRow = (organization: string, { snapshot, properties, hints }: RecordedSnapshot, at: Date) => ({
  organization_id: organization,
  github_id: String(snapshot.githubId),
  name: snapshot.name,
  visibility: snapshot.visibility,
  is_archived: snapshot.isArchived,
  is_fork: snapshot.isFork,
  default_branch: snapshot.defaultBranch,
  first_seen_at: at,
  last_seen_at: at,
  gone_at: null,
  snapshot: JSON.stringify(snapshot),
  properties: properties ? JSON.stringify(properties) : null,
  snapshot_hints: hints ?? '0',
})

/**
 * Tells a repository that something in it may have changed: what is known of it is old.
 * @returns our id; undefined where the repository is not known yet
 */
export async function hintRepository(
  { database }: Pick<Store, 'database'>,
  { host, organization, repository }: GitHubIds,
): Promise<string | undefined> {
  const row = await database
    .updateTable('repositories')
    .set({ hints: sql`hints + 1` })
    .where('github_id', '=', String(repository))
    .where('organization_id', 'in', (inner) =>
      inner
        .selectFrom('organizations')
        .select('id')
        .where('host_id', '=', host)
        .where('github_id', '=', String(organization)),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** A webhook tells what became of a repository; whether it is gone is seen by reading. */
export async function recordGoneHow(
  { database }: Pick<Store, 'database'>,
  repository: string,
  how: GoneHow,
): Promise<void> {
  await database.updateTable('repositories').set({ gone_how: how }).where('id', '=', repository).execute()
}

/** The same of repositories by our ids. */
export async function hintRepositories(unit: Unit, repositories: readonly string[]): Promise<void> {
  const which = sql<boolean>`id = any(${sql.val(repositories)}::bigint[])`
  await lockInOrder(unit, which)
  await unit.database
    .updateTable('repositories')
    .set({ hints: sql`hints + 1` })
    .where(which)
    .execute()
}

/** A repository by GitHub's numeric ids; the host's id is our own. */
export interface GitHubIds {
  readonly host: string
  readonly organization: number
  readonly repository: number
}

/** A repository is not there any more, or not for us. Its rows stay: auditors ask. */
export async function recordGone(
  unit: Unit,
  organization: string,
  repository: string,
  at: Date,
): Promise<GoneRepositories> {
  const rows = await unit.database
    .updateTable('repositories')
    .set({ gone_at: at })
    .where('id', '=', repository)
    // The organization's sweep may have recorded it a moment ago.
    .where('gone_at', 'is', null)
    .returning('id')
    .execute()
  return {
    repositories: rows.map(({ id }) => id),
    withdrawn: await withdrawOfGone(unit, organization, [repository], at),
  }
}

/** Those that were last seen before an instant are gone. */
export async function recordGoneSince(unit: Unit, organization: string, at: Date): Promise<GoneRepositories> {
  const which = sql<boolean>`organization_id = ${organization} and gone_at is null and last_seen_at < ${at}`
  await lockInOrder(unit, which)
  const rows = await unit.database
    .updateTable('repositories')
    .set({ gone_at: at })
    .where(which)
    .returning('id')
    .execute()
  const repositories = rows.map(({ id }) => id)
  return { repositories, withdrawn: await withdrawOfGone(unit, organization, repositories, at) }
}

const neverRead: Fact<never> = unknown('the organization was not swept since it appeared')

/** A repository by our id. */
export async function readRepository(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  id: string,
): Promise<KnownRepository | undefined> {
  const row = await database
    .selectFrom('repositories')
    .leftJoin('decisions', 'repository_id', 'repositories.id')
    .selectAll('repositories')
    .select(['owners', 'awaits_reading'])
    .where('repositories.id', '=', id)
    .where(inScopeOfRepository(scope, 'organization_id', 'repositories.id'))
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id,
    organization: row.organization_id,
    githubId: Number(row.github_id),
    name: row.name,
    isGone: row.gone_at !== null,
    snapshot: row.snapshot ?? undefined,
    properties: row.properties ?? neverRead,
    hints: row.hints,
    isStale: BigInt(row.snapshot_hints) < BigInt(row.hints),
    awaitsReading: row.awaits_reading ?? false,
    owners: row.owners ?? undefined,
    workflowEvidence: row.workflow_evidence ?? {},
    activity: await readActivity(database, id),
    atClaude: await readOpenConnections({ database }, id),
  }
}

async function readActivity(database: Store['database'], repository: string): Promise<readonly Activity[]> {
  const rows = await database
    .selectFrom('assistant_activity')
    .select(['assistant', 'kind', 'last_at'])
    .where('repository_id', '=', repository)
    .execute()
  return rows.map(({ assistant, kind, last_at: at }) => ({ assistant, kind, at }))
}

/** Records signs that an assistant worked in a repository; of each kind the last one is kept. */
export async function recordActivity(
  { database }: Pick<Store, 'database'>,
  repository: string,
  seen: readonly Activity[],
): Promise<void> {
  for (const { assistant, kind, at } of seen) {
    await database
      .insertInto('assistant_activity')
      .values({ repository_id: repository, assistant, kind, last_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['repository_id', 'assistant', 'kind'])
          .doUpdateSet({ last_at: sql<Date>`greatest(assistant_activity.last_at, excluded.last_at)` }),
      )
      .execute()
  }
}

/**
 * Repositories of an organization that are there, by GitHub's numeric ids.
 * @param isOthers whether all but those are wanted
 * @returns our ids
 */
export async function readRepositoriesByGitHubId(
  { database }: Pick<Store, 'database'>,
  organization: string,
  githubIds: readonly number[],
  { isOthers = false }: { readonly isOthers?: boolean } = {},
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('repositories')
    .select('id')
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    // One value, however many they are: PostgreSQL takes 65,535.
    .where(sql<boolean>`(github_id = any(${sql.val(githubIds.map(String))}::bigint[])) <> ${isOthers}`)
    .execute()
  return rows.map(({ id }) => id)
}

/** What one custom property of repositories is now, where properties were readable at all. @param values by GitHub's numeric ids */
export async function recordPropertyValues(
  unit: Unit,
  organization: string,
  name: string,
  values: ReadonlyMap<number, PropertyValue>,
): Promise<void> {
  if (values.size === 0) return
  const ids = sql.val([...values.keys()].map(String))
  await lockInOrder(unit, sql`organization_id = ${organization} and github_id = any(${ids}::bigint[])`)
  const read = JSON.stringify([...values].map(([id, value]) => ({ id, value })))
  await sql`
    update repositories set properties = jsonb_set(properties, array['value', ${name}::text], coalesce(read.value, 'null'))
    from jsonb_to_recordset(${read}::jsonb) as read (id bigint, value jsonb)
    where organization_id = ${organization} and github_id = read.id and (properties ->> 'known')::boolean`.execute(
    unit.database,
  )
}
