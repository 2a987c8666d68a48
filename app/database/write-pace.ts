import { sql } from 'kysely'
import {
  type PacedWrite,
  type SentWrite,
  type Turn,
  turnOf,
  type WriteLimits,
  type WritePace,
} from '../enforcement/write-pace.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** One pace for all processes that share the database, by its clock: theirs may differ. */
export function createWritePace(store: Pick<Store, 'database' | 'transact'>, limits: WriteLimits): WritePace {
  return {
    look: (identity, write) => readTurn(store, identity, write, limits),
    take: (identity, write) =>
      store.transact(async (unit) => {
        // One at a time: two that read the same count would both go.
        await sql`select pg_advisory_xact_lock(hashtext('gatehouse writes'), hashtext(${identity}))`.execute(
          unit.database,
        )
        const turn = await readTurn(unit, identity, write, limits)
        if (turn.kind !== 'now') return turn
        await sql`delete from sent_writes where identity = ${identity} and at < clock_timestamp() - interval '1 hour'`.execute(
          unit.database,
        )
        await sql`insert into sent_writes (identity, at, makes_content)
          values (${identity}, clock_timestamp(), ${write.makesContent})`.execute(unit.database)
        return turn
      }),
  }
}

async function readTurn(
  reading: Reading,
  identity: string,
  write: PacedWrite,
  limits: WriteLimits,
): Promise<Turn> {
  const { sent, now } = await readSentWrites(reading, identity)
  return turnOf(sent, write, limits, now)
}

/** What of an identity's writes still counts, and the database's own time, in milliseconds since 1970. */
export async function readSentWrites(
  { database }: Reading,
  identity: string,
): Promise<{ readonly sent: readonly SentWrite[]; readonly now: number }> {
  const { rows } = await sql<{ now: number; at: number | null; makesContent: boolean | null }>`
    select extract(epoch from clock.now)::float8 * 1000 as now, extract(epoch from at)::float8 * 1000 as at,
      makes_content as "makesContent"
    from (select clock_timestamp() as now) as clock left join sent_writes on identity = ${identity}
      and at > clock.now - case when makes_content then interval '1 hour' else interval '1 minute' end
    order by at`.execute(database)
  return {
    now: rows[0]?.now ?? Date.now(),
    sent: rows.flatMap(({ at, makesContent }) =>
      at === null || makesContent === null ? [] : [{ at, makesContent }],
    ),
  }
}
