import { type Kysely, sql } from 'kysely'

/** Sign-ins by a company's identity provider that are under way, what was used once, and which sessions came of it. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table pending_single_sign_ons (
      -- Hashes: what is here lets nobody in.
      state bytea primary key,
      browser bytea not null,
      connection_id bigint not null references identity_connections(id),
      -- OIDC's: of PKCE, and what the ID token has to repeat.
      verifier text not null,
      nonce text not null,
      -- SAML's: what the response has to name; null: it was answered.
      request_id text unique,
      -- SAML's answer, which is checked before its browser comes to fetch what it gives: a hash of the ticket, and who it is.
      ticket bytea,
      arrived jsonb,
      goes_to text not null,
      begun_at timestamptz not null
    )`.execute(database)
  await sql`
    create table used_assertions (
      connection_id bigint not null references identity_connections(id),
      assertion_id text not null,
      used_at timestamptz not null,
      primary key (connection_id, assertion_id)
    )`.execute(database)
  // By which connection a session was opened; null: by GitHub alone.
  await sql`
    alter table sessions add column identity_id uuid references identities(id)`.execute(database)
  await sql`
    alter table pending_sign_ins
      -- Whoever comes back is to be linked with this identity.
      add column links_identity uuid references identities(id),
      -- A hash of the recovery code that they gave.
      add column recovery bytea`.execute(database)
  // When both were proven in one browser.
  await sql`alter table identities add column linked_at timestamptz`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table identities drop column linked_at`.execute(database)
  await sql`alter table pending_sign_ins drop column links_identity, drop column recovery`.execute(database)
  await sql`alter table sessions drop column identity_id`.execute(database)
  for (const table of ['used_assertions', 'pending_single_sign_ons'])
    await database.schema.dropTable(table).execute()
}
