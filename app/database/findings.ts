import { type Selectable, sql } from 'kysely'
import type { FindingChanges } from '../enforcement/findings/finding-changes.ts'
import type { RecordedChange } from '../enforcement/findings/finding-events.ts'
import { keyOfFinding, type KnownFinding } from '../enforcement/findings/known-finding.ts'
import type { Finding } from '../../scanner/engine/finding.ts'
import type { FindingsTable } from './schema.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

const batch = 500

/**
 * Records what a scan, or a new look at what people say, changes. @returns the changes with the ids of their findings
 * @param repository our id
 */
export async function recordFindings(
  { database }: Unit,
  repository: string,
  { findings, changes }: FindingChanges,
): Promise<readonly RecordedChange[]> {
  const ids = new Map<string, string>()
  for (let from = 0; from < findings.length; from += batch) {
    const rows = await database
      .insertInto('findings')
      .values(findings.slice(from, from + batch).map((finding) => toRow(repository, finding)))
      .onConflict((conflict) =>
        conflict.expression(sql`repository_id, rule, fingerprint, md5(path), source`).doUpdateSet((row) => ({
          state: row.ref('excluded.state'),
          why: row.ref('excluded.why'),
          rotated: row.ref('excluded.rotated'),
          changed_at: row.ref('excluded.changed_at'),
          last_seen_at: row.ref('excluded.last_seen_at'),
          places: row.ref('excluded.places'),
        })),
      )
      .returning(['id', 'rule', 'fingerprint', 'path'])
      .execute()
    for (const row of rows) ids.set(keyOfFinding(row), row.id)
  }
  return changes.map((change) => ({ ...change, id: ids.get(keyOfFinding(change.after))! }))
}

function toRow(repository: string, finding: KnownFinding) {
  const { rule, fingerprint, path, source, state, why, rotated, places } = finding
  return {
    repository_id: repository,
    rule,
    fingerprint,
    path,
    source,
    state,
    why,
    rotated: rotated && JSON.stringify(rotated),
    first_seen_at: finding.firstSeenAt,
    changed_at: finding.changedAt,
    last_seen_at: finding.lastSeenAt,
    places: JSON.stringify(places),
  }
}

/** Every finding that a repository ever had, those that are gone too, in the order in which they were first recorded. */
export async function readFindings(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<readonly (KnownFinding & { readonly id: string })[]> {
  const rows = await database
    .selectFrom('findings')
    .innerJoin('repositories', 'repositories.id', 'findings.repository_id')
    .selectAll('findings')
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .orderBy('findings.id')
    .execute()
  return rows.map(({ id, ...row }) => ({ id, ...toFinding(row) }))
}

/**
 * The findings that a decision looks at, with all that is there: what is gone is left out. They are to be assessed anew, because
 * what people say of them changes by itself as time goes by.
 */
export async function readPresentFindings(
  store: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<readonly Finding[]> {
  const findings = await readFindings(store, scope, repository)
  return findings
    .filter(({ state, source }) => state !== 'gone' && source === 'scan')
    .flatMap(({ places }) => places)
}

function toFinding(row: Omit<Selectable<FindingsTable>, 'id'>): KnownFinding {
  const { rule, fingerprint, path, source, state, why, rotated, places } = row
  return {
    rule,
    fingerprint,
    path,
    source,
    state,
    why,
    rotated,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    lastSeenAt: row.last_seen_at,
    places,
  }
}
