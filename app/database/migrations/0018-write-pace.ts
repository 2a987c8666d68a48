import type { Kysely } from 'kysely'

/** What was written on GitHub within the last hour, by whom, so that all processes keep one pace. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('sent_writes')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    // An installation, an App of an enterprise, a person: GitHub counts for each.
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('makes_content', 'boolean', (column) => column.notNull())
    .execute()
  await schema.createIndex('sent_writes_identity').on('sent_writes').columns(['identity', 'at']).execute()
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  await schema.dropTable('sent_writes').execute()
}
