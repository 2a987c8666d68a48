import { type RawBuilder, sql } from 'kysely'
import type { RetentionClass } from '../../enforcement/retention/retention.ts'

/** Where a class of data lies, and which of it may go. SQL is over the table's own name. */
export interface Deletable {
  readonly table: string
  readonly key: string
  readonly type: 'bigint' | 'uuid'
  /** From when on it counts. */
  readonly at: string
  /** What is over at all, whenever that was. */
  readonly over: string
  /** Whose a row is: its own column, or that of its repository, which an index leads to; null: no single organization's. */
  readonly organization: 'own' | 'of-repository' | null
  /** null: it is about no repository */
  readonly repository: string | null
  /** Columns with the people whom a row names: a hold on one of them keeps it. */
  readonly people: readonly string[]
  /** What goes with it, before it. */
  readonly children: readonly { readonly table: string; readonly column: string; readonly kind?: string }[]
}

export const deletable: Readonly<Record<RetentionClass, Deletable>> = {
  findings: {
    table: 'findings',
    key: 'id',
    type: 'bigint',
    at: 'findings.changed_at',
    over: `findings.state = 'gone'`,
    organization: 'of-repository',
    repository: 'findings.repository_id',
    people: [],
    children: [],
  },
  scans: {
    table: 'scans',
    key: 'repository_id',
    type: 'bigint',
    at: '(select r.gone_at from repositories r where r.id = scans.repository_id)',
    over: 'exists (select from repositories r where r.id = scans.repository_id and r.gone_at is not null)',
    organization: 'of-repository',
    repository: 'scans.repository_id',
    people: [],
    children: [{ table: 'secret_alerts', column: 'repository_id' }],
  },
  sweeps: {
    table: 'sweeps',
    key: 'id',
    type: 'bigint',
    at: 'sweeps.finished_at',
    over: `sweeps.finished_at is not null and sweeps.id <> (select last.id from sweeps last
      where last.organization_id = sweeps.organization_id and last.finished_at is not null order by last.id desc limit 1)`,
    organization: 'own',
    repository: null,
    people: [],
    children: [],
  },
  requests: {
    table: 'access_requests',
    key: 'id',
    type: 'bigint',
    at: 'access_requests.closed_at',
    over: `access_requests.closed_at is not null
      and not exists (select from approvals a where a.request_id = access_requests.id)`,
    organization: 'own',
    repository: 'access_requests.repository_id',
    people: ['requested_by', 'closed_by'],
    children: [
      { table: 'request_notices', column: 'request_id' },
      { table: 'request_reminders', column: 'request_id' },
    ],
  },
  approvals: {
    table: 'approvals',
    key: 'id',
    type: 'bigint',
    at: 'coalesce(approvals.ended_at, approvals.expires_at)',
    // A use in an emergency that nobody has reviewed yet is not over.
    over: `(approvals.ended_at is not null or approvals.expires_at < now()) and not exists (
      select from emergency_reviews e where e.approval_id = approvals.id and e.reviewed_at is null)`,
    organization: 'own',
    repository: 'approvals.repository_id',
    people: ['given_by', 'requested_by', 'ended_by'],
    children: [{ table: 'emergency_reviews', column: 'approval_id' }],
  },
  exceptions: {
    table: 'exceptions',
    key: 'id',
    type: 'bigint',
    at: 'coalesce(exceptions.ended_at, exceptions.expires_at)',
    over: '(exceptions.ended_at is not null or exceptions.expires_at < now())',
    organization: 'own',
    repository: 'exceptions.repository_id',
    people: ['given_by', 'ended_by'],
    children: [{ table: 'exception_notices', column: 'exception_id' }],
  },
  verdicts: {
    table: 'verdicts',
    key: 'id',
    type: 'bigint',
    at: 'coalesce(verdicts.ended_at, verdicts.expires_on::timestamptz)',
    over: '(verdicts.ended_at is not null or verdicts.expires_on::timestamptz < now())',
    organization: 'own',
    repository: 'verdicts.repository_id',
    people: ['asked_by', 'given_by', 'ended_by'],
    children: [],
  },
  connections: {
    table: 'reach_intervals',
    key: 'id',
    type: 'bigint',
    at: 'reach_intervals.until_at',
    over: 'reach_intervals.until_at is not null',
    organization: 'of-repository',
    repository: 'reach_intervals.repository_id',
    people: [],
    children: [],
  },
  sessions: {
    table: 'sessions',
    key: 'id',
    type: 'uuid',
    at: 'coalesce(sessions.ended_at, sessions.seen_at)',
    // Longer than any session lasts: see `usualLimits`.
    over: `(sessions.ended_at is not null or sessions.signed_in_at < now() - interval '8 days')`,
    organization: null,
    repository: null,
    people: ['person_id'],
    children: [{ table: 'sealed_values', column: 'owner', kind: 'person-tokens' }],
  },
}

/**
 * The condition on rows of a class that have been kept long enough and are under no legal hold.
 * @param organization ours; undefined where the class belongs to none: then any hold on a whole organization keeps it
 */
export function deletableRows(
  { table, at, over, organization: whose, repository, people }: Deletable,
  organization: string | undefined,
  before: Date,
): RawBuilder<boolean> {
  const covers = [
    sql`(h.repository_id is null and h.person_id is null)`,
    ...(repository === null ? [] : [sql`h.repository_id = ${sql.raw(repository)}`]),
    ...people.map((column) => sql`h.person_id = ${sql.ref(`${table}.${column}`)}`),
  ]
  const whole =
    organization === undefined || whose === null
      ? sql`true`
      : whose === 'own'
        ? sql`${sql.ref(`${table}.organization_id`)} = ${organization}::bigint`
        : sql`${sql.ref(`${table}.repository_id`)} in (select r.id from repositories r where r.organization_id = ${organization}::bigint)`
  const held = organization === undefined ? sql`true` : sql`h.organization_id = ${organization}::bigint`
  return sql<boolean>`${whole} and ${sql.raw(over)}
    and ${sql.raw(at)} < ${before}::timestamptz and not exists (select from legal_holds h
      where h.lifted_at is null and ${held} and (${sql.join(covers, sql` or `)}))`
}
