import { type Kysely, sql } from 'kysely'

/**
 * Whose work is open: asked every few seconds for each sweep, among the open work of all organizations. The queue knows keys as
 * texts and nothing else, so the database itself keeps what they belong to.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema.alterTable('work').addColumn('organization_id', 'bigint').execute()
  await sql`
    create function organization_of_work(key text) returns bigint language sql stable as $$
      select case split_part(key, ':', 1)
        when 'organization' then split_part(key, ':', 2)::bigint
        when 'repository' then (select organization_id from repositories where id = split_part(key, ':', 2)::bigint)
        when 'scan' then (select organization_id from repositories where id = split_part(key, ':', 2)::bigint)
      end
    $$`.execute(database)
  await sql`
    create function keep_organization_of_work() returns trigger language plpgsql as $$
    begin
      new.organization_id := organization_of_work(new.key);
      return new;
    end $$`.execute(database)
  await sql`create trigger organization_of_work before insert on work
    for each row execute function keep_organization_of_work()`.execute(database)
  await sql`update work set organization_id = organization_of_work(key)`.execute(database)
  await sql`create index work_open_organization on work (organization_id, attempts) where done < wanted`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop trigger organization_of_work on work`.execute(database)
  await sql`drop function keep_organization_of_work()`.execute(database)
  await sql`drop function organization_of_work(text)`.execute(database)
  await database.schema.alterTable('work').dropColumn('organization_id').execute()
}
