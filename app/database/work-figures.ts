import { sql } from 'kysely'
import { migrations } from './migrations.ts'
import type { Store } from './store.ts'

/** How much there is to do of one kind. */
export interface WorkFigure {
  /** `repository` */
  readonly kind: string
  readonly open: number
  /** Whose last try failed. */
  readonly failing: number
  /** How long what is due has been due at most. */
  readonly oldestWaitSeconds: number
}

export async function readWorkFigures({ database }: Pick<Store, 'database'>): Promise<readonly WorkFigure[]> {
  return database
    .selectFrom('work')
    .whereRef('done', '<', 'wanted')
    .select([
      sql<string>`split_part(key, ':', 1)`.as('kind'),
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where attempts > 0))::int`.as('failing'),
      sql<number>`greatest(0, extract(epoch from now() - min(not_before)))::float8`.as('oldestWaitSeconds'),
    ])
    .groupBy('kind')
    .orderBy('kind')
    .execute()
}

const newest = Object.keys(migrations).at(-1)

/** Whether the database has the tables of this version. @throws where it does not answer */
export async function isMigrated({ database }: Pick<Store, 'database'>): Promise<boolean> {
  // The table is the migrator's own, so that Kysely's types don't know it.
  const { rows } = await sql`select 1 from kysely_migration where name = ${newest}`.execute(database)
  return rows.length === 1
}
