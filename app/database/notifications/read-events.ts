import { sql } from 'kysely'
import type { NotificationRecords } from '../../notifications/records.ts'
import type { Store } from '../store.ts'
import { readOrganization, type Told, withSubjects } from './happened.ts'
import { keepRouted } from './items.ts'

/** Events of the log that are looked at in one transaction. */
const mostEvents = 5000
/** An organization that is new here begins with so much. */
const beginsWithMs = 10 * 60 * 1000

/** Organizations whose log has gone on since it was read. */
export async function readBehind(
  { database }: Pick<Store, 'database'>,
  now: Date,
): Promise<readonly string[]> {
  const begin = new Date(now.getTime() - beginsWithMs)
  await sql`
    insert into notification_cursors (organization_id, sequence)
    select id, coalesce((select sequence from audit_events
      where organization_id = organizations.id and at < ${begin} order by sequence desc limit 1), 0)
    from organizations
    where not exists (select from notification_cursors where organization_id = organizations.id)
    on conflict do nothing`.execute(database)
  const { rows } = await sql<{ id: string }>`
    select notification_cursors.organization_id as id
    from notification_cursors join lateral (select sequence from audit_events
      where organization_id = notification_cursors.organization_id order by sequence desc limit 1) last
      on last.sequence > notification_cursors.sequence`.execute(database)
  return rows.map(({ id }) => id)
}

/**
 * The log has no gaps, and nobody adds to it before another's transaction has ended (`appendAudit`): what a cursor has passed, it has
 * read. Another process that is at the same organization goes on with it.
 */
export const distributeEvents =
  (store: Store, now: () => Date): NotificationRecords['distribute'] =>
  (organization, kinds, decide) =>
    store.transact(async (unit) => {
      const cursor = await unit.database
        .selectFrom('notification_cursors')
        .select('sequence')
        .where('organization_id', '=', organization)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (!cursor) return false
      const events = unit.database.selectFrom('audit_events').where('organization_id', '=', organization)
      const end = await events
        .select('sequence')
        .where('sequence', '>', cursor.sequence)
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (!end) return false
      const last = Math.min(Number(end.sequence), Number(cursor.sequence) + mostEvents)
      const rows = await events
        .select(['sequence', 'kind', 'at', 'subject', 'data'])
        .where('sequence', '>', cursor.sequence)
        .where('sequence', '<=', String(last))
        .where('kind', 'in', kinds)
        .orderBy('sequence')
        .execute()
      const told = rows.map(({ sequence, kind, at, subject, data }): Told => ({
        kind,
        key: `event:${sequence}`,
        at,
        subject,
        // oxlint-disable-next-line no-unsafe-type-assertion -- `appendAudit` writes nothing but objects
        data: data as Told['data'],
      }))
      const about = await readOrganization(unit, organization)
      await keepRouted(unit, decide(about, await withSubjects(unit, told)), now())
      await unit.database
        .updateTable('notification_cursors')
        .set({ sequence: String(last) })
        .where('organization_id', '=', organization)
        .execute()
      return last < Number(end.sequence)
    })
