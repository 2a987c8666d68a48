import { type Kysely, sql } from 'kysely'

/** Which repositories people can read on GitHub, as GitHub said it last to each of them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database
  await schema
    .createTable('looks')
    .addColumn('person_id', 'uuid', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('organization_id', 'bigint', (column) =>
      column.notNull().references('organizations.id').onDelete('cascade'),
    )
    .addColumn('looked_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('looks_key', ['person_id', 'organization_id'])
    .execute()
  await schema
    .createTable('visible_repositories')
    .addColumn('person_id', 'uuid', (column) => column.notNull())
    .addColumn('organization_id', 'bigint', (column) => column.notNull())
    .addColumn('repository_id', 'bigint', (column) =>
      column.notNull().references('repositories.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('visible_repositories_key', ['person_id', 'organization_id', 'repository_id'])
    // What was not looked at is not visible.
    .addForeignKeyConstraint(
      'visible_repositories_look',
      ['person_id', 'organization_id'],
      'looks',
      ['person_id', 'organization_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute()
  await schema
    .createIndex('visible_repositories_repository')
    .on('visible_repositories')
    .column('repository_id')
    .execute()
  // When this session's token was last used to look, whatever came of it.
  await sql`alter table sessions add column tried_at timestamptz`.execute(database)
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions drop column tried_at`.execute(database)
  for (const table of ['visible_repositories', 'looks']) await database.schema.dropTable(table).execute()
}
