import { sql } from 'kysely'
import type {
  Candidate,
  ItemState,
  RecertificationRecorder,
  RecertificationRecords,
  Review,
} from '../enforcement/recertification/recertification.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What is read of recertifications, by Gatehouse itself. */
export const recertificationRecords = (store: Reading): RecertificationRecords => ({
  open: async (organization) => {
    const row = await store.database
      .selectFrom('recertifications')
      .select('id')
      .where('organization_id', '=', organization)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    return row?.id
  },
  lastOpenedAt: async (organization) => {
    const row = await store.database
      .selectFrom('recertifications')
      .select('opened_at')
      .where('organization_id', '=', organization)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.opened_at
  },
  candidates: (organization, now) => readCandidates(store, organization, now),
  reviews: async (recertification, now) => {
    const ids = await reviewIds(store).where('recertification_id', '=', recertification).execute()
    return readReviews(store, ids, now)
  },
  review: async (id, now) => (await readReviews(store, [{ id }], now))[0],
  ofIssue: async (organization, issue, now) => {
    const ids = await reviewIds(store)
      .innerJoin('recertifications', 'recertifications.id', 'recertification_id')
      .where('recertification_reviews.organization_id', '=', organization)
      .where('issue', '=', issue)
      .where('closed_at', 'is', null)
      .execute()
    return (await readReviews(store, ids, now))[0]
  },
})

const reviewIds = ({ database }: Reading) =>
  database
    .selectFrom('recertification_reviews')
    .select('recertification_reviews.id')
    .orderBy('recertification_reviews.id')

/** Repositories that are there and have an approval in force. */
async function readCandidates(
  { database }: Reading,
  organization: string,
  now: Date,
): Promise<readonly Candidate[]> {
  const rows = await database
    .selectFrom('approvals')
    .innerJoin('repositories', 'repositories.id', 'approvals.repository_id')
    .leftJoin('decisions', 'decisions.repository_id', 'repositories.id')
    .select(['repositories.id', 'decisions.group_name', 'decisions.owners'])
    .select(({ fn }) => fn.min('approvals.granted_at').as('since'))
    .where('approvals.organization_id', '=', organization)
    .where('approvals.kind', '=', 'approval')
    .where('approvals.ended_at', 'is', null)
    .where('approvals.expires_at', '>', now)
    .where('repositories.gone_at', 'is', null)
    .groupBy(['repositories.id', 'decisions.repository_id'])
    .orderBy('repositories.id')
    .execute()
  return rows.map(({ id, group_name: group, owners, since }) => ({ repository: id, group, owners, since }))
}

interface ItemRow {
  readonly review: string
  readonly number: number
  readonly repository: string
  readonly state: ItemState
  readonly isGone: boolean
  readonly issue: number | null
  readonly approvals: readonly string[]
  readonly requestedBy: readonly string[]
  readonly isRenewed: boolean
}

async function readReviews(
  { database }: Reading,
  ids: readonly { readonly id: string }[],
  now: Date,
): Promise<readonly Review[]> {
  const all = ids.map(({ id }) => id)
  const rows = await database
    .selectFrom('recertification_reviews')
    .innerJoin('recertifications', 'recertifications.id', 'recertification_id')
    .selectAll('recertification_reviews')
    .select('due_days')
    .where(sql<boolean>`recertification_reviews.id = any(${sql.val(all)}::bigint[])`)
    .orderBy('recertification_reviews.id')
    .execute()
  const { rows: items } = await sql<ItemRow>`
    select item.review_id::text as review, number, item.repository_id::text as repository, item.state,
      gone_at is not null as "isGone",
      (select issue from access_requests as request where request.repository_id = item.repository_id
        and request.state = 'approved' and issue is not null order by id desc limit 1) as issue,
      coalesce(given.ids, '{}') as approvals, coalesce(given.people, '{}') as "requestedBy",
      exists (select from access_requests as request where request.repository_id = item.repository_id
        and request.state = 'approved' and request.closed_at > recertifications.opened_at) as "isRenewed"
    from recertification_items as item
      join recertification_reviews as review on review.id = item.review_id
      join recertifications on recertifications.id = recertification_id
      join repositories on repositories.id = item.repository_id
      cross join lateral (
        select array_agg(approvals.id::text) as ids, array_agg(distinct requested_by::text) as people
        from approvals where approvals.repository_id = item.repository_id and kind = 'approval'
          and ended_at is null and expires_at > ${now} and granted_at <= recertifications.opened_at) as given
    where item.review_id = any(${sql.val(all)}::bigint[])
    order by item.review_id, number`.execute(database)
  const notices = await database
    .selectFrom('recertification_notices')
    .select(['review_id', 'days'])
    .where(sql<boolean>`review_id = any(${sql.val(all)}::bigint[])`)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    recertification: row.recertification_id,
    reviewers: row.reviewers,
    dueDays: row.due_days,
    issue: row.issue,
    askedAt: row.asked_at,
    overdueAt: row.overdue_at,
    told: notices.filter((one) => one.review_id === row.id).map(({ days }) => days),
    items: items
      .filter(({ review }) => review === row.id)
      .map(({ number, repository, state, isGone, issue, approvals, requestedBy, isRenewed }) => ({
        number,
        repository,
        state,
        issue,
        approvals: isGone ? [] : approvals,
        requestedBy,
        isRenewed,
      })),
  }))
}

/** What one transaction writes of recertifications. */
export const recertificationRecorder = ({ database }: Unit): RecertificationRecorder => ({
  open: async ({ organization, by, dueDays }, at) => {
    const row = await database
      .insertInto('recertifications')
      .values({
        organization_id: organization,
        opened_at: at,
        opened_by: by,
        due_days: dueDays,
        closed_at: null,
      })
      .onConflict((conflict) => conflict.column('organization_id').where('closed_at', 'is', null).doNothing())
      .returning('id')
      .executeTakeFirst()
    return row?.id
  },
  review: async (recertification, organization, { reviewers, repositories }) => {
    const { id } = await database
      .insertInto('recertification_reviews')
      .values({
        organization_id: organization,
        recertification_id: recertification,
        reviewers: JSON.stringify(reviewers),
        issue: null,
        asked_at: null,
        overdue_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await database
      .insertInto('recertification_items')
      .values(
        repositories.map((repository, index) => ({
          review_id: id,
          number: index + 1,
          repository_id: repository,
          state: 'open' as const,
          answered_by: null,
          answered_at: null,
        })),
      )
      .execute()
    return id
  },
  asked: async (review, issue, at) => {
    const { numUpdatedRows } = await database
      .updateTable('recertification_reviews')
      .set({ issue, asked_at: at })
      .where('id', '=', review)
      .where('issue', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  answer: async (review, number, state, by, at) => {
    const { numUpdatedRows } = await database
      .updateTable('recertification_items')
      .set({ state, answered_by: by, answered_at: at })
      .where('review_id', '=', review)
      .where('number', '=', number)
      .where('state', '=', 'open')
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  notice: async (review, days, at) => {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('recertification_notices')
      .values({ review_id: review, days, given_at: at })
      .onConflict((conflict) => conflict.columns(['review_id', 'days']).doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n
  },
  overdue: async (review, at) => {
    const { numUpdatedRows } = await database
      .updateTable('recertification_reviews')
      .set({ overdue_at: at })
      .where('id', '=', review)
      .where('overdue_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  close: async (recertification, at) => {
    const { numUpdatedRows } = await database
      .updateTable('recertifications')
      .set({ closed_at: at })
      .where('id', '=', recertification)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
})
