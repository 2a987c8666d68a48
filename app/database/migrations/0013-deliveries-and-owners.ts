import { type Kysely, sql } from 'kysely'

/**
 * When a host tried to deliver, by its own clock: where its list is polled, that says where to go on. And whether GitHub said that
 * who stated something is an owner.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('deliveries').addColumn('delivered_at', 'timestamptz').execute()
  await database.schema
    .createIndex('deliveries_delivered')
    .on('deliveries')
    .columns(['host', 'delivered_at'])
    .execute()
  await database.schema.alterTable('attestations').addColumn('unverified', 'text').execute()
  await sql`update attestations set unverified = 'it was stated before GitHub was asked'`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('attestations').dropColumn('unverified').execute()
  await database.schema.dropIndex('deliveries_delivered').execute()
  await database.schema.alterTable('deliveries').dropColumn('delivered_at').execute()
}
