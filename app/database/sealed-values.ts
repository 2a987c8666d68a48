import { sql } from 'kysely'
import type { Place, Sealer } from './sealed.ts'
import type { Secret } from './secret.ts'
import type { Store, Unit } from './store.ts'

/** What is kept sealed: what it is, and whose. `app-private-key` of `github.com`, `audit-signing-key` of `deployment`. */
export interface SealedName {
  readonly kind: string
  readonly owner: string
}

const placeOf = ({ kind, owner }: SealedName): Place => ({
  table: 'sealed_values',
  column: 'value',
  row: `${kind} ${owner}`,
})

/** Keeps a secret, in the place of the one of the same name. */
export async function writeSealed(
  { database }: Unit,
  sealer: Sealer,
  name: SealedName,
  secret: Secret,
): Promise<void> {
  const { keyId, value } = sealer.seal(placeOf(name), secret)
  await database
    .insertInto('sealed_values')
    .values({ ...name, key_id: keyId, value })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'owner']).doUpdateSet({ key_id: keyId, value, sealed_at: sql`now()` }),
    )
    .execute()
}

/** @throws AppError `unsealing-failed` */
export async function readSealed(
  { database }: Pick<Store, 'database'>,
  sealer: Sealer,
  name: SealedName,
): Promise<Secret | undefined> {
  const row = await database
    .selectFrom('sealed_values')
    .select(['key_id', 'value'])
    .where('kind', '=', name.kind)
    .where('owner', '=', name.owner)
    .executeTakeFirst()
  return row && sealer.open(placeOf(name), { keyId: row.key_id, value: row.value })
}

export async function forgetSealed({ database }: Unit, { kind, owner }: SealedName): Promise<void> {
  await database.deleteFrom('sealed_values').where('kind', '=', kind).where('owner', '=', owner).execute()
}

/** Seals again, with the key that seals now, what older ones sealed. @returns how many */
export function resealAll(store: Store, sealer: Sealer): Promise<number> {
  return store.transact(async (unit) => {
    const rows = await unit.database.selectFrom('sealed_values').selectAll().forUpdate().execute()
    const old = rows.filter((row) => !sealer.isCurrent({ keyId: row.key_id }))
    for (const row of old) {
      const secret = sealer.open(placeOf(row), { keyId: row.key_id, value: row.value })
      await writeSealed(unit, sealer, { kind: row.kind, owner: row.owner }, secret)
    }
    return old.length
  })
}
