import { type Kysely, sql } from 'kysely'

/**
 * Reminders of requests that nobody has answered; exceptions of classes of findings, and such as were rebuilt from a record, which does
 * not hold what is done instead.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('request_reminders')
    .addColumn('request_id', 'bigint', (column) => column.notNull().references('access_requests.id'))
    .addColumn('step', 'integer', (column) => column.notNull())
    .addColumn('given_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('request_reminders_key', ['request_id', 'step'])
    .execute()
  await database.schema
    .alterTable('exceptions')
    .alterColumn('check_id', (column) => column.dropNotNull())
    .alterColumn('control', (column) => column.dropNotNull())
    .addColumn('findings', 'jsonb')
    .execute()
  await sql`alter table exceptions add constraint exceptions_waived check ((check_id is null) <> (findings is null))`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('request_reminders').execute()
  // What the older version cannot say would be taken for a condition.
  await sql`delete from exception_notices where exception_id in (select id from exceptions where check_id is null)`.execute(
    database,
  )
  await sql`delete from exceptions where check_id is null`.execute(database)
  await sql`update exceptions set control = '' where control is null`.execute(database)
  await database.schema.alterTable('exceptions').dropConstraint('exceptions_waived').execute()
  await database.schema
    .alterTable('exceptions')
    .dropColumn('findings')
    .alterColumn('control', (column) => column.setNotNull())
    .alterColumn('check_id', (column) => column.setNotNull())
    .execute()
}
