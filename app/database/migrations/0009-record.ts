import { type Kysely, sql } from 'kysely'

/** Keys for the record, secrets sealed, and a database that itself refuses to change what is recorded. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('sealed_values')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('value', 'bytea', (column) => column.notNull())
    .addColumn('sealed_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('sealed_values_key', ['kind', 'owner'])
    .execute()
  // Heads are checked with these; the private halves are among the sealed values.
  await database.schema
    .createTable('audit_keys')
    .addColumn('key_id', 'text', (column) => column.primaryKey())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('made_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the record is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege',
          hint = 'The owner of the table can disable the trigger; whoever verifies the record will see what was changed.';
    end $$`.execute(database)
  for (const table of tables) {
    await sql`
      create trigger append_only before update or delete or truncate on ${sql.table(table)}
        for each statement execute function refuse_audit_change()`.execute(database)
    // Also where a session replays changes of another server.
    await sql`alter table ${sql.table(table)} enable always trigger append_only`.execute(database)
  }
}

const tables = ['audit_events', 'audit_heads', 'audit_keys']

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of tables) await sql`drop trigger append_only on ${sql.table(table)}`.execute(database)
  await sql`drop function refuse_audit_change()`.execute(database)
  for (const table of ['audit_keys', 'sealed_values']) await database.schema.dropTable(table).execute()
}
