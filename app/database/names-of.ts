import { sql } from 'kysely'
import type { AuditEvent } from '../enforcement/audit/event.ts'
import { inScope, inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/**
 * What events name, as it is called now: people by their opaque ids and as `person:` with it, repositories as `repository:17`, tokens as
 * `token:4`, sinks as `sink:2`. The erased are missing.
 */
export async function namesOf(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  events: readonly Pick<AuditEvent, 'actor' | 'subject'>[],
): Promise<ReadonlyMap<string, string>> {
  const subjects = (kind: string): readonly string[] => [
    ...new Set(
      events.flatMap(({ subject }) =>
        subject.startsWith(`${kind}:`) ? [subject.slice(kind.length + 1)] : [],
      ),
    ),
  ]
  const people = [...new Set([...events.flatMap(({ actor }) => actor ?? []), ...subjects('person')])]
  const { rows } = await sql<{ id: string; name: string }>`
    select person_id::text as id, login as name from person_names where person_id = any(${sql.val(people)}::uuid[])
    union all
    select 'person:' || person_id, login from person_names where person_id = any(${sql.val(people)}::uuid[])
    union all
    select 'token:' || id, name from api_tokens
    where id = any(${sql.val(subjects('token'))}::bigint[]) and ${inScope(scope, 'organization_id')}
    union all
    select 'sink:' || id, name from sinks
    where id = any(${sql.val(subjects('sink'))}::bigint[]) and ${inScope(scope, 'organization_id')}
    union all
    select 'repository:' || repositories.id, login || '/' || name
    from repositories join organizations on organizations.id = organization_id
    where repositories.id = any(${sql.val(subjects('repository'))}::bigint[])
      and ${inScopeOfRepository(scope, 'organization_id', 'repositories.id')}`.execute(database)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
