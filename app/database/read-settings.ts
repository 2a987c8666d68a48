import { sql } from 'kysely'
import type { ListedSession, SettingsReading } from '../enforcement/reading/settings-reading.ts'
import { auditSession } from './audit-sessions.ts'
import { forgetSealed } from './sealed-values.ts'
import { endSession, type SessionLimits, tokensOf } from './sessions.ts'
import type { Store } from './store.ts'
import { transactOrder } from './transact-order.ts'

type Reading = Pick<Store, 'database'>

/** More than anybody reads at once; the number tells of all. */
const mostErrors = 20

/** How an organization is set up. Who asks has to be allowed to see all of it. */
export async function readSettings(
  { database }: Reading,
  organization: string,
): Promise<Omit<SettingsReading, 'commands'>> {
  const [checks, work, errors, targets] = await Promise.all([
    sql<SettingsReading['checks'][number]>`
      select check_id as id, subject, severity, title, found, todo, opened_at as since
      from organization_findings where organization_id = ${organization} and closed_at is null
      order by array_position(array['critical', 'high', 'medium', 'low', 'info'], severity::text), id`.execute(
      database,
    ),
    sql<{ open: number; failing: number; oldestWaitSeconds: number }>`
      select count(*)::int as open, (count(*) filter (where attempts > 0))::int as failing,
        coalesce(greatest(0, extract(epoch from now() - min(not_before))), 0)::float8 as "oldestWaitSeconds"
      from work where organization_id = ${organization} and done < wanted`.execute(database),
    sql<SettingsReading['work']['errors'][number]>`
      select key, login || '/' || name as repository, attempts, last_error as error, not_before as "nextAt"
      from work
        left join repositories on key = 'repository:' || repositories.id
        left join organizations on organizations.id = repositories.organization_id
      where work.organization_id = ${organization} and done < wanted and attempts > 0
      order by attempts desc, key limit ${mostErrors}`.execute(database),
    sql<SettingsReading['targets'][number]>`
      select name, failures, last_error as "lastError", last_failed_at as "lastFailedAt", last_sent_at as "lastSentAt"
      from notification_targets order by name`.execute(database),
  ])
  return {
    checks: checks.rows,
    work: { ...work.rows[0]!, errors: errors.rows },
    targets: targets.rows,
  }
}

/** Where a person is signed in, the last used first. */
export async function listSessions(
  { database }: Reading,
  person: string,
  { idleMs, absoluteMs }: SessionLimits,
  now: Date,
): Promise<readonly ListedSession[]> {
  const rows = await database
    .selectFrom('sessions')
    .select(['id', 'agent', 'signed_in_at as signedInAt', 'seen_at as seenAt'])
    .where('person_id', '=', person)
    .where('ended_at', 'is', null)
    .where('signed_in_at', '>', new Date(now.getTime() - absoluteMs))
    .where('seen_at', '>', new Date(now.getTime() - idleMs))
    .orderBy('seen_at', 'desc')
    .execute()
  return rows
}

/** Signs a person out somewhere, and forgets the tokens that were kept for it. @returns false: it is none of theirs, or over */
export const endOwnSession = (store: Store, person: string, id: string, now: Date): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const ended = await endSession(unit, { id, person }, now)
    if (!ended) return false
    await forgetSealed(unit, tokensOf(id))
    await auditSession(unit, 'session.ended', person, now, { why: 'they signed out of it elsewhere' })
    return true
  })
