import { sql } from 'kysely'
import type { OwnCheckState } from '../enforcement/organization-findings/check.ts'
import type { Store } from './store.ts'

/** How sure it is that our check is ours where it is required. @param since from when imitations are counted */
export async function readOwnCheck(
  { database }: Pick<Store, 'database'>,
  organization: string,
  since: Date,
): Promise<OwnCheckState> {
  const { rows } = await sql<{ ofAnybody: number; imitated: number }>`
    select (
      select count(*)::int from decisions
      join repositories on repositories.id = decisions.repository_id
      where repositories.organization_id = ${organization} and gone_at is null
        and facts #>> '{branchProtection,value,ownCheck}' = 'of-anybody'
    ) as "ofAnybody", (
      select count(*)::int from audit_events
      where organization_id = ${organization} and kind = 'check.imitated' and at > ${since}
    ) as imitated`.execute(database)
  return rows[0]!
}
