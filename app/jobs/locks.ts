import { createHash } from 'node:crypto'
import { Client, type ClientConfig, type QueryResult, type QueryResultRow } from 'pg'

/** Locks that this process holds on one session: they end with it, however it ends. */
export interface Locks {
  /** @returns a function that gives the lock back; undefined where somebody else has it, in this process or another */
  readonly tryLock: (key: string) => Promise<(() => Promise<void>) | undefined>
  /** Aborted when the session is lost, and every lock with it: nothing that a lock guards may be finished then. */
  readonly signal: AbortSignal
  readonly close: () => Promise<void>
}

export interface LockOptions {
  /**
   * Whether a pooler may give each transaction another session: then one transaction holds ours, for as long as it lasts. It reads
   * nothing, so that it keeps nothing from being cleaned up.
   */
  readonly isPooled?: boolean
}

/** Opens the session. A new one is needed after its signal was aborted. */
export async function openLocks(
  connection: ClientConfig,
  { isPooled = false }: LockOptions = {},
): Promise<Locks> {
  const client = new Client({ ...connection, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
  const lost = new AbortController()
  client.on('error', (error) => lost.abort(error))
  client.on('end', () => lost.abort(new Error('the session that holds the locks has ended')))
  await client.connect()
  if (isPooled) {
    await client.query('begin')
    await client.query('set local idle_in_transaction_session_timeout = 0')
  }
  // A session does one thing at a time.
  let last: Promise<unknown> = Promise.resolve()
  const ask = <Row extends QueryResultRow>(text: string, number: string): Promise<QueryResult<Row>> => {
    const asked = last.then(() => client.query<Row>(text, [number]))
    // Behind a failure in its transaction nothing more can be asked of it.
    last = asked.catch((error: unknown) => (isPooled ? lost.abort(error) : undefined))
    return asked
  }
  // A session may take the same lock twice, so two workers of one process are kept apart here.
  const held = new Set<string>()
  const tryLock = async (key: string): Promise<(() => Promise<void>) | undefined> => {
    if (held.has(key)) return undefined
    held.add(key)
    const number = lockNumber(key)
    const { rows } = await ask<{ locked: boolean }>(
      'select pg_try_advisory_lock($1::bigint) as locked',
      number,
    ).catch((error: unknown) => {
      held.delete(key)
      throw error
    })
    if (rows[0]?.locked !== true) {
      held.delete(key)
      return undefined
    }
    return async () => {
      if (!lost.signal.aborted) await ask('select pg_advisory_unlock($1::bigint)', number)
      held.delete(key)
    }
  }
  return { tryLock, signal: lost.signal, close: () => client.end() }
}

/** PostgreSQL names locks by 64-bit numbers. */
const lockNumber = (key: string): string =>
  createHash('sha256').update(`gatehouse\0${key}`).digest().readBigInt64BE().toString()
