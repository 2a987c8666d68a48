import { sql } from 'kysely'
import { dueNotices } from '../../enforcement/requests/notices.ts'
import type { NoticeDays, NotificationRecords } from '../../notifications/records.ts'
import type { Store } from '../store.ts'
import { readOrganization, type Told, withSubjects } from './happened.ts'

type Reading = Pick<Store, 'database'>

const day = 24 * 60 * 60 * 1000
/** Who has not heard it by then does not hear it again. */
const mostReminders = 3
/** An end is told of within a day of it, or not at all. */
const endedMs = day

/** Organizations in which a request or an approval is open, or a review. */
export async function readWithDays({ database }: Reading): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from organizations where removed_at is null and (
      exists (select from access_requests where organization_id = organizations.id and closed_at is null)
      or exists (select from approvals where organization_id = organizations.id and ended_at is null)
      or exists (select from emergency_reviews where organization_id = organizations.id and reviewed_at is null))
    order by id`.execute(database)
  return rows.map(({ id }) => id)
}

/** Days that have come: requests that wait too long, approvals that end or have ended, reviews that are overdue. */
export const readDays =
  (store: Reading): NotificationRecords['days'] =>
  async (id, days, now) => {
    const told = [
      ...(await overdueRequests(store, id, days, now)),
      ...(await endingApprovals(store, id, days, now)),
      ...(await overdueReviews(store, id, now)),
    ]
    return { organization: await readOrganization(store, id), events: await withSubjects(store, told) }
  }

async function overdueRequests(
  { database }: Reading,
  organization: string,
  { remindAfterDays }: NoticeDays,
  now: Date,
): Promise<readonly Told[]> {
  const rows = await database
    .selectFrom('access_requests')
    .select(['id', 'repository_id', 'opened_at', 'issue'])
    .where('organization_id', '=', organization)
    .where('closed_at', 'is', null)
    .where('opened_at', '<=', new Date(now.getTime() - remindAfterDays * day))
    .execute()
  return rows.map(({ id, repository_id: repository, opened_at: openedAt, issue }) => {
    const step = stepAt(openedAt, remindAfterDays, now)
    return {
      kind: 'request.overdue',
      key: `request-overdue:${id}:${step}`,
      at: now,
      subject: `repository:${repository}`,
      data: { request: id, since: openedAt.toISOString() },
      issue,
    }
  })
}

const stepAt = (since: Date, everyDays: number, now: Date): number =>
  Math.min(mostReminders, Math.floor((now.getTime() - since.getTime()) / (everyDays * day)))

async function endingApprovals(
  { database }: Reading,
  organization: string,
  { noticeDays }: NoticeDays,
  now: Date,
): Promise<readonly Told[]> {
  const furthest = new Date(now.getTime() + Math.max(0, ...noticeDays) * day)
  // Of a repository the approval that ends last: who has renewed has nothing to fear of the older one.
  const { rows } = await sql<{
    id: string
    repository: string
    request: string | null
    granted: Date
    ends: Date
  }>`
    select * from (
      select distinct on (repository_id) id, repository_id as repository, request_id as request,
        granted_at as granted, expires_at as ends
      from approvals
      where organization_id = ${organization} and kind = 'approval' and ended_at is null
      order by repository_id, expires_at desc, id desc) last
    where ends > ${new Date(now.getTime() - endedMs)} and ends <= ${furthest}`.execute(database)
  return rows.flatMap(({ id, repository, request, granted, ends }) => {
    const [nearest] = dueNotices({ grantedAt: granted, endsAt: ends, told: [] }, noticeDays, now)
    const isOver = ends <= now
    if (!isOver && nearest === undefined) return []
    return [
      {
        kind: isOver ? 'approval.expired' : 'approval.expiring',
        key: isOver ? `approval-expired:${id}` : `approval-expiring:${id}:${nearest}`,
        at: now,
        subject: `repository:${repository}`,
        data: { approval: id, until: ends.toISOString() },
        request: request ?? undefined,
      },
    ]
  })
}

async function overdueReviews(
  { database }: Reading,
  organization: string,
  now: Date,
): Promise<readonly Told[]> {
  const rows = await database
    .selectFrom('emergency_reviews')
    .select(['approval_id', 'repository_id', 'due_at', 'issue'])
    .where('organization_id', '=', organization)
    .where('reviewed_at', 'is', null)
    .where('due_at', '<=', now)
    .execute()
  return rows.map(({ approval_id: approval, repository_id: repository, due_at: dueAt, issue }) => ({
    kind: 'emergency.review-overdue',
    key: `review-overdue:${approval}:${stepAt(dueAt, 1, now)}`,
    at: now,
    subject: `repository:${repository}`,
    data: { approval, since: dueAt.toISOString() },
    issue,
  }))
}
