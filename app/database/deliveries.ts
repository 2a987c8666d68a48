import { sql } from 'kysely'
import type { Store, Unit } from './store.ts'

/** A webhook as it arrived. */
export interface Delivery {
  /** `github.com` … */
  readonly host: string
  /** `X-GitHub-Delivery` */
  readonly guid: string
  /** `X-GitHub-Event` */
  readonly event: string
  /** The body's bytes. */
  readonly payload: Buffer
}

/**
 * Keeps a delivery.
 * @param delivery `deliveredAt`: where it was read from the host's list, when the host tried to deliver it, by its own clock
 * @returns whether it is new: the same one may come again
 */
export async function recordDelivery(
  { database }: Pick<Store, 'database'>,
  { deliveredAt, ...delivery }: Delivery & { readonly deliveredAt?: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('deliveries')
    .values({ ...delivery, delivered_at: deliveredAt ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Keeps many deliveries in one statement; those that are there already stay as they are. */
export async function recordDeliveries(
  { database }: Pick<Store, 'database'>,
  deliveries: readonly Delivery[],
): Promise<void> {
  const ends: number[] = []
  for (const { payload } of deliveries) ends.push((ends.at(-1) ?? 0) + payload.length)
  // All bytes in one parameter, because the driver sends bytes as they are only by themselves: within an array it writes them as
  // hex, which takes longer than all the rest. And always the same text, so that its size does not grow with the rows.
  await sql`
    insert into deliveries (host, guid, event, payload)
    select host, guid, event, substring(${Buffer.concat(deliveries.map(({ payload }) => payload))}::bytea from start for length)
    from unnest(
      ${deliveries.map(({ host }) => host)}::text[],
      ${deliveries.map(({ guid }) => guid)}::text[],
      ${deliveries.map(({ event }) => event)}::text[],
      ${deliveries.map(({ payload }, index) => ends[index]! - payload.length + 1)}::int[],
      ${deliveries.map(({ payload }) => payload.length)}::int[]
    ) as delivery (host, guid, event, start, length)
    on conflict do nothing`.execute(database)
}

/** Payloads are held in memory together: of those of GitHub's 25 MB a few, of ordinary ones as many as are asked for. */
const mostTakenBytes = 64 * 1024 * 1024

/** Takes deliveries that nobody has handled, oldest first; other processes take others until the transaction ends. */
export async function takeDeliveries({ database }: Unit, limit: number): Promise<readonly Delivery[]> {
  const open = await database
    .selectFrom('deliveries')
    .select(['host', 'guid', 'event', sql<number>`octet_length(payload)`.as('size')])
    .where('handled_at', 'is', null)
    .orderBy('received_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  let bytes = 0
  const taken = open.filter(({ size }, index) => (bytes += size) <= mostTakenBytes || index === 0)
  if (taken.length === 0) return []
  const { rows } = await sql<Delivery>`
    select host, guid, event, payload from deliveries join unnest(
      ${taken.map(({ host }) => host)}::text[], ${taken.map(({ guid }) => guid)}::text[]
    ) with ordinality as taken (host, guid, place) using (host, guid)
    order by place`.execute(database)
  return rows
}

/** Marks deliveries as handled. Their payloads are of no more use and may hold what should not be kept. */
export async function settleDeliveries(
  { database }: Unit,
  settled: readonly { readonly delivery: Delivery; readonly problem?: string }[],
): Promise<void> {
  if (settled.length === 0) return
  // One statement for all: one each would hold up whatever else the database does.
  await sql`
    update deliveries set handled_at = now(), payload = ${Buffer.alloc(0)}, problem = settled.problem
    from unnest(
      ${settled.map(({ delivery }) => delivery.host)}::text[],
      ${settled.map(({ delivery }) => delivery.guid)}::text[],
      ${settled.map(({ problem }) => problem ?? null)}::text[]
    ) as settled (host, guid, problem)
    where deliveries.host = settled.host and deliveries.guid = settled.guid`.execute(database)
}

/** Which of these are recorded: guids are a host's own. */
export async function knownDeliveries(
  { database }: Pick<Store, 'database'>,
  host: string,
  guids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ guid: string }>`
    select guid from deliveries where host = ${host} and guid = any(${guids}::text[])`.execute(database)
  return new Set(rows.map(({ guid }) => guid))
}

/** Up to when a host's list was read, by the host's clock; undefined: it was not. */
export async function deliveredUntil(
  { database }: Pick<Store, 'database'>,
  host: string,
): Promise<Date | undefined> {
  const row = await database
    .selectFrom('deliveries')
    .select((select) => select.fn.max('delivered_at').as('newest'))
    .where('host', '=', host)
    .executeTakeFirst()
  return row?.newest ?? undefined
}

/** Forgets deliveries that GitHub itself has forgotten. @returns how many */
export async function forgetDeliveries({ database }: Pick<Store, 'database'>, before: Date): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('deliveries')
    .where('handled_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
