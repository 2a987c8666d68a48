import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Claim, NotificationRecords, OpenDelivery } from '../../notifications/records.ts'
import type { Store } from '../store.ts'

/** A process that dies keeps a target from the others for so long. Longer than any try of one delivery. */
const claimMs = 2 * 60 * 1000

/** Of the targets, those for which something is due or is to be sent, and that are not to be left alone. */
export const readWaiting =
  ({ database }: Store): NotificationRecords['waiting'] =>
  async (targets, now) => {
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${sql.val([...targets])}::text[]) as name
      where (exists (select from notification_items
          where target = name and delivery_id is null and due_at <= ${now})
        or exists (select from notification_deliveries
          where target = name and state = 'waiting' and next_at <= ${now}))
        and not exists (select from notification_targets
          where notification_targets.name = name.name and (not_before > ${now} or claimed_until > ${now}))`.execute(
      database,
    )
    return rows.map(({ name }) => name)
  }

export const claimTarget =
  (store: Store): NotificationRecords['claim'] =>
  async (target, now) => {
    const claim = randomUUID()
    const { rows } = await sql<{ failures: number }>`
      insert into notification_targets (name, claim, claimed_until) values (${target}, ${claim}, ${endOf(now)})
      on conflict (name) do update set claim = excluded.claim, claimed_until = excluded.claimed_until
      where coalesce(notification_targets.claimed_until <= ${now}, true)
        and coalesce(notification_targets.not_before <= ${now}, true)
      returning failures`.execute(store.database)
    const [row] = rows
    return row && claimed(store, target, claim, row.failures)
  }

const endOf = (now: Date): Date => new Date(now.getTime() + claimMs)

function claimed(store: Store, target: string, claim: string, failures: number): Claim {
  const { database } = store
  const own = (writing: Pick<Store, 'database'>) =>
    writing.database.updateTable('notification_targets').where('name', '=', target).where('claim', '=', claim)
  return {
    failures,
    next: async (now, inOrder) => {
      const { numUpdatedRows } = await own(store)
        .set({ claimed_until: endOf(now) })
        .executeTakeFirst()
      return numUpdatedRows === 0n ? undefined : readNext(store, target, now, inOrder)
    },
    sent: (delivery, now) =>
      store.transact(async (unit) => {
        await unit.database
          .updateTable('notification_deliveries')
          .set({ state: 'sent', ended_at: now, last_error: null })
          .where('id', '=', delivery)
          .where('state', '=', 'waiting')
          .execute()
        await own(unit).set({ failures: 0, last_error: null, last_sent_at: now, not_before: null }).execute()
      }),
    failed: (delivery, why, after, now, pauseUntil) =>
      store.transact(async (unit) => {
        await unit.database
          .updateTable('notification_deliveries')
          .set({
            state: after.state,
            attempts: after.attempts,
            last_error: why,
            ...(after.state === 'waiting' ? { next_at: after.at } : { ended_at: now }),
          })
          .where('id', '=', delivery)
          .where('state', '=', 'waiting')
          .execute()
        await own(unit)
          .set({
            failures: pauseUntil ? failures + 1 : failures,
            last_error: why,
            last_failed_at: now,
            ...(pauseUntil && { not_before: pauseUntil }),
          })
          .execute()
      }),
    release: async () => {
      await database
        .updateTable('notification_targets')
        .set({ claim: null, claimed_until: null })
        .where('name', '=', target)
        .where('claim', '=', claim)
        .execute()
    },
  }
}

async function readNext(
  { database }: Store,
  target: string,
  now: Date,
  inOrder: boolean,
): Promise<OpenDelivery | undefined> {
  const row = await database
    .selectFrom('notification_deliveries')
    .select(['id', 'recipient', 'attempts', 'created_at', 'next_at'])
    .where('target', '=', target)
    .where('state', '=', 'waiting')
    .$if(!inOrder, (query) => query.where('next_at', '<=', now))
    .orderBy('turn')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.next_at > now) return undefined
  const items = await database
    .selectFrom('notification_items')
    .select('notice')
    .where('delivery_id', '=', row.id)
    .orderBy('id')
    .execute()
  const { id, recipient, attempts, created_at: createdAt } = row
  return { id, recipient, attempts, createdAt, notices: items.map(({ notice }) => notice) }
}
