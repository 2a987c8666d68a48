import type { Kysely } from 'kysely'

/** What an approver asks for besides: people's own words, so that they stand here and never in the audit log. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('approvals').addColumn('condition', 'text').execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('approvals').dropColumn('condition').execute()
}
