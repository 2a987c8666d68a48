import type { Store } from './store.ts'

/** An opaque id for a person, made when first seen; the name beside it can be erased. */
export async function recordPerson(
  { transact }: Pick<Store, 'transact'>,
  host: string,
  githubId: number,
  login: string,
): Promise<string> {
  return transact(async ({ database }) => {
    const { id } = await database
      .insertInto('people')
      .values({ host_id: host, github_id: String(githubId) })
      .onConflict((conflict) =>
        conflict.columns(['host_id', 'github_id']).doUpdateSet({ github_id: String(githubId) }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    await database
      .insertInto('person_names')
      .values({ person_id: id, login, name: null })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ login }))
      .execute()
    return id
  })
}
