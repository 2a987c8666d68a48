import { sql } from 'kysely'
import type { ItemState } from '../enforcement/recertification/recertification.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store } from './store.ts'

/** One approval of a recertification as a list shows it. */
export interface ListedItem {
  /** Without the owner. */
  readonly repository: string
  readonly number: number
  readonly state: ItemState
}

/** What the same reviewers are asked. */
export interface ListedReview {
  /** Empty: the Gatehouse owners. */
  readonly reviewers: readonly string[]
  /** null: nobody was asked yet. */
  readonly issue: number | null
  readonly askedAt: Date | null
  /** When their time was over; null: it is not. */
  readonly overdueAt: Date | null
  readonly items: readonly ListedItem[]
}

export interface ListedRecertification {
  readonly openedAt: Date
  readonly dueDays: number
  /** null: it is open. */
  readonly closedAt: Date | null
  readonly reviews: readonly ListedReview[]
}

/** The newest recertification of an organization; undefined: there was none. */
export async function readRecertification(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<ListedRecertification | undefined> {
  const newest = await database
    .selectFrom('recertifications')
    .selectAll()
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest) return undefined
  const reviews = await database
    .selectFrom('recertification_reviews')
    .selectAll()
    .where('recertification_id', '=', newest.id)
    .orderBy('id')
    .execute()
  const items = await database
    .selectFrom('recertification_items')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .select(['review_id', 'name', 'number', 'state'])
    .where(sql<boolean>`review_id = any(${sql.val(reviews.map(({ id }) => id))}::bigint[])`)
    .orderBy('number')
    .execute()
  return {
    openedAt: newest.opened_at,
    dueDays: newest.due_days,
    closedAt: newest.closed_at,
    reviews: reviews.map((review) => ({
      reviewers: review.reviewers,
      issue: review.issue,
      askedAt: review.asked_at,
      overdueAt: review.overdue_at,
      items: items
        .filter((one) => one.review_id === review.id)
        .map(({ name, number, state }) => ({ repository: name, number, state })),
    })),
  }
}
