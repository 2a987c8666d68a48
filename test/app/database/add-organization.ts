import type { Store } from '../../../app/database/store.ts'

/** Adds an organization of github.com. @returns our id */
export async function addOrganization({ database }: Store, login: string): Promise<string> {
  await database
    .insertInto('hosts')
    .values({ name: 'github.com' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { id } = await database
    .insertInto('organizations')
    .values((insert) => ({
      host_id: insert.selectFrom('hosts').select('id').where('name', '=', 'github.com'),
      github_id: String(login.length),
      login,
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
