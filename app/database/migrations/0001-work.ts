import { type Kysely, sql } from 'kysely'

export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('work')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('wanted', 'bigint', (column) => column.notNull().defaultTo(1))
    .addColumn('done', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('claim', 'uuid')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('not_before', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('last_error', 'text')
    .addCheckConstraint('work_done_is_wanted', sql`done <= wanted`)
    .execute()
  // What is still to be done is looked for every few seconds, among mostly finished rows.
  await sql`create index work_open on work (not_before) where done < wanted`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('work').execute()
}
