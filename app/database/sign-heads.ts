import { sql } from 'kysely'
import { keyIdOf, type SignedHead, signHead } from '../enforcement/audit/signed-head.ts'
import { recordHead } from './audit-log.ts'
import type { SigningKey } from './signing-key.ts'
import type { Store } from './store.ts'

/**
 * Signs where each organization's chain ends now, for those whose chain has moved since it was last signed. A chain that is
 * shorter than its last head is not signed: it was cut, and verification says so.
 * @param keep puts the heads where they outlive the database, before they are recorded in it: one that is kept and not
 *   recorded is as true, one that is recorded and not kept would be missing there. Where it fails nothing is recorded, and the
 *   next call signs anew.
 * @returns the new heads
 */
export async function signHeads(
  store: Store,
  key: SigningKey,
  now: Date,
  keep: (heads: readonly SignedHead[]) => Promise<void> = async () => {},
): Promise<readonly SignedHead[]> {
  const moved = await readMoved(store, keyIdOf(key.publicKey))
  const heads = moved.map(({ organization, sequence, hash }) =>
    signHead(organization, { sequence: Number(sequence), hash: hash.toString('hex') }, now, key),
  )
  if (heads.length === 0) return heads
  await keep(heads)
  await store.transact(async (unit) => {
    for (const head of heads) await recordHead(unit, head)
  })
  return heads
}

async function readMoved({ database }: Store, keyId: string) {
  const { rows } = await sql<{ organization: string; sequence: string; hash: Buffer }>`
    select organizations.id as organization, last.sequence, last.hash
      from organizations
      cross join lateral (
        select sequence, hash from audit_events
          where organization_id = organizations.id order by sequence desc limit 1) last
      left join lateral (
        select sequence from audit_heads
          where organization_id = organizations.id and key_id = ${keyId} order by sequence desc limit 1) head on true
      where head.sequence is null or last.sequence > head.sequence
      order by organizations.id`.execute(database)
  return rows
}
