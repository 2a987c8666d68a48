import { sql } from 'kysely'
import type { Store, Unit } from './store.ts'

/** All that somebody can read of an organization, as GitHub said it just now, in the place of what it said before. */
export async function recordLook(
  { database }: Unit,
  { person, organization }: { readonly person: string; readonly organization: string },
  githubIds: readonly number[],
  at: Date,
): Promise<void> {
  // Two processes that look for one person write one after the other.
  await database
    .insertInto('looks')
    .values({ person_id: person, organization_id: organization, looked_at: at })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'organization_id']).doUpdateSet({ looked_at: at }),
    )
    .execute()
  await database
    .deleteFrom('visible_repositories')
    .where('person_id', '=', person)
    .where('organization_id', '=', organization)
    .execute()
  await sql`
    insert into visible_repositories (person_id, organization_id, repository_id)
    select ${person}::uuid, organization_id, id from repositories
    where organization_id = ${organization} and gone_at is null
      and github_id = any(${sql.val(githubIds.map(String))}::bigint[])`.execute(database)
}

/** Forgets what somebody could read: of one organization, or of all. */
export async function forgetLooks({ database }: Unit, person: string, organization?: string): Promise<void> {
  await database
    .deleteFrom('looks')
    .where('person_id', '=', person)
    .$if(organization !== undefined, (query) => query.where('organization_id', '=', organization!))
    .execute()
}

/** Of all that see that a session's token was not used for a while, one is told to use it. */
export async function claimLook(
  { database }: Pick<Store, 'database'>,
  session: string,
  triedBefore: Date,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('sessions')
    .set({ tried_at: at })
    .where('id', '=', session)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('tried_at', 'is', null), where('tried_at', '<', triedBefore)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
