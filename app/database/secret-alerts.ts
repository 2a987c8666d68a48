import { sql } from 'kysely'
import type { KnownAlert } from '../enforcement/findings/secret-alerts.ts'
import type { SecretAlert } from '../enforcement/github.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

const batch = 1000

/** Records the whole list of a repository's alerts: those that are not in it any more are forgotten. */
export async function recordSecretAlerts(
  { database }: Unit,
  repository: string,
  alerts: readonly SecretAlert[],
  at: Date,
): Promise<void> {
  const rows = alerts.map(({ number, type, state, resolution, validity, places }) => ({
    repository_id: repository,
    number,
    type,
    state,
    resolution,
    validity,
    places: JSON.stringify(places),
    resolved_at: state === 'resolved' ? at : null,
    read_at: at,
  }))
  for (let from = 0; from < rows.length; from += batch)
    await database
      .insertInto('secret_alerts')
      .values(rows.slice(from, from + batch))
      .onConflict((conflict) =>
        conflict.columns(['repository_id', 'number']).doUpdateSet((row) => ({
          type: row.ref('excluded.type'),
          state: row.ref('excluded.state'),
          resolution: row.ref('excluded.resolution'),
          validity: row.ref('excluded.validity'),
          places: row.ref('excluded.places'),
          // The day on which it was first seen resolved, as long as it is.
          resolved_at: sql<Date | null>`case when excluded.state = 'open' then null
            else coalesce(secret_alerts.resolved_at, excluded.resolved_at) end`,
          read_at: row.ref('excluded.read_at'),
        })),
      )
      .execute()
  await database
    .deleteFrom('secret_alerts')
    .where('repository_id', '=', repository)
    .where('read_at', '<', at)
    .execute()
}

/** The alerts as they were last read, by number. */
export async function readSecretAlerts(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  repository: string,
): Promise<readonly KnownAlert[]> {
  const rows = await database
    .selectFrom('secret_alerts')
    .innerJoin('repositories', 'repositories.id', 'secret_alerts.repository_id')
    .select(['number', 'type', 'state', 'resolution', 'validity', 'places', 'resolved_at'])
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .orderBy('number')
    .execute()
  return rows.map(({ places, resolved_at: resolvedAt, ...row }) => ({
    ...row,
    resolvedAt,
    places,
  }))
}
