import { type Kysely, sql } from 'kysely'

/** By which two owners come in when nobody can by the company's identity provider. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table recovery_codes (
      organization_id bigint not null references organizations(id),
      person_id uuid not null references people(id),
      hash bytea not null,
      created_at timestamptz not null,
      used_at timestamptz,
      primary key (organization_id, person_id, hash)
    )`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('recovery_codes').execute()
}
