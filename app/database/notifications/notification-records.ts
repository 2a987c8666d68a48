import type { NotificationRecords } from '../../notifications/records.ts'
import type { TicketMemory } from '../../notifications/tickets.ts'
import type { Store } from '../store.ts'
import { claimTarget, readWaiting } from './claims.ts'
import { bundleItems, keepRouted } from './items.ts'
import { readDays, readWithDays } from './read-days.ts'
import { distributeEvents, readBehind } from './read-events.ts'

/** What is kept of notifications, in this database. */
export const notificationRecords = (store: Store, now: () => Date): NotificationRecords => ({
  behind: (at) => readBehind(store, at),
  distribute: distributeEvents(store, now),
  withDays: () => readWithDays(store),
  days: readDays(store),
  keep: (routed, at) =>
    routed.length === 0 ? Promise.resolve() : store.transact((unit) => keepRouted(unit, routed, at)),
  bundle: bundleItems(store),
  waiting: readWaiting(store),
  claim: claimTarget(store),
  tickets: (target) => ticketMemory(store, target),
  forget: async (sentBefore, deadBefore) => {
    const { database } = store
    await database
      .deleteFrom('notification_deliveries')
      .where((where) =>
        where.or([
          where.and([where('state', '=', 'sent'), where('ended_at', '<', sentBefore)]),
          // Also what waits for a target that is not in the settings any more.
          where('created_at', '<', deadBefore),
        ]),
      )
      .execute()
    await database
      .deleteFrom('notification_items')
      .where('delivery_id', 'is', null)
      .where('due_at', '<', deadBefore)
      .execute()
  },
})

const ticketMemory = ({ database }: Store, target: string): TicketMemory => ({
  find: async (mark) => {
    const row = await database
      .selectFrom('notification_tickets')
      .select('reference')
      .where('target', '=', target)
      .where('mark', '=', mark)
      .executeTakeFirst()
    return row?.reference
  },
  keep: async (mark, reference) => {
    await database
      .insertInto('notification_tickets')
      .values({ target, mark, reference })
      .onConflict((conflict) => conflict.columns(['target', 'mark']).doUpdateSet({ reference }))
      .execute()
  },
  forget: async (mark) => {
    await database
      .deleteFrom('notification_tickets')
      .where('target', '=', target)
      .where('mark', '=', mark)
      .execute()
  },
})
