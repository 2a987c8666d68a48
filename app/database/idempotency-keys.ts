import { sql } from 'kysely'
import type { IdempotencyKeys, KeyState } from '../enforcement/idempotency.ts'
import type { Store } from './store.ts'

/** A request that died with its process is tried again after this time: none takes so long. In seconds. */
const longestUnderWay = 120

/** What callers were answered, in a table that all processes share. */
export const createIdempotencyKeys = ({ database }: Pick<Store, 'database'>): IdempotencyKeys => ({
  begin: async (caller, key, request) => {
    const { rows } = await sql`
      insert into idempotency_keys (caller, key, request) values (${caller}, ${key}, ${request})
      on conflict (caller, key) do update set begun_at = now()
        where idempotency_keys.status is null and idempotency_keys.request = excluded.request
          and idempotency_keys.begun_at < now() - make_interval(secs => ${longestUnderWay})
      returning key`.execute(database)
    if (rows.length > 0) return { kind: 'new' }
    const known = await database
      .selectFrom('idempotency_keys')
      .selectAll()
      .where('caller', '=', caller)
      .where('key', '=', key)
      .executeTakeFirst()
    return stateOf(known, request)
  },
  end: async (caller, key, answer) =>
    void (await database
      .updateTable('idempotency_keys')
      .set(answer)
      .where('caller', '=', caller)
      .where('key', '=', key)
      .execute()),
  forget: async (caller, key) =>
    void (await database
      .deleteFrom('idempotency_keys')
      .where('caller', '=', caller)
      .where('key', '=', key)
      .execute()),
})

interface Known {
  readonly request: string
  readonly status: number | null
  readonly type: string | null
  readonly body: string | null
}

function stateOf(known: Known | undefined, request: string): KeyState {
  // It was forgotten between the two questions: who sent it tries again.
  if (!known) return { kind: 'under-way' }
  if (known.request !== request) return { kind: 'other' }
  const { status, type, body } = known
  if (status === null || type === null || body === null) return { kind: 'under-way' }
  return { kind: 'answered', status, type, body }
}

/** Deletes what was begun before an instant. */
export const forgetIdempotencyKeys = async (
  { database }: Pick<Store, 'database'>,
  before: Date,
): Promise<void> =>
  void (await database.deleteFrom('idempotency_keys').where('begun_at', '<', before).execute())
