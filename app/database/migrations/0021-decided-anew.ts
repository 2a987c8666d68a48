import type { Kysely } from 'kysely'

/** A decision may be made of what is recorded; what it is to change waits until the repository was read again. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('decisions')
    .addColumn('awaits_reading', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('decisions').dropColumn('awaits_reading').execute()
}
