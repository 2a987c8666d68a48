import { sql } from 'kysely'
import type { AuditEvent } from '../enforcement/audit/event.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/** What events are about, as it is called now: people by their opaque ids, repositories by `repository:17`. The erased are missing. */
export async function namesOf(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  events: readonly Pick<AuditEvent, 'actor' | 'subject'>[],
): Promise<ReadonlyMap<string, string>> {
  const actors = [...new Set(events.flatMap(({ actor }) => actor ?? []))]
  const repositories = [
    ...new Set(events.flatMap(({ subject }) => /^repository:(\d+)$/.exec(subject)?.[1] ?? [])),
  ]
  const people = await sql<{ id: string; name: string }>`
    select person_id as id, login as name from person_names
    where person_id = any(${sql.val(actors)}::uuid[])`.execute(database)
  const named = await sql<{ id: string; name: string }>`
    select 'repository:' || repositories.id as id, login || '/' || name as name
    from repositories join organizations on organizations.id = organization_id
    where repositories.id = any(${sql.val(repositories)}::bigint[]) and ${inScopeOfRepository(scope, 'organization_id', 'repositories.id')}`.execute(
    database,
  )
  return new Map([...people.rows, ...named.rows].map(({ id, name }) => [id, name]))
}
