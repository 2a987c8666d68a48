import { sql } from 'kysely'
import type { FailedDelivery, Visible } from '../../notifications/notifications.ts'
import { inScope } from '../scope.ts'
import type { Store } from '../store.ts'

type Reading = Pick<Store, 'database'>

/** Deliveries that were given up, the newest first. */
export async function readFailures(
  { database }: Reading,
  visible: Visible,
  most: number,
): Promise<readonly FailedDelivery[]> {
  const { rows } = await sql<Omit<FailedDelivery, 'lastError'> & { readonly lastError: string | null }>`
    select deliveries.id, target, hosts.name || '/' || login as organization, created_at as "createdAt",
      ended_at as "failedAt", attempts, last_error as "lastError",
      array(select distinct event from notification_items where delivery_id = deliveries.id order by event) as events
    from notification_deliveries deliveries
      join organizations on organizations.id = deliveries.organization_id join hosts on hosts.id = host_id
    where state = 'dead' and ${inScope(visible, 'deliveries.organization_id')}
    order by ended_at desc, turn desc limit ${most}`.execute(database)
  return rows.map((row) => ({ ...row, lastError: row.lastError ?? '' }))
}

/** Lets what was given up wait again, from the first try. @param deliveries undefined: all. @returns how many */
export function replayFailures(
  store: Store,
  visible: Visible,
  deliveries: readonly string[] | undefined,
  now: Date,
): Promise<number> {
  return store.transact(async ({ database }) => {
    const { rows } = await sql<{ target: string }>`
      update notification_deliveries
      set state = 'waiting', attempts = 0, next_at = ${now}, created_at = ${now}, ended_at = null
      where state = 'dead' and ${inScope(visible, 'organization_id')}
        and (${deliveries === undefined} or id::text = any(${sql.val([...(deliveries ?? [])])}::text[]))
      returning target`.execute(database)
    // Whoever says so has put right what was wrong: nothing is left alone any more.
    await database
      .updateTable('notification_targets')
      .set({ not_before: null, failures: 0 })
      .where(sql<boolean>`name = any(${sql.val([...new Set(rows.map(({ target }) => target))])}::text[])`)
      .execute()
    return rows.length
  })
}

/** How each target fares; one that was never tried has no row. */
export interface TargetFigures {
  readonly target: string
  readonly waiting: number
  readonly dead: number
  readonly lastSentAt: Date | null
  readonly lastFailedAt: Date | null
  readonly lastError: string | null
}

export async function readTargetFigures(
  { database }: Reading,
  targets: readonly string[],
  visible: Visible,
): Promise<readonly TargetFigures[]> {
  const { rows } = await sql<TargetFigures>`
    select name as target,
      (select count(*)::int from notification_deliveries where target = name and state = 'waiting'
        and ${inScope(visible, 'organization_id')}) as waiting,
      (select count(*)::int from notification_deliveries where target = name and state = 'dead'
        and ${inScope(visible, 'organization_id')}) as dead,
      last_sent_at as "lastSentAt", last_failed_at as "lastFailedAt", last_error as "lastError"
    from unnest(${sql.val([...targets])}::text[]) as name left join notification_targets using (name)
    order by name`.execute(database)
  return rows
}
