import { type Kysely, sql } from 'kysely'

/** Who and where: everything else belongs to an organization of a host. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await database.schema
    .createTable('hosts')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    // `github.com`, `acme.ghe.com`, `git.acme.example`
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .execute()
  await database.schema
    .createTable('organizations')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('host_id', 'bigint', (column) => column.notNull().references('hosts.id'))
    // The company that several organizations belong to, of one host or of many.
    .addColumn('parent_id', 'bigint', (column) => column.references('organizations.id'))
    // Null for a company that is no GitHub organization itself.
    .addColumn('github_id', 'bigint')
    .addColumn('login', 'text', (column) => column.notNull())
    .addUniqueConstraint('organizations_github_id', ['host_id', 'github_id'])
    .execute()
  // The audit log names people by these ids only, so that a person can be forgotten and the chain still verifies.
  await database.schema
    .createTable('people')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('host_id', 'bigint', (column) => column.notNull().references('hosts.id'))
    .addColumn('github_id', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('people_github_id', ['host_id', 'github_id'])
    .execute()
  await database.schema
    .createTable('person_names')
    .addColumn('person_id', 'uuid', (column) => column.primaryKey().references('people.id'))
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .execute()
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const table of ['person_names', 'people', 'organizations', 'hosts'])
    await database.schema.dropTable(table).execute()
}
