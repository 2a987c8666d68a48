import { sql } from 'kysely'
import type { InstallationFact } from '../enforcement/inventory/facts.ts'
import { createFactsReader } from './organizations.ts'
import type { Store } from './store.ts'

/** What a restored database knew of connections before anything was read again. */
export interface KnownBefore {
  /** When that was, as an ISO 8601 instant. */
  readonly at: string
  readonly installations: readonly {
    readonly installation: number
    /** GitHub's numeric ids of the repositories that were on it. */
    readonly repositories: readonly number[]
  }[]
}

type Reading = Pick<Store, 'database'>

/**
 * What is known of connections now. To be kept where a database proves to be older than what was recorded, before anything is read: what
 * Gatehouse was about to give back when the backup was made is known from nothing else.
 */
export async function readKnownBefore(store: Reading, organization: string, at: Date): Promise<KnownBefore> {
  const installations = await readInstallations(store, organization)
  const all = installations.some(({ selection }) => selection === 'all')
    ? await readThere(store, organization)
    : []
  return {
    at: at.toISOString(),
    installations: installations.flatMap(({ id, selection, repositories }) => {
      if (selection === 'all') return [{ installation: id, repositories: all }]
      return repositories.known ? [{ installation: id, repositories: [...repositories.value] }] : []
    }),
  }
}

/** Of what was known, that which is not so any more; undefined: nothing. What cannot be read now may be gone. */
export async function readStillLost(
  store: Reading,
  organization: string,
  before: KnownBefore,
): Promise<KnownBefore | undefined> {
  const now = new Map((await readInstallations(store, organization)).map((one) => [one.id, one]))
  const installations = before.installations.flatMap(({ installation, repositories }) => {
    const found = now.get(installation)
    if (!found || found.selection === 'all') return []
    const there = found.repositories.known ? found.repositories.value : new Set<number>()
    const lost = repositories.filter((id) => !there.has(id))
    return lost.length === 0 ? [] : [{ installation, repositories: lost }]
  })
  return installations.length === 0 ? undefined : { at: before.at, installations }
}

/** Whether GitHub was read since an instant, and each repository decided about, as far as nothing keeps it from being. */
export async function isReadSince({ database }: Reading, organization: string, at: Date): Promise<boolean> {
  const row = await database
    .selectFrom('organizations')
    .select('facts_at')
    .where('id', '=', organization)
    .executeTakeFirst()
  if (row?.facts_at == null || row.facts_at <= at) return false
  const left = await database
    .selectFrom('repositories')
    .innerJoin('work', (join) => join.on(sql<boolean>`work.key = 'repository:' || repositories.id`))
    .select('repositories.id')
    .where('repositories.organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .where((where) => where.or([where('reconciled_at', 'is', null), where('reconciled_at', '<=', at)]))
    .whereRef('done', '<', 'wanted')
    .where('attempts', '=', 0)
    .limit(1)
    .executeTakeFirst()
  return left === undefined
}

/** Installations on which a repository was, and to which nobody of ours has given it since. */
export async function readLostByRestore(
  { database }: Reading,
  repository: string,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ installation: string }>`
    select one->>'installation' as installation
    from repositories
    join acceptances on acceptances.organization_id = repositories.organization_id and known_before is not null
    cross join jsonb_array_elements(known_before->'installations') as one
    where repositories.id = ${repository}
      and one->'repositories' @> to_jsonb(repositories.github_id)
      and not exists (
        select from effects
        where effects.repository_id = repositories.id and effects.kind = 'connect'
          and effects.action->'installation' = one->'installation'
          and effects.state in ('applied', 'already-so')
          and effects.finished_at > (known_before->>'at')::timestamptz)`.execute(database)
  return new Set(rows.map(({ installation }) => Number(installation)))
}

async function readInstallations(store: Reading, organization: string): Promise<readonly InstallationFact[]> {
  const facts = await createFactsReader(store)(organization)
  return facts?.reach.installations.known === true ? facts.reach.installations.value : []
}

async function readThere({ database }: Reading, organization: string): Promise<readonly number[]> {
  const rows = await database
    .selectFrom('repositories')
    .select('github_id')
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ github_id: id }) => Number(id))
}
