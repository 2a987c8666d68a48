import { hashOf, newSecret } from '../sessions.ts'
import type { Store } from '../store.ts'

type Reading = Pick<Store, 'database'>

/** Nobody needs longer at their provider; it is GitHub's time, too. */
const pendingMs = 10 * 60_000
/** Longer than an assertion can be good for: until then it must not come twice. */
const usedMs = 24 * 60 * 60_000

export interface PendingSingleSignOn {
  readonly state: string
  /** In a cookie of the browser that began it. */
  readonly browser: string
  readonly codeVerifier: string
  readonly nonce: string
  /** An XML id. */
  readonly requestId: string
}

export async function beginSingleSignOn(
  { database }: Reading,
  connection: string,
  goesTo: string,
  at: Date,
): Promise<PendingSingleSignOn> {
  const pending = {
    state: newSecret(),
    browser: newSecret(),
    codeVerifier: newSecret(),
    nonce: newSecret(),
    requestId: `_${newSecret()}`,
  }
  const old = new Date(at.getTime() - pendingMs)
  await database.deleteFrom('pending_single_sign_ons').where('begun_at', '<', old).execute()
  await database
    .insertInto('pending_single_sign_ons')
    .values({
      state: hashOf(pending.state),
      browser: hashOf(pending.browser),
      connection_id: connection,
      verifier: pending.codeVerifier,
      nonce: pending.nonce,
      request_id: pending.requestId,
      goes_to: goesTo,
      begun_at: at,
    })
    .execute()
  return pending
}

export interface TakenSingleSignOn {
  readonly codeVerifier: string
  readonly nonce: string
  readonly goesTo: string
}

/** Takes a sign-in that comes back, once. @returns undefined: it is old, was taken, another connection's or another browser's */
export async function takeSingleSignOn(
  { database }: Reading,
  connection: string,
  { state, browser }: Pick<PendingSingleSignOn, 'state' | 'browser'>,
  at: Date,
): Promise<TakenSingleSignOn | undefined> {
  const row = await database
    .deleteFrom('pending_single_sign_ons')
    .where('state', '=', hashOf(state))
    .where('browser', '=', hashOf(browser))
    .where('connection_id', '=', connection)
    .where('begun_at', '>', new Date(at.getTime() - pendingMs))
    .returningAll()
    .executeTakeFirst()
  return row && { codeVerifier: row.verifier, nonce: row.nonce, goesTo: row.goes_to }
}

/** When a request was sent that waits for its answer. */
export async function findRequest(
  { database }: Reading,
  connection: string,
  id: string,
  at: Date,
): Promise<Date | undefined> {
  const row = await database
    .selectFrom('pending_single_sign_ons')
    .select('begun_at')
    .where('request_id', '=', id)
    .where('connection_id', '=', connection)
    .where('begun_at', '>', new Date(at.getTime() - pendingMs))
    .executeTakeFirst()
  return row?.begun_at
}

/** A request is answered once, whatever comes of the answer. */
export async function closeRequest({ database }: Reading, connection: string, id: string): Promise<void> {
  await database
    .updateTable('pending_single_sign_ons')
    .set({ request_id: null })
    .where('request_id', '=', id)
    .where('connection_id', '=', connection)
    .execute()
}

/**
 * Keeps what a checked assertion says until its browser fetches it: the provider's page sends it from another site, where browsers do
 * not send our cookies along. In one statement with its being used, so that of two who bring it at once one comes late.
 * @param state of the request that it answers. @returns what fetches it; undefined: it was used, or that sign-in does not wait
 */
export async function keepAnswer(
  store: Store,
  connection: string,
  {
    state,
    assertionId,
    arrived,
  }: { readonly state: string; readonly assertionId: string; readonly arrived: unknown },
  at: Date,
): Promise<string | undefined> {
  const ticket = newSecret()
  return store.transact(async ({ database }) => {
    await database
      .deleteFrom('used_assertions')
      .where('used_at', '<', new Date(at.getTime() - usedMs))
      .execute()
    const used = await database
      .insertInto('used_assertions')
      .values({ connection_id: connection, assertion_id: assertionId, used_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('assertion_id')
      .executeTakeFirst()
    if (!used) return undefined
    const row = await database
      .updateTable('pending_single_sign_ons')
      .set({ ticket: hashOf(ticket), arrived: JSON.stringify(arrived), request_id: null })
      .where('state', '=', hashOf(state))
      .where('connection_id', '=', connection)
      .where('arrived', 'is', null)
      .where('begun_at', '>', new Date(at.getTime() - pendingMs))
      .returning('state')
      .executeTakeFirst()
    return row && ticket
  })
}

/** Which request belongs to a state: else an answer could be put into another browser's sign-in. Asked before the answer closes it. */
export async function requestOf({ database }: Reading, state: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('pending_single_sign_ons')
    .select('request_id')
    .where('state', '=', hashOf(state))
    .executeTakeFirst()
  return row?.request_id ?? undefined
}

/** Fetches a kept answer, once, in the browser that began it. */
export async function takeAnswer(
  { database }: Reading,
  { ticket, browser }: { readonly ticket: string; readonly browser: string },
): Promise<{ readonly connection: string; readonly arrived: unknown; readonly goesTo: string } | undefined> {
  const row = await database
    .deleteFrom('pending_single_sign_ons')
    .where('ticket', '=', hashOf(ticket))
    .where('browser', '=', hashOf(browser))
    .returningAll()
    .executeTakeFirst()
  return row && { connection: row.connection_id, arrived: row.arrived, goesTo: row.goes_to }
}
