import { type Kysely, sql } from 'kysely'

/** How often an assistant's installation was found to reach a repository that it did not, or the other way round, and with how many of them it is decided. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table decisions add column reach_changes bigint not null default 0,
    add column reach_seen bigint not null default 0`.execute(database)
  await sql`create index decisions_reach_changed on decisions (repository_id) where reach_seen < reach_changes`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table decisions drop column reach_changes, drop column reach_seen`.execute(database)
}
