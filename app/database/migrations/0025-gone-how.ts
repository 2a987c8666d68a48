import type { Kysely } from 'kysely'

/** What became of a repository that is gone, as far as a webhook has told: no reading would. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('repositories')
    // deleted, moved, taken; null: nobody has told, or it is there.
    .addColumn('gone_how', 'text')
    .execute()
}

export async function down({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('repositories').dropColumn('gone_how').execute()
}
