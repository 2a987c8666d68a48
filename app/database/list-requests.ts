import type { AccessRequest } from '../enforcement/requests/access-request.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** A request as a list shows it. */
export interface ListedRequest {
  readonly id: string
  /** Without the owner. */
  readonly repository: string
  readonly state: AccessRequest['state']
  /** Login; null: erased. */
  readonly requestedBy: string | null
  readonly issue: number | null
  readonly openedAt: Date
  /** When the last of its approvals in force ends; null: none is. */
  readonly approvedUntil: Date | null
}

/** Requests that are open, and those that were approved and are in force; newest first. */
export async function listRequests(
  { database }: Reading,
  scope: Scope,
  organization: string,
  now: Date,
): Promise<readonly ListedRequest[]> {
  const rows = await database
    .selectFrom('access_requests')
    .innerJoin('repositories', 'repositories.id', 'access_requests.repository_id')
    .leftJoin('person_names', 'person_names.person_id', 'access_requests.requested_by')
    .select(['access_requests.id', 'repositories.name', 'state', 'person_names.login', 'issue', 'opened_at'])
    .select((query) =>
      query
        .selectFrom('approvals')
        .select(({ fn }) => fn.max('expires_at').as('until'))
        .whereRef('request_id', '=', 'access_requests.id')
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now)
        .as('until'),
    )
    .where('access_requests.organization_id', '=', organization)
    .where(inScopeOfRepository(scope, 'access_requests.organization_id', 'access_requests.repository_id'))
    .orderBy('access_requests.id', 'desc')
    .execute()
  return rows
    .map((row) => ({
      id: row.id,
      repository: row.name,
      state: row.state,
      requestedBy: row.login,
      issue: row.issue,
      openedAt: row.opened_at,
      approvedUntil: row.until,
    }))
    .filter(({ state, approvedUntil }) => state === 'open' || approvedUntil !== null)
}

/** Organizations in which something of this is open or in force, so that its time may come. @returns our ids */
export async function readOrganizationsWithRequests(
  { database }: Reading,
  now: Date,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('organizations')
    .select('id')
    .where('removed_at', 'is', null)
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('approvals')
            .select('approvals.id')
            .whereRef('approvals.organization_id', '=', 'organizations.id')
            .where('ended_at', 'is', null)
            .where('expires_at', '>', now),
        ),
        where.exists(
          where
            .selectFrom('exceptions')
            .select('exceptions.id')
            .whereRef('exceptions.organization_id', '=', 'organizations.id')
            .where('ended_at', 'is', null)
            .where('expires_at', '>', now),
        ),
        where.exists(
          where
            .selectFrom('recertifications')
            .select('recertifications.id')
            .whereRef('recertifications.organization_id', '=', 'organizations.id')
            .where('closed_at', 'is', null),
        ),
        where.exists(
          where
            .selectFrom('emergency_reviews')
            .select('approval_id')
            .whereRef('emergency_reviews.organization_id', '=', 'organizations.id')
            .where('reviewed_at', 'is', null),
        ),
        where.exists(
          where
            .selectFrom('access_requests')
            .select('access_requests.id')
            .whereRef('access_requests.organization_id', '=', 'organizations.id')
            .where('closed_at', 'is', null),
        ),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}
