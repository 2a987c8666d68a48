import { type Kysely, sql } from 'kysely'

/** Each secret is sealed by a key of its own, which another key wraps: that one may lie in a key service and never leave it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sealed_values
      -- 1: sealed by the key itself, as before there were envelopes; 2: by a data key, which is beside it, wrapped
      add column form smallint not null default 1,
      add column data_key bytea,
      add constraint sealed_values_form check ((form = 1 and data_key is null) or (form = 2 and data_key is not null))`.execute(
    database,
  )
}

/** What was sealed in envelopes is lost to whoever goes back: seal it with the version before first. */
export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`delete from sealed_values where form = 2`.execute(database)
  await sql`alter table sealed_values drop constraint sealed_values_form, drop column form, drop column data_key`.execute(
    database,
  )
}
