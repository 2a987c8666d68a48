import { sql } from 'kysely'
import { AppError } from '../../../scanner/errors.ts'
import type { Store } from '../store.ts'
import { personPlaces } from './places.ts'

type Reading = Pick<Store, 'database'>

/** Somebody of whom something is kept. */
export interface KnownPerson {
  /** Our opaque id. */
  readonly id: string
  readonly login: string | null
  /** `github.com`; null: they came by an identity provider alone, or were erased. */
  readonly host: string | null
  /** GitHub's numeric id. */
  readonly githubId: string | null
  readonly erasedAt: Date | null
  /** What a mention of them looks like: `@ada`, addresses by which identity providers know them. */
  readonly marks: readonly string[]
}

/**
 * Whom somebody means.
 * @param called a login, an e-mail address that an identity provider gave, or our opaque id
 * @throws AppError `not-found` where nobody is called so, `usage` where several are
 */
export async function findKnownPerson({ database }: Reading, called: string): Promise<KnownPerson> {
  const { rows } = await sql<Omit<KnownPerson, 'marks'> & { emails: readonly string[] }>`
    select people.id, coalesce(login, (
        select coalesce(user_name, email) from identities where person_id = people.id
        order by user_name nulls last, id limit 1)) as login, hosts.name as host, github_id::text as "githubId",
      erased_at as "erasedAt", array(
        select distinct mark from identities cross join lateral (values (email), (user_name)) as given (mark)
        where person_id = people.id and strpos(mark, '@') > 1) as emails
    from people left join person_names on person_names.person_id = people.id left join hosts on hosts.id = host_id
    where lower(login) = lower(${called}) or people.id::text = ${called} or exists (
      select from identities where person_id = people.id
        and (lower(email) = lower(${called}) or lower(user_name) = lower(${called})))`.execute(database)
  const [first] = rows
  if (!first)
    throw new AppError('not-found', `Nobody called ${called} is known here.`, {
      todo: 'Give their login as the console shows it, or the id that the audit log calls them by.',
    })
  if (rows.length > 1) {
    const all = rows.map(({ id, host }) => `${id}${host === null ? '' : ` on ${host}`}`).join(', ')
    throw new AppError('usage', `Several people are called ${called}: ${all}.`, {
      todo: 'Give the id instead of the login.',
    })
  }
  const { emails, ...person } = first
  const { host, login } = person
  return { ...person, marks: [...(host !== null && login !== null ? [`@${login}`] : []), ...emails] }
}

/** Our ids of the organizations in which anything is kept of somebody. */
export async function organizationsOf({ database }: Reading, person: string): Promise<readonly string[]> {
  const parts = personPlaces
    .filter(({ organization }) => organization !== null)
    .map(({ table, people, organization }) => {
      const named = sql.join(
        people.map((column) => sql`${sql.ref(`${table}.${column}`)} = ${person}::uuid`),
        sql` or `,
      )
      return sql`select ${sql.raw(organization ?? '')} as id from ${sql.table(table)} where ${named}`
    })
  const { rows } = await sql<{ id: string }>`
    select distinct id::text from (${sql.join(parts, sql` union all `)}
      union all select organization_id from audit_events where actor = ${person}::uuid or subject = ${`person:${person}`}
    ) as known where id is not null order by id`.execute(database)
  return rows.map(({ id }) => id)
}

/** Why nothing of somebody may be deleted now: holds in force on them, or on all of an organization in which they are known. */
export async function holdsOn(
  { database }: Reading,
  person: string,
  organizations: readonly string[],
): Promise<readonly { readonly id: string; readonly login: string }[]> {
  const { rows } = await sql<{ id: string; login: string }>`
    select legal_holds.id::text, organizations.login from legal_holds
    join organizations on organizations.id = organization_id
    where lifted_at is null and (person_id = ${person}::uuid
      or (person_id is null and repository_id is null and organization_id = any(${sql.val([...organizations])}::bigint[])))
    order by legal_holds.id`.execute(database)
  return rows
}
