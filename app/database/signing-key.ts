import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { sql } from 'kysely'
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
 * Opens the key that signs heads; makes it at the first time, and then keeps its private half sealed and its public half
 * beside it.
 * @throws AppError `unsealing-failed`
 */
export function openSigningKey(store: Store, sealer: Sealer, now: Date): Promise<SigningKey> {
  return store.transact(async (unit) => {
    // Two processes that start for the first time must not make two.
    await sql`select pg_advisory_xact_lock(hashtext('gatehouse signing key'))`.execute(unit.database)
    const kept = await readSealed(unit, sealer, name)
    if (kept) {
      const key = createPrivateKey(kept.reveal())
      return { key, publicKey: createPublicKey(key) }
    }
    const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
    const text = key.export({ type: 'pkcs8', format: 'pem' })
    await writeSealed(unit, sealer, name, createSecret(text.toString()))
    await unit.database
      .insertInto('audit_keys')
      .values({ key_id: keyIdOf(publicKey), public_key: pemOf(publicKey), made_at: now })
      .execute()
    return { key, publicKey }
  })
}

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
