import { sql } from 'kysely'
import type { SweepCoverage } from '../enforcement/coverage.ts'
import type { NamedPerson, RepositoryLine, SweepLine } from '../enforcement/evidence/source.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>
const batch = 1000

/** Every repository that was ever seen of an organization, with those that are gone, in the order of our ids. */
export async function* readEvidenceRepositories(
  { database }: Reading,
  scope: Scope,
  organization: string,
): AsyncGenerator<RepositoryLine> {
  for (let after = '0'; ;) {
    const rows = await database
      .selectFrom('repositories')
      .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
      .selectAll('repositories')
      .select('organizations.login')
      .where('repositories.organization_id', '=', organization)
      .where(inScope(scope, 'repositories.organization_id'))
      .where('repositories.id', '>', after)
      .orderBy('repositories.id')
      .limit(batch)
      .execute()
    for (const row of rows)
      yield {
        id: row.id,
        organization,
        githubId: Number(row.github_id),
        name: `${row.login}/${row.name}`,
        visibility: row.visibility,
        isArchived: row.is_archived,
        firstSeenAt: row.first_seen_at.toISOString(),
        goneAt: row.gone_at?.toISOString() ?? null,
      }
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.id
  }
}

/** Everybody whom the record of these organizations names, as far as their names are not erased. */
export async function readEvidencePeople(
  { database }: Reading,
  organizations: readonly string[],
): Promise<readonly NamedPerson[]> {
  const ids = sql.val([...organizations])
  const { rows } = await sql<{ id: string; github_id: string | null; login: string | null }>`
    select people.id, people.github_id, person_names.login
    from people left join person_names on person_names.person_id = people.id
    where exists (select from audit_events where organization_id = any(${ids}::bigint[]) and actor = people.id)
      or people.id in (select unnest(array[given_by, requested_by]) from approvals
        where organization_id = any(${ids}::bigint[]))
    order by people.id`.execute(database)
  return rows.map(({ id, github_id: githubId, login }) => ({
    id,
    githubId: githubId === null ? null : Number(githubId),
    login,
  }))
}

/** The looks at an organization that a period is about, and the last one before it. */
export async function* readEvidenceSweeps(
  { database }: Reading,
  scope: Scope,
  organization: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): AsyncGenerator<SweepLine> {
  const before = await database
    .selectFrom('sweeps')
    .select('id')
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where('finished_at', 'is not', null)
    .where('started_at', '<', from)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  // A page holds a thousand repositories for each of its rows.
  const few = 20
  for (let after = String(BigInt(before?.id ?? '1') - 1n); ;) {
    const rows = await database
      .selectFrom('sweeps')
      .selectAll()
      .where('organization_id', '=', organization)
      .where(inScope(scope, 'organization_id'))
      .where('started_at', '<', to)
      .where('id', '>', after)
      .orderBy('id')
      .limit(few)
      .execute()
    for (const { id, started_at: startedAt, finished_at: finishedAt, coverage } of rows) {
      // oxlint-disable-next-line no-unsafe-type-assertion -- written by endSweep
      const known = coverage as SweepCoverage | null
      yield {
        id,
        organization,
        startedAt: startedAt.toISOString(),
        finishedAt: finishedAt?.toISOString() ?? null,
        repositories: known?.repositories ?? null,
        read: known?.read ?? null,
        scanned: known?.scanned ?? null,
        notWanted: known?.notWanted ?? null,
        failedCount: known?.failedCount ?? null,
        failed: [...(known?.failed ?? [])],
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < few) return
    after = last.id
  }
}
