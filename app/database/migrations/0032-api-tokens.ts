import { type Kysely, sql } from 'kysely'

/** Tokens by which programs read an organization. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('api_tokens')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('organization_id', 'bigint', (column) => column.notNull().references('organizations.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    // A hash: what is here lets nobody in.
    .addColumn('hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('ending', 'text', (column) => column.notNull())
    .addColumn('scopes', sql`text[]`, (column) => column.notNull())
    .addColumn('created_by', 'uuid', (column) => column.notNull().references('people.id'))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('used_at', 'timestamptz')
    .addColumn('ended_at', 'timestamptz')
    .addColumn('ended_by', 'uuid', (column) => column.references('people.id'))
    .execute()
  await database.schema
    .createIndex('api_tokens_organization')
    .on('api_tokens')
    .columns(['organization_id', 'id'])
    .execute()
  await database.schema
    .createIndex('memberships_organization')
    .on('memberships')
    .columns(['organization_id', 'person_id'])
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropIndex('memberships_organization').execute()
  await database.schema.dropTable('api_tokens').execute()
}
