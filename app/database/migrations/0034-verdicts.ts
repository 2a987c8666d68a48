import { type Kysely, sql } from 'kysely'

/** What people say of findings in the console: each of one finding in one repository, like an entry of the allowlist. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table verdicts (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations(id),
      repository_id bigint not null references repositories(id),
      rule text not null,
      fingerprint text not null,
      -- false-positive, risk-accepted, rotated
      verdict text not null,
      reason text not null,
      -- Of a rotation: what shows it, and the day.
      evidence text,
      rotated_on date,
      -- The last day on which it counts.
      expires_on date not null,
      -- People are opaque ids.
      asked_by uuid not null,
      asked_at timestamptz not null,
      -- null: it is only asked for, and counts for nothing.
      given_by uuid,
      given_at timestamptz,
      ended_by uuid,
      ended_at timestamptz
    )`.execute(database)
  // One at a time says what a finding is, and one is asked for: asking takes nothing away that counts.
  await sql`create unique index verdicts_open on verdicts (repository_id, fingerprint, rule, (given_at is null))
    where ended_at is null`.execute(database)
  await sql`create index verdicts_asked on verdicts (organization_id, id) where given_at is null and ended_at is null`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropTable('verdicts').execute()
}
