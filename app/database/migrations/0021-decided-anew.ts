import type { Kysely } from 'kysely'

/**
 * A decision may be made of what is recorded; what it is to change waits until the repository was read again. And who ordered a pause,
 * as far as that is known: a person, or the account of an operating system, whose name can be erased because it is here alone.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('decisions')
    .addColumn('awaits_reading', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute()
  for (const order of ['paused', 'resumed'])
    await database.schema
      .alterTable('pauses')
      .addColumn(`${order}_by`, 'uuid', (column) => column.references('people.id'))
      .addColumn(`${order}_account`, 'text')
      .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const order of ['paused', 'resumed'])
    await database.schema
      .alterTable('pauses')
      .dropColumn(`${order}_by`)
      .dropColumn(`${order}_account`)
      .execute()
  await database.schema.alterTable('decisions').dropColumn('awaits_reading').execute()
}
