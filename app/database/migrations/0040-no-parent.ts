import type { Kysely } from 'kysely'

/** An organization above another one is told by the policies in force (`parent-of.ts`): what stood here was never anything. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('organizations').dropColumn('parent_id').execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .alterTable('organizations')
    .addColumn('parent_id', 'bigint', (column) => column.references('organizations.id'))
    .execute()
}
