import { type Kysely, sql } from 'kysely'

/**
 * Webhooks are written as they are: packing them takes PostgreSQL longer than all the rest of keeping them, and they stay only
 * until they are handled. What is there already stays as it is, and is read as before.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries alter column payload set storage external`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries alter column payload set storage extended`.execute(database)
}
