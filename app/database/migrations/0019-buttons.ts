import { type Kysely, sql } from 'kysely'

/** What was pressed on checks: a webhook alone tells of it, so it is kept until it is dealt with. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('button_presses')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('repository_id', 'bigint', (column) => column.notNull().references('repositories.id'))
    // GitHub's number of the check: whoever pressed one of its buttons has done so once, however often that is told.
    .addColumn('check_run', 'bigint', (column) => column.notNull())
    .addColumn('button', 'text', (column) => column.notNull())
    .addColumn('pressed_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('received_at', 'timestamptz', (column) => column.notNull())
    .addColumn('handled_at', 'timestamptz')
    .addColumn('outcome', 'text')
    .addUniqueConstraint('button_presses_once', ['repository_id', 'check_run', 'button', 'pressed_by'])
    .execute()
  await sql`create index button_presses_open on button_presses (organization_id) where handled_at is null`.execute(
    database,
  )
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  await schema.dropTable('button_presses').execute()
}
