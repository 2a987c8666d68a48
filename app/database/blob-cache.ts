import { sql } from 'kysely'
import type { BlobCache, StoredBlob } from '../../scanner/pool/stored-blob.ts'
import type { Store } from './store.ts'

/** Versions that were not used for so many days are forgotten: while a new one is rolled out, old processes still run. */
const daysKept = 7
const batch = 1000

/**
 * Remembers what blobs of an organization hold under one version of the rules. It is no part of any transaction: what it knows is
 * true whatever becomes of the scan that found it.
 * @param organization our id
 */
export function createBlobCache(
  { database }: Pick<Store, 'database'>,
  organization: string,
  version: string,
  now: () => Date,
): BlobCache {
  let opened: Promise<number> | undefined
  const open = (): Promise<number> => (opened ??= openVersion({ database }, organization, version, now()))
  return {
    read: async (ids) => {
      const id = await open()
      const rows = await database
        .selectFrom('matched_blobs')
        .select(['blob', 'bytes', 'found'])
        .where('rule_version_id', '=', id)
        .where('blob', '=', sql<Buffer>`any(${sql.val(ids.map((one) => Buffer.from(one, 'hex')))}::bytea[])`)
        .execute()
      return new Map(
        rows.map(({ blob, bytes, found }): readonly [string, StoredBlob] => [
          blob.toString('hex'),
          { bytes: Number(bytes), ...(found ?? nothing) },
        ]),
      )
    },
    write: async (blobs) => {
      const id = await open()
      const all = [...blobs].map(([blob, { bytes, ...found }]) => ({
        rule_version_id: id,
        blob: Buffer.from(blob, 'hex'),
        bytes: String(bytes),
        found: isNothing(found) ? null : JSON.stringify(found),
      }))
      for (let from = 0; from < all.length; from += batch)
        await database
          .insertInto('matched_blobs')
          .values(all.slice(from, from + batch))
          .onConflict((conflict) =>
            conflict.columns(['rule_version_id', 'blob']).doUpdateSet((row) => ({
              bytes: row.ref('excluded.bytes'),
              found: row.ref('excluded.found'),
            })),
          )
          .execute()
    },
  }
}

const nothing = { matches: [], comments: [], problems: [] }
const isNothing = ({ matches, comments, problems }: Omit<StoredBlob, 'bytes'>): boolean =>
  matches.length + comments.length + problems.length === 0

async function openVersion(
  { database }: Pick<Store, 'database'>,
  organization: string,
  version: string,
  at: Date,
): Promise<number> {
  const { id } = await database
    .insertInto('rule_versions')
    .values({ organization_id: organization, version, used_at: at })
    .onConflict((conflict) => conflict.columns(['organization_id', 'version']).doUpdateSet({ used_at: at }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Forgets what was matched by rules that nobody uses any more. To be called now and then. */
export async function forgetOldRules({ database }: Pick<Store, 'database'>, at: Date): Promise<void> {
  await database
    .deleteFrom('rule_versions')
    .where('used_at', '<', new Date(at.getTime() - daysKept * 86_400_000))
    .execute()
}
