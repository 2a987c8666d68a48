import { type Kysely, sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { Schema } from './schema.ts'

/**
 * Indexes by which a part of a text is found without reading every row. PostgreSQL's module `pg_trgm` makes them, which not every
 * database has, or lets its owner have: without it the same is found, and takes longer.
 */
const indexes = {
  repository_summaries_name_parts: 'repository_summaries using gin (name_key gin_trgm_ops)',
  finding_groups_word_parts: 'finding_groups using gin (words gin_trgm_ops)',
} as const

/** PostgreSQL's codes where there is no such module, or this role may not have it. */
const notHad: ReadonlySet<string | undefined> = new Set(['42501', '58P01', '0A000', '42704'])

/** Makes the indexes where they are missing and the database has the module. */
export async function makeTrigrams(database: Kysely<Schema>): Promise<void> {
  if (await areThere(database)) return
  try {
    await database.transaction().execute(async (transaction) => {
      // Two processes that start at once would make the module twice.
      await sql`select pg_advisory_xact_lock(hashtext('gatehouse trigrams'))`.execute(transaction)
      await sql`create extension if not exists pg_trgm`.execute(transaction)
      for (const [name, on] of Object.entries(indexes))
        await sql`create index if not exists ${sql.id(name)} on ${sql.raw(on)}`.execute(transaction)
    })
  } catch (error) {
    if (!(error instanceof DatabaseError) || !notHad.has(error.code)) throw error
  }
}

const known = new WeakMap<Kysely<Schema>, Promise<boolean>>()

/** Whether parts of texts are found by an index. Asked of a database once: who makes them restarts. */
export function hasTrigrams({ database }: { readonly database: Kysely<Schema> }): Promise<boolean> {
  const before = known.get(database)
  if (before) return before
  const asked = areThere(database)
  known.set(database, asked)
  // What could not be asked is asked again.
  asked.catch(() => known.delete(database))
  return asked
}

async function areThere(database: Kysely<Schema>): Promise<boolean> {
  const names = Object.keys(indexes)
  const { rows } = await sql<{ there: number }>`
    select count(to_regclass(name))::int as there from unnest(${sql.val(names)}::text[]) name`.execute(
    database,
  )
  return rows[0]?.there === names.length
}
