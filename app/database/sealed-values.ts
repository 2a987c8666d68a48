import { sql } from 'kysely'
import type { SealedValuesTable } from './schema.ts'
import type { Place, Sealed, Sealer } from './sealed.ts'
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
  const { keyId, value, dataKey } = await sealer.seal(placeOf(name), secret)
  const sealed = { key_id: keyId, value, data_key: dataKey, form: dataKey === null ? 1 : 2 }
  await database
    .insertInto('sealed_values')
    .values({ ...name, ...sealed })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'owner']).doUpdateSet({ ...sealed, sealed_at: sql`now()` }),
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
    .select(['key_id', 'value', 'data_key'])
    .where('kind', '=', name.kind)
    .where('owner', '=', name.owner)
    .executeTakeFirst()
  return row && sealer.open(placeOf(name), sealedOf(row))
}

export async function forgetSealed({ database }: Unit, { kind, owner }: SealedName): Promise<void> {
  await database.deleteFrom('sealed_values').where('kind', '=', kind).where('owner', '=', owner).execute()
}

type Row = Pick<SealedValuesTable, 'key_id' | 'value'> & { readonly data_key: Buffer | null }
const sealedOf = ({ key_id: keyId, value, data_key: dataKey }: Row): Sealed => ({ keyId, value, dataKey })

/** Rows that are locked at a time: with a key service each takes two requests. */
const usualBatch = 50

/**
 * Seals again, with the key that seals now, what older ones sealed, and puts into envelopes what lies in none. In batches, while others
 * read and write: whoever is cut off begins again, and does only what is left.
 * @returns how many
 */
export async function resealAll(store: Store, sealer: Sealer, batch = usualBatch): Promise<number> {
  let resealed = 0
  for (let after = ['', '']; ;) {
    const [kind, owner] = after
    const { rows, changed } = await store.transact((unit) => resealSome(unit, sealer, [kind!, owner!], batch))
    resealed += changed
    const last = rows.at(-1)
    if (!last || rows.length < batch) return resealed
    after = [last.kind, last.owner]
  }
}

async function resealSome(
  unit: Unit,
  sealer: Sealer,
  [kind, owner]: readonly [string, string],
  batch: number,
) {
  const rows = await unit.database
    .selectFrom('sealed_values')
    .selectAll()
    .where(sql<boolean>`(kind, owner) > (${kind}, ${owner})`)
    .orderBy('kind')
    .orderBy('owner')
    .limit(batch)
    .forUpdate()
    .execute()
  let changed = 0
  for (const row of rows) {
    const sealed = sealedOf(row)
    if (await sealer.isCurrent(sealed)) continue
    await writeSealed(
      unit,
      sealer,
      { kind: row.kind, owner: row.owner },
      await sealer.open(placeOf(row), sealed),
    )
    changed += 1
  }
  return { rows, changed }
}

/** How many values each key has sealed, by its id. */
export async function countSealed({
  database,
}: Pick<Store, 'database'>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; values: number }>`
    select key_id as key, count(*)::int as values from sealed_values group by key_id order by key_id`.execute(
    database,
  )
  return new Map(rows.map(({ key, values }) => [key, values]))
}
