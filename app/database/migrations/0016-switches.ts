import type { Kysely } from 'kysely'

/** What is to be left on an assistant's App that is switched from all repositories to selected ones, before anything is sent. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('switches')
    .addColumn('effect_id', 'bigint', (column) => column.primaryKey().references('effects.id'))
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('installation', 'bigint', (column) => column.notNull())
    // GitHub's numeric ids of all that stays on it.
    .addColumn('kept', 'jsonb', (column) => column.notNull())
    // Those that GitHub is told in the call that switches, with the names that they had: [{"githubId": 17, "name": "web"}].
    .addColumn('first', 'jsonb', (column) => column.notNull())
    // Our ids of the effects that it makes: each takes one repository.
    .addColumn('taken', 'jsonb', (column) => column.notNull())
    .addColumn('intended_at', 'timestamptz', (column) => column.notNull())
    // When all that stays was on it again; null: it is under way.
    .addColumn('ended_at', 'timestamptz')
    .execute()
  await schema.createIndex('switches_organization').on('switches').columns(['organization_id']).execute()
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  await schema.dropTable('switches').execute()
}
