import { sql } from 'kysely'
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

/** A person as somebody calls them: one who is known by their login, or anybody by both. */
export interface NamedPerson {
  readonly login: string
  /** GitHub's numeric id. */
  readonly githubId?: number
}

/** @returns the opaque id; undefined: nobody of that login is known here, and no number was given */
export async function findPerson(
  store: Pick<Store, 'database' | 'transact'>,
  host: string,
  { login, githubId }: NamedPerson,
): Promise<string | undefined> {
  if (githubId !== undefined) return recordPerson(store, host, githubId, login)
  const row = await store.database
    .selectFrom('people')
    .innerJoin('person_names', 'person_names.person_id', 'people.id')
    .select('people.id')
    .where('host_id', '=', host)
    .where(sql<boolean>`lower(login) = ${login.toLowerCase()}`)
    .executeTakeFirst()
  return row?.id
}

/** Whether an opaque id is of somebody on a host. @param host our id */
export async function isPersonOf(
  { database }: Pick<Store, 'database'>,
  host: string,
  person: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('people')
    .select('id')
    .where('id', '=', person)
    .where('host_id', '=', host)
    .executeTakeFirst()
  return row !== undefined
}
