import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { burstMs } from '../../notifications/plan-deliveries.ts'
import type { NotificationRecords } from '../../notifications/records.ts'
import type { Routed } from '../../notifications/route.ts'
import type { Store, Unit } from '../store.ts'

const batch = 1000
/** Looked at together; what is left is looked at in a moment. */
const mostDue = 2000

/** Keeps who is told of what; what is kept already stays as it is. */
export async function keepRouted({ database }: Unit, routed: readonly Routed[], now: Date): Promise<void> {
  for (let from = 0; from < routed.length; from += batch)
    await database
      .insertInto('notification_items')
      .values(
        routed.slice(from, from + batch).map(({ target, notice, dueAt, recipient }) => ({
          target,
          organization_id: notice.organization.id,
          recipient,
          event: notice.event,
          key: notice.key,
          notice: JSON.stringify(notice),
          due_at: dueAt,
          kept_at: now,
          delivery_id: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['target', 'key', 'event', 'recipient']).doNothing())
      .execute()
}

/** Makes deliveries of what is due for a target; of two processes one finds nothing. */
export const bundleItems =
  (store: Store): NotificationRecords['bundle'] =>
  (target, now, plan) =>
    store.transact(async (unit) => {
      const due = await unit.database
        .selectFrom('notification_items')
        .select(['id', 'organization_id as organization', 'recipient', 'event'])
        .where('target', '=', target)
        .where('delivery_id', 'is', null)
        .where('due_at', '<=', now)
        .orderBy('id')
        .limit(mostDue)
        .forUpdate()
        .skipLocked()
        .execute()
      if (due.length === 0) return
      for (const { organization, recipient, items } of plan(due, await readRecent(unit, target, now))) {
        const id = randomUUID()
        await unit.database
          .insertInto('notification_deliveries')
          .values({
            id,
            target,
            organization_id: organization,
            recipient,
            state: 'waiting',
            next_at: now,
            last_error: null,
            created_at: now,
            ended_at: null,
          })
          .execute()
        await unit.database
          .updateTable('notification_items')
          .set({ delivery_id: id })
          .where(sql<boolean>`id = any(${sql.val([...items])}::bigint[])`)
          .execute()
      }
    })

const readRecent = ({ database }: Unit, target: string, now: Date) =>
  database
    .selectFrom('notification_deliveries')
    .select(['organization_id as organization', 'recipient', sql<number>`count(*)::int`.as('deliveries')])
    .where('target', '=', target)
    .where('created_at', '>', new Date(now.getTime() - burstMs))
    .groupBy(['organization_id', 'recipient'])
    .execute()
