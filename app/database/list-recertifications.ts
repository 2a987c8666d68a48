import { type RawBuilder, sql } from 'kysely'
import type { ItemState } from '../enforcement/recertification/recertification.ts'
import {
  type ItemCounts,
  type ItemPage,
  type ItemQuery,
  itemStates,
  type RecertificationRow,
  type RecertificationRowPage,
  type RecertificationQuery,
  type ReviewAccount,
} from '../enforcement/reading/recertification-list.ts'
import { inScope, inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** What somebody may answer, whether they see its repositories or not. By our ids of organizations. */
export interface ReviewReader {
  /** In which they own Gatehouse. */
  readonly owned: readonly string[]
  /** What they are there of those who are asked, as reviewers are written: `acme/security`, `@ada`. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

interface Row {
  readonly id: string
  readonly organization_id: string
  readonly organization: string
  readonly host: string
  readonly opened_at: Date
  readonly opener: string | null
  readonly due_days: number
  readonly closed_at: Date | null
}

/** Recertifications in which whoever asks sees a repository or may answer, the newest first. */
export async function listRecertifications(
  store: Reading,
  scope: Scope,
  reader: ReviewReader,
  { organization, state, limit, after }: RecertificationQuery,
): Promise<RecertificationRowPage> {
  const conditions = [
    organization !== undefined && sql`recertifications.organization_id = ${organization}`,
    state !== undefined && sql`recertifications.closed_at is ${sql.raw(state === 'open' ? '' : 'not')} null`,
    after !== undefined && sql`recertifications.id < ${after}`,
  ].filter((one) => one !== false)
  const rows = await readRows(store, scope, reader, { conditions, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  return {
    rows: await toAccounts(store, scope, reader, shown),
    next: rows.length > limit ? shown.at(-1)?.id : undefined,
  }
}

/** One recertification in which whoever asks sees a repository or may answer. */
export async function readRecertificationRow(
  store: Reading,
  scope: Scope,
  reader: ReviewReader,
  recertification: string,
): Promise<RecertificationRow | undefined> {
  const conditions = [sql`recertifications.id = ${recertification}`]
  const rows = await readRows(store, scope, reader, { conditions, limit: 1 })
  return (await toAccounts(store, scope, reader, rows))[0]
}

/** Who is asked in the newest recertifications, by our ids of their organizations. */
export async function readNewestReviewers(
  { database }: Reading,
  organizations: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ organization: string; names: readonly string[] }>`
    select reviews.organization_id as organization, array_agg(distinct one.name) as names
    from recertification_reviews reviews, jsonb_array_elements_text(reviews.reviewers) one(name)
    where recertification_id in (select max(id) from recertifications
      where organization_id = any(${sql.val([...organizations])}::bigint[]) group by organization_id)
    group by 1`.execute(database)
  return new Map(rows.map(({ organization, names }) => [organization, names]))
}

async function readRows(
  { database }: Reading,
  scope: Scope,
  reader: ReviewReader,
  { conditions, limit }: { readonly conditions: readonly RawBuilder<unknown>[]; readonly limit: number },
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select recertifications.id, recertifications.organization_id, organizations.login as organization,
      hosts.name as host, opened_at, opener.login as opener, due_days, closed_at
    from recertifications
    join organizations on organizations.id = recertifications.organization_id
    join hosts on hosts.id = organizations.host_id
    left join person_names opener on opener.person_id = recertifications.opened_by
    where organizations.removed_at is null and ${sql.join([isSeen(scope, reader), ...conditions], sql` and `)}
    order by recertifications.id desc limit ${limit}`.execute(database)
  return rows
}

/** It is of an organization that they see wholly, or asks about a repository that they see, or asks them. */
const isSeen = (scope: Scope, reader: ReviewReader): RawBuilder<unknown> =>
  sql`(${inScope(scope, 'recertifications.organization_id')} or exists (
    select from recertification_reviews asked
    join recertification_items on recertification_items.review_id = asked.id
    where asked.recertification_id = recertifications.id
      and (${inScopeOfRepository(scope, 'asked.organization_id', 'recertification_items.repository_id')}
        or ${isTheirs(reader, 'asked')})))`

/** They may answer it. Who owns Gatehouse may answer every one. @param table of a review */
function isTheirs({ owned, names }: ReviewReader, table: string): RawBuilder<boolean> {
  const organization = sql.ref(`${table}.organization_id`)
  const pairs = [...names].flatMap(([id, all]) => all.map((name) => [id, name] as const))
  return sql<boolean>`(${organization} = any(${sql.val([...owned])}::bigint[]) or exists (
    select from unnest(${sql.val(pairs.map(([id]) => id))}::bigint[], ${sql.val(pairs.map(([, name]) => name))}::text[]) mine(id, name)
    where mine.id = ${organization} and ${sql.ref(`${table}.reviewers`)} ? mine.name))`
}

interface CountedReview {
  readonly id: string
  readonly recertification_id: string
  readonly reviewers: readonly string[]
  readonly issue: number | null
  readonly asked_at: Date | null
  readonly overdue_at: Date | null
  readonly counts: Partial<Record<ItemState, number>> | null
}

async function toAccounts(
  { database }: Reading,
  scope: Scope,
  reader: ReviewReader,
  rows: readonly Row[],
): Promise<readonly RecertificationRow[]> {
  const { rows: reviews } = await sql<CountedReview>`
    select reviews.id, reviews.recertification_id, reviews.reviewers, reviews.issue, reviews.asked_at,
      reviews.overdue_at, counted.counts
    from recertification_reviews reviews
    cross join lateral (
      select jsonb_object_agg(of_state.state, of_state.count) as counts from (
        select items.state, count(*) from recertification_items items
        where items.review_id = reviews.id and (${isTheirs(reader, 'reviews')}
          or ${inScopeOfRepository(scope, 'reviews.organization_id', 'items.repository_id')})
        group by items.state) of_state) counted
    where reviews.recertification_id = any(${sql.val(rows.map(({ id }) => id))}::bigint[])
      and (counted.counts is not null or ${inScope(scope, 'reviews.organization_id')})
    order by reviews.id`.execute(database)
  return rows.map((row) => ({
    id: row.id,
    organization: { id: row.organization_id, login: row.organization, host: row.host },
    openedAt: row.opened_at,
    openedBy: row.opener,
    dueDays: row.due_days,
    closedAt: row.closed_at,
    reviews: reviews.filter((one) => one.recertification_id === row.id).map(toReview),
  }))
}

const toReview = (row: CountedReview): ReviewAccount => ({
  id: row.id,
  reviewers: row.reviewers,
  issue: row.issue,
  askedAt: row.asked_at,
  overdueAt: row.overdue_at,
  counts: countsOf(row.counts ?? {}),
})

const countsOf = (counts: Partial<Record<ItemState, number>>): ItemCounts => {
  const of = (state: ItemState): number => counts[state] ?? 0
  return {
    open: of('open'),
    kept: of('kept'),
    dropped: of('dropped'),
    renewed: of('renewed'),
    over: of('over'),
    lapsed: of('lapsed'),
  }
}

interface ItemRow {
  readonly review_id: string
  readonly number: number
  readonly repository_id: string
  readonly repository: string
  readonly isSeen: boolean
  readonly issue: number | null
  readonly state: ItemState
  readonly answerer: string | null
  readonly answered_at: Date | null
}

/** What is asked in a recertification of repositories that whoever asks sees, or is asked about, in the order of its issues. */
export async function listRecertificationItems(
  { database }: Reading,
  scope: Scope,
  reader: ReviewReader,
  { recertification, states = itemStates, limit, after }: ItemQuery,
): Promise<ItemPage> {
  const isSeen = inScopeOfRepository(scope, 'reviews.organization_id', 'items.repository_id')
  const { rows } = await sql<ItemRow>`
    select items.review_id, items.number, items.repository_id, repositories.name as repository,
      ${isSeen} as "isSeen", items.state, answerer.login as answerer, items.answered_at,
      (select issue from access_requests as request where request.repository_id = items.repository_id
        and request.state = 'approved' and issue is not null order by id desc limit 1) as issue
    from recertification_items items
    join recertification_reviews reviews on reviews.id = items.review_id
    join organizations on organizations.id = reviews.organization_id
    join repositories on repositories.id = items.repository_id
    left join person_names answerer on answerer.person_id = items.answered_by
    where reviews.recertification_id = ${recertification} and organizations.removed_at is null
      and (${isSeen} or ${isTheirs(reader, 'reviews')})
      and items.state = any(${sql.val([...states])}::text[])
      and ${after ? sql`(items.review_id, items.number) > (${after[0]}::bigint, ${after[1]}::integer)` : sql`true`}
    order by items.review_id, items.number limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map((row) => ({
      review: row.review_id,
      number: row.number,
      repository: row.isSeen ? { id: row.repository_id, name: row.repository } : null,
      issue: row.issue,
      state: row.state,
      answeredBy: row.answerer,
      answeredAt: row.answered_at,
    })),
    next: last && [last.review_id, String(last.number)],
  }
}
