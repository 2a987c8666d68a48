import { type Selectable, sql } from 'kysely'
import type {
  EmergencyReview,
  ReviewRecorder,
  ReviewRecords,
} from '../enforcement/reviews/emergency-review.ts'
import type { EmergencyReviewsTable } from './schema.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What is read of emergencies that are to be reviewed, by Gatehouse itself. */
export const reviewRecords = ({ database }: Reading): ReviewRecords => ({
  open: async (organization) => {
    const rows = await database
      .selectFrom('emergency_reviews')
      .selectAll()
      .where('organization_id', '=', organization)
      .where('reviewed_at', 'is', null)
      .orderBy('approval_id')
      .execute()
    return rows.map(reviewOf)
  },
  of: async (approval) => {
    const row = await database
      .selectFrom('emergency_reviews')
      .selectAll()
      .where('approval_id', '=', approval)
      .executeTakeFirst()
    return row && reviewOf(row)
  },
  ofIssue: async (organization, issue) => {
    const row = await database
      .selectFrom('emergency_reviews')
      .selectAll()
      .where('organization_id', '=', organization)
      .where('issue', '=', issue)
      .executeTakeFirst()
    return row && reviewOf(row)
  },
})

const reviewOf = (row: Selectable<EmergencyReviewsTable>): EmergencyReview => ({
  approval: row.approval_id,
  repository: row.repository_id,
  usedBy: row.used_by,
  dueAt: row.due_at,
  issue: row.issue,
  remindedAt: row.reminded_at,
  reviewedAt: row.reviewed_at,
})

/** What one transaction writes of them. */
export const reviewRecorder = ({ database }: Unit): ReviewRecorder => ({
  open: async ({ organization, approval, repository, usedBy, dueAt }) => {
    await database
      .insertInto('emergency_reviews')
      .values({
        approval_id: approval,
        organization_id: organization,
        repository_id: repository,
        used_by: usedBy,
        due_at: dueAt,
        issue: null,
        reminded_at: null,
        reviewed_at: null,
        reviewed_by: null,
        words: null,
      })
      .execute()
  },
  issue: async (approval, issue) => {
    await database
      .updateTable('emergency_reviews')
      .set({ issue })
      .where('approval_id', '=', approval)
      .execute()
  },
  reminded: async (approval, at) => {
    await database
      .updateTable('emergency_reviews')
      .set({ reminded_at: at })
      .where('approval_id', '=', approval)
      .execute()
  },
  reviewed: async (approval, by, words, at) => {
    const { numUpdatedRows } = await database
      .updateTable('emergency_reviews')
      .set({ reviewed_at: at, reviewed_by: by, words })
      .where('approval_id', '=', approval)
      .where('reviewed_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
})

/** A review as a list shows it. */
export interface ListedReview {
  /** Without the owner. */
  readonly repository: string
  readonly dueAt: Date
  readonly issue: number | null
  readonly isOverdue: boolean
}

/** Emergencies that nobody has reviewed, the oldest first. */
export async function listReviews(
  { database }: Reading,
  scope: Scope,
  organization: string,
  now: Date,
): Promise<readonly ListedReview[]> {
  const rows = await database
    .selectFrom('emergency_reviews')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .select(['name', 'due_at', 'issue'])
    .where('emergency_reviews.organization_id', '=', organization)
    .where(inScope(scope, 'emergency_reviews.organization_id'))
    .where('reviewed_at', 'is', null)
    .orderBy('due_at')
    .execute()
  return rows.map(({ name, due_at: dueAt, issue }) => ({
    repository: name,
    dueAt,
    issue,
    isOverdue: dueAt <= now,
  }))
}

/** How many are overdue, by organization, for the metrics. */
export async function countOverdueReviews({ database }: Reading, now: Date) {
  const { rows } = await sql<{ host: string; organization: string; count: string }>`
    select hosts.name as host, login as organization,
      (select count(*) from emergency_reviews where emergency_reviews.organization_id = organizations.id
        and reviewed_at is null and due_at <= ${now}) as count
    from organizations join hosts on hosts.id = host_id
    where removed_at is null and installation_id is not null order by hosts.name, login`.execute(database)
  return rows.map(({ count, ...labels }) => ({ labels, value: Number(count) }))
}
