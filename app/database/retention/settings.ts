import { sql } from 'kysely'
import { AppError } from '../../../scanner/errors.ts'
import {
  daysOf,
  refusals,
  type RetentionClass,
  retentionClasses,
  type RetentionCount,
  type RetentionDays,
} from '../../enforcement/retention/retention.ts'
import { appendAudit } from '../audit-log.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { deletable, deletableRows } from './deletable.ts'

type Reading = Pick<Store, 'database'>
type Wished = Readonly<Partial<Record<RetentionClass, number>>>

const dayMs = 24 * 60 * 60_000
export const cutoffOf = (days: number, now: Date): Date => new Date(now.getTime() - days * dayMs)

/** For how many days an organization keeps what. */
export async function readRetention({ database }: Reading, organization: string): Promise<RetentionDays> {
  const rows = await database
    .selectFrom('retention_settings')
    .select(['class', 'days'])
    .where('organization_id', '=', organization)
    .execute()
  return daysOf(rows)
}

/** For how many days each class that belongs to no single organization is kept: as long as the one that keeps it longest. */
export async function readLongestRetention({ database }: Reading): Promise<RetentionDays> {
  const rows = await database
    .selectFrom('organizations')
    .leftJoin('retention_settings', 'retention_settings.organization_id', 'organizations.id')
    .select(['organizations.id', 'class', 'days'])
    .where('removed_at', 'is', null)
    .execute()
  const set = new Map<string, { readonly class: string; readonly days: number }[]>()
  for (const { id, class: name, days } of rows) {
    const own = set.get(id) ?? []
    set.set(id, name === null || days === null ? own : [...own, { class: name, days }])
  }
  const all = [...set.values()].map(daysOf)
  const first = daysOf([])
  // oxlint-disable-next-line no-unsafe-type-assertion -- it has each class once
  return Object.fromEntries(
    retentionClasses.map(({ id }) => [
      id,
      all.length === 0 ? first[id] : Math.max(...all.map((days) => days[id])),
    ]),
  ) as RetentionDays
}

/** What would be deleted if an organization kept things for so long: everything that is over, older, and not held. */
export async function previewRetention(
  reading: Reading,
  organization: string,
  wished: Wished,
  now: Date,
): Promise<readonly RetentionCount[]> {
  const days = { ...(await readRetention(reading, organization)), ...wished }
  const longest = await readLongestOfOthers(reading, organization)
  const counts: RetentionCount[] = []
  for (const { id } of retentionClasses) {
    const what = deletable[id]
    const isShared = what.organization === null
    const before = cutoffOf(isShared ? Math.max(days[id], longest[id] ?? 0) : days[id], now)
    const { rows } = await sql<{ rows: number; oldest: Date | null }>`
      select count(*)::int as rows, min(${sql.raw(what.at)}) as oldest from ${sql.table(what.table)}
      where ${deletableRows(what, isShared ? undefined : organization, before)}`.execute(reading.database)
    counts.push({ class: id, rows: rows[0]?.rows ?? 0, oldest: rows[0]?.oldest ?? null })
  }
  return counts
}

async function readLongestOfOthers({ database }: Reading, organization: string): Promise<Wished> {
  const others = await database
    .selectFrom('organizations')
    .select('id')
    .where('removed_at', 'is', null)
    .where('id', '!=', organization)
    .execute()
  const all = await Promise.all(others.map(({ id }) => readRetention({ database }, id)))
  return Object.fromEntries(
    retentionClasses.map(({ id }) => [id, all.reduce((most, days) => Math.max(most, days[id]), 0)]),
  )
}

export interface RetentionOrder {
  readonly organization: string
  readonly days: Wished
  /** How many rows the preview said that it deletes; typed by who orders it. */
  readonly rows: number
  readonly by: string
  readonly at: Date
}

/**
 * Sets for how long an organization keeps what.
 * @throws AppError `invalid-request` where something may not go so soon, `conflict` where it deletes another number of rows
 */
export async function orderRetention(
  store: Store,
  { organization, days, rows, by, at }: RetentionOrder,
): Promise<void> {
  const refused = refusals(days)
  if (refused.length > 0) throw new AppError('invalid-request', refused.join(' '))
  await transactOrder(store, async (unit) => {
    const before = await readRetention(unit, organization)
    const counts = await previewRetention(unit, organization, days, at)
    const sum = counts.reduce((all, one) => all + one.rows, 0)
    if (sum !== rows)
      throw new AppError('conflict', `It deletes ${sum} rows, and ${rows} were confirmed.`, {
        todo: 'Look at the preview again, and confirm what it says now.',
      })
    const changed = retentionClasses.flatMap(({ id }) => {
      const wished = days[id]
      return wished === undefined || wished === before[id] ? [] : [{ class: id, days: wished }]
    })
    if (changed.length === 0) return
    for (const one of changed)
      await unit.database
        .insertInto('retention_settings')
        .values({ organization_id: organization, ...one, changed_by: by, changed_at: at })
        .onConflict((conflict) =>
          conflict
            .columns(['organization_id', 'class'])
            .doUpdateSet({ days: one.days, changed_by: by, changed_at: at }),
        )
        .execute()
    await appendAudit(unit, organization, at, [
      {
        kind: 'retention.changed',
        actor: by,
        subject: `organization:${organization}`,
        data: {
          days: Object.fromEntries(changed.map((one) => [one.class, one.days])),
          before: Object.fromEntries(changed.map((one) => [one.class, before[one.class]])),
        },
      },
    ])
  })
}
