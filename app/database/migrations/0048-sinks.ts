import { type Kysely, sql } from 'kysely'

/** Where the audit log is sent on to, and how far each receiver is. Secrets are sealed values of the kind `sink-secret`. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table sinks (
      id bigint generated always as identity primary key,
      organization_id bigint not null references organizations(id),
      name text not null,
      -- ocsf, record
      format text not null,
      logins boolean not null,
      -- What is not secret of its set-up; its kind among it.
      settings jsonb not null,
      is_paused boolean not null default false,
      created_by uuid not null references people(id),
      created_at timestamptz not null,
      changed_at timestamptz not null,
      ended_at timestamptz
    )`.execute(database)
  await sql`create unique index sinks_of on sinks (organization_id, lower(name)) where ended_at is null`.execute(
    database,
  )
  // Apart from the settings, since a batch changes it.
  await sql`
    create table sink_positions (
      sink_id bigint primary key references sinks(id) on delete cascade,
      -- Sequence in the organization's chain: all up to it is delivered, or put aside.
      cursor bigint not null,
      -- The end of the batch that was begun and is not settled, so that after a crash the same one is sent again.
      pending_last bigint,
      -- How often that one may have arrived.
      pending_tries integer not null default 0,
      failures integer not null default 0,
      refused_in_row integer not null default 0,
      not_before timestamptz,
      problem text,
      problem_detail text,
      failing_since timestamptz,
      last_failed_at timestamptz,
      last_sent_at timestamptz,
      sent bigint not null default 0,
      repeated bigint not null default 0
    )`.execute(database)
  // Events that a receiver refuses; they themselves lie in the audit log.
  await sql`
    create table sink_dead_letters (
      sink_id bigint not null references sinks(id) on delete cascade,
      sequence bigint not null,
      problem text not null,
      problem_detail text,
      refused_at timestamptz not null,
      -- null: it is not to be sent again
      replay_at timestamptz,
      primary key (sink_id, sequence)
    )`.execute(database)
  await sql`create index sink_dead_letters_replay on sink_dead_letters (sink_id) where replay_at is not null`.execute(
    database,
  )
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  for (const table of ['sink_dead_letters', 'sink_positions', 'sinks'])
    await schema.dropTable(table).execute()
}
