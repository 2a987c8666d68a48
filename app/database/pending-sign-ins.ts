import { hashOf, newSecret } from './sessions.ts'
import type { Store } from './store.ts'
import { foldedCode } from './identity/recovery-codes.ts'

/** GitHub's codes are good for so long. */
const pendingMs = 10 * 60_000

/** A sign-in that was begun, as its browser takes it along. */
export interface PendingSignIn {
  readonly state: string
  /** In a cookie of the browser that began it. */
  readonly browser: string
  readonly codeVerifier: string
}

/** What is to come of a sign-in besides. */
export interface SignInPurpose {
  /** Our id of the identity that whoever comes back is to be linked with. */
  readonly linksIdentity?: string | undefined
  /** A recovery code, as they typed it. */
  readonly recovery?: string | undefined
}

/** @param goesTo where they wanted to go: a path of ours */
export async function beginSignIn(
  { database }: Pick<Store, 'database'>,
  host: string,
  goesTo: string,
  at: Date,
  { linksIdentity, recovery }: SignInPurpose = {},
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
      links_identity: linksIdentity ?? null,
      recovery: recovery === undefined ? null : hashOf(foldedCode(recovery)),
    })
    .execute()
  return pending
}

/** Takes a sign-in that comes back, once. @returns undefined: it is old, was taken, or another browser's */
export async function takeSignIn(
  { database }: Pick<Store, 'database'>,
  { state, browser }: Pick<PendingSignIn, 'state' | 'browser'>,
  at: Date,
): Promise<TakenSignIn | undefined> {
  const row = await database
    .deleteFrom('pending_sign_ins')
    .where('state', '=', hashOf(state))
    .where('browser', '=', hashOf(browser))
    .returningAll()
    .executeTakeFirst()
  if (!row || at.getTime() - row.begun_at.getTime() > pendingMs) return undefined
  const {
    host_id: host,
    verifier: codeVerifier,
    goes_to: goesTo,
    links_identity: linksIdentity,
    recovery,
  } = row
  return { host, codeVerifier, goesTo, linksIdentity, recovery }
}

export interface TakenSignIn {
  readonly host: string
  readonly codeVerifier: string
  readonly goesTo: string
  readonly linksIdentity: string | null
  /** A recovery code's hash. */
  readonly recovery: Buffer | null
}
