import type { Kysely } from 'kysely'

/** How Gatehouse leaves an organization: what was under way when that was ordered is taken back in the same way when it is found. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('organizations')
    // remove, hand-over; null: it stays, or it is not known any more.
    .addColumn('leaving_how', 'text')
    .execute()
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('organizations').dropColumn('leaving_how').execute()
}
