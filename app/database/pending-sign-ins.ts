import { hashOf, newSecret } from './sessions.ts'
import type { Store } from './store.ts'

/** GitHub's codes are good for so long. */
const pendingMs = 10 * 60_000

/** A sign-in that was begun, as its browser takes it along. */
export interface PendingSignIn {
  readonly state: string
  /** In a cookie of the browser that began it. */
  readonly browser: string
  readonly codeVerifier: string
}

/** @param goesTo where they wanted to go: a path of ours */
export async function beginSignIn(
  { database }: Pick<Store, 'database'>,
  host: string,
  goesTo: string,
  at: Date,
): Promise<PendingSignIn> {
  const pending = { state: newSecret(), browser: newSecret(), codeVerifier: newSecret() }
  await database
    .deleteFrom('pending_sign_ins')
    .where('begun_at', '<', new Date(at.getTime() - pendingMs))
    .execute()
  await database
    .insertInto('pending_sign_ins')
    .values({
      state: hashOf(pending.state),
      browser: hashOf(pending.browser),
      host_id: host,
      verifier: pending.codeVerifier,
      goes_to: goesTo,
      begun_at: at,
    })
    .execute()
  return pending
}

/** Takes a sign-in that comes back, once. @returns undefined: it is old, was taken, or another browser's */
export async function takeSignIn(
  { database }: Pick<Store, 'database'>,
  { state, browser }: Pick<PendingSignIn, 'state' | 'browser'>,
  at: Date,
): Promise<{ readonly host: string; readonly codeVerifier: string; readonly goesTo: string } | undefined> {
  const row = await database
    .deleteFrom('pending_sign_ins')
    .where('state', '=', hashOf(state))
    .where('browser', '=', hashOf(browser))
    .returningAll()
    .executeTakeFirst()
  if (!row || at.getTime() - row.begun_at.getTime() > pendingMs) return undefined
  return { host: row.host_id, codeVerifier: row.verifier, goesTo: row.goes_to }
}
