import { type Kysely, sql } from 'kysely'

/** Which organizations have a rule's findings, and those of one rule by age: most organizations have none of most rules. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create index finding_groups_rule on finding_groups (organization_id, rule, first_seen_at, id)`.execute(
    database,
  )
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await database.schema.dropIndex('finding_groups_rule').execute()
}
