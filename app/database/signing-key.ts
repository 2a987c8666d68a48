import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { AppError } from '../../scanner/errors.ts'
import { keyIdOf } from '../enforcement/audit/signed-head.ts'
import type { Sealer } from './sealed.ts'
import { readSealed, writeSealed } from './sealed-values.ts'
import { createSecret } from './secret.ts'
import type { Store } from './store.ts'

/** The Ed25519 key that signs heads, both halves. */
export interface SigningKey {
  readonly key: KeyObject
  readonly publicKey: KeyObject
}

const name = { kind: 'audit-signing-key', owner: 'deployment' }

/**
 * Opens the key that signs heads. Only one whose public half is recorded is taken: the run-time role may put another one
 * among the sealed values, but where roles are apart it cannot make it known.
 * @throws AppError `unsealing-failed`, `signing-key-missing`
 */
export async function openSigningKey(store: Pick<Store, 'database'>, sealer: Sealer): Promise<SigningKey> {
  const kept = await readSealed(store, sealer, name)
  if (!kept) throw missing('There is no key to sign the audit log with.')
  const key = createPrivateKey(kept.reveal())
  const publicKey = createPublicKey(key)
  const known = await store.database
    .selectFrom('audit_keys')
    .select('key_id')
    .where('key_id', '=', keyIdOf(publicKey))
    .executeTakeFirst()
  if (!known) throw missing('The key that is to sign the audit log is not among its public keys.')
  return { key, publicKey }
}

/**
 * Makes the key that signs heads where there is none, and keeps its private half sealed and its public half beside it.
 * Repeatable.
 * @param store as whoever may add keys: the owner of the tables where roles are apart
 * @throws AppError `signing-key-missing` where this role may not
 */
export async function makeSigningKey(store: Store, sealer: Sealer, now: Date): Promise<void> {
  try {
    await store.transact(async (unit) => {
      // Two processes that start for the first time must not make two.
      await sql`select pg_advisory_xact_lock(hashtext('gatehouse signing key'))`.execute(unit.database)
      if (await readSealed(unit, sealer, name)) return
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      const text = privateKey.export({ type: 'pkcs8', format: 'pem' })
      await writeSealed(unit, sealer, name, createSecret(text.toString()))
      await unit.database
        .insertInto('audit_keys')
        .values({ key_id: keyIdOf(publicKey), public_key: pemOf(publicKey), made_at: now })
        .execute()
    })
  } catch (error) {
    // PostgreSQL's code for "you may not".
    if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error
    throw missing('There is no key to sign the audit log with, and this role may not make one.', error)
  }
}

const missing = (message: string, cause?: unknown): AppError =>
  new AppError('signing-key-missing', message, cause === undefined ? {} : { cause })

/** As others take it: PEM. */
export const pemOf = (publicKey: KeyObject): string =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString()

/** The public keys of all that ever signed heads here, oldest first, as PEM. */
export async function readPublicKeys({ database }: Pick<Store, 'database'>): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('audit_keys')
    .select('public_key')
    .orderBy('made_at')
    .orderBy('key_id')
    .execute()
  return rows.map((row) => row.public_key)
}
