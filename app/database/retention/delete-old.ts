import { sql } from 'kysely'
import { type RetentionClass, retentionClasses } from '../../enforcement/retention/retention.ts'
import { appendAudit } from '../audit-log.ts'
import type { Store, Unit } from '../store.ts'
import { type Deletable, deletable, deletableRows } from './deletable.ts'
import { cutoffOf, readLongestRetention, readRetention } from './settings.ts'

/** Rows of one transaction: it locks them, and writers of the audit log wait for its end. */
const usualBatch = 1000
/** Of one class and run; the next run goes on. */
const mostBatches = 100

/**
 * Deletes what has been kept long enough, in batches, each recorded in the audit log by the transaction that deletes it. Several processes
 * may do it at once, and it may be cut off anywhere.
 * @returns how many rows
 */
export async function deleteOld(
  store: Store,
  now: Date,
  signal?: AbortSignal,
  batch = usualBatch,
): Promise<number> {
  const organizations = await store.database.selectFrom('organizations').select('id').orderBy('id').execute()
  const ids = organizations.map(({ id }) => id)
  let deleted = 0
  for (const organization of ids) {
    const days = await readRetention(store, organization)
    for (const { id } of retentionClasses.filter((one) => deletable[one.id].organization !== null))
      deleted += await deleteClass(
        store,
        { id, days: days[id], batch, now, told: [organization], organization },
        signal,
      )
  }
  const longest = await readLongestRetention(store)
  for (const { id } of retentionClasses.filter((one) => deletable[one.id].organization === null))
    deleted += await deleteClass(
      store,
      { id, days: longest[id], batch, now, told: ids, organization: undefined },
      signal,
    )
  return deleted
}

interface Deleting {
  readonly id: RetentionClass
  readonly days: number
  readonly batch: number
  readonly now: Date
  /** In whose audit logs it is recorded. */
  readonly told: readonly string[]
  readonly organization: string | undefined
}

async function deleteClass(
  store: Store,
  deleting: Deleting,
  signal: AbortSignal | undefined,
): Promise<number> {
  let deleted = 0
  for (let turn = 0; turn < mostBatches; turn += 1) {
    if (signal?.aborted === true) break
    const rows = await store.transact((unit) => deleteBatch(unit, deleting))
    deleted += rows
    if (rows < deleting.batch) break
  }
  return deleted
}

async function deleteBatch(
  unit: Unit,
  { id, days, batch, now, told, organization }: Deleting,
): Promise<number> {
  const what = deletable[id]
  const before = cutoffOf(days, now)
  const { rows } = await sql<{ key: string }>`
    select ${sql.ref(what.key)}::text as key from ${sql.table(what.table)}
    where ${deletableRows(what, organization, before)}
    order by ${sql.ref(what.key)} limit ${batch} for update skip locked`.execute(unit.database)
  if (rows.length === 0) return 0
  await deleteRows(
    unit,
    what,
    rows.map(({ key }) => key),
  )
  for (const one of told)
    await appendAudit(unit, one, now, [
      {
        kind: 'retention.deleted',
        actor: null,
        subject: `organization:${one}`,
        data: { class: id, rows: rows.length, days, before: before.toISOString() },
      },
    ])
  return rows.length
}

async function deleteRows({ database }: Unit, what: Deletable, keys: readonly string[]): Promise<void> {
  for (const { table, column, kind } of what.children) {
    const type = kind === undefined ? what.type : 'text'
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = any(${sql.val([...keys])}::${sql.raw(type)}[])
      and ${kind === undefined ? sql`true` : sql`kind = ${kind}`}`.execute(database)
  }
  await sql`delete from ${sql.table(what.table)}
    where ${sql.ref(what.key)} = any(${sql.val([...keys])}::${sql.raw(what.type)}[])`.execute(database)
}
