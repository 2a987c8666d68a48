import { sql } from 'kysely'
import type { Store } from './store.ts'

/**
 * Numbers of the issues in which people are still to answer: open requests, emergencies that nobody has reviewed, approvals that
 * nobody has confirmed.
 */
export async function issuesToAnswer(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly number[]> {
  const { rows } = await sql<{ issue: number }>`
    select issue from access_requests
      where organization_id = ${organization} and state = 'open' and issue is not null
    union select issue from emergency_reviews
      where organization_id = ${organization} and reviewed_at is null and issue is not null
    union select review.issue from recertification_reviews review
      join recertifications on recertifications.id = review.recertification_id
      where review.organization_id = ${organization} and closed_at is null and review.issue is not null
    order by issue`.execute(database)
  return rows.map(({ issue }) => issue)
}
