import { sql } from 'kysely'
import {
  type HistoryPage,
  type HistoryQuery,
  toldOfRepository,
} from '../enforcement/reading/repository-history.ts'
import { eventOf } from './audit-log.ts'
import type { AuditEventsTable } from './schema.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/**
 * Events about one repository, the newest first, for whoever sees it: also for members, who may not read the record of its organization.
 * One that is gone keeps its history. @returns undefined: they see no such repository
 */
export async function readRepositoryHistory(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  { repository, kinds, limit, after }: HistoryQuery,
): Promise<HistoryPage | undefined> {
  const seen = await database
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .select('repositories.organization_id')
    .where('repositories.id', '=', repository)
    .where('organizations.removed_at', 'is', null)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .executeTakeFirst()
  if (!seen) return undefined
  const { rows } = await sql<AuditEventsTable>`
    select * from audit_events
    where organization_id = ${seen.organization_id} and subject = ${`repository:${repository}`}
      and ${kinds ? sql`kind = any(${sql.val([...kinds])}::text[])` : sql`true`}
      and ${after === undefined ? sql`true` : sql`sequence < ${after}`}
    order by sequence desc limit ${limit + 1}`.execute(database)
  const events = rows.slice(0, limit).map((row) => toldOfRepository(eventOf(row)))
  return { events, next: rows.length > limit ? events.at(-1)?.sequence : undefined }
}
