import { type RawBuilder, sql } from 'kysely'
import { ScimError, notThere } from '../../enforcement/provisioning/scim-error.ts'
import type { ScimReference, ScimUser, ScimUserData } from '../../enforcement/provisioning/scim-resource.ts'
import type { Expected, ScimCaller, ScimPage, ScimQuery } from '../../enforcement/provisioning/scim-store.ts'
import { refreshIdentityRoles } from '../identity/identity-roles.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { recordProvisioned } from './audit-provisioning.ts'
import { userColumns } from './columns.ts'
import { filterSql, sortSql } from './filter-sql.ts'

interface UserRow {
  readonly id: string
  readonly person: string
  readonly user_name: string
  readonly external_id: string | null
  readonly display_name: string | null
  readonly attributes: Pick<ScimUserData, 'name' | 'emails'>
  readonly is_active: boolean
  readonly created_at: Date
  readonly changed_at: Date
  readonly version: string
  readonly groups?: readonly ScimReference[]
}

const columns = sql`resource.id, resource.person_id as person, user_name, external_id, display_name, attributes, is_active,
  resource.created_at, resource.changed_at, resource.version::text as version`
const groups = sql`, (
  select coalesce(json_agg(json_build_object('value', grp.id, 'display', grp.name) order by grp.name), '[]')
  from identity_group_members member join identity_groups grp on grp.id = member.group_id
  where member.identity_id = resource.id and grp.is_provisioned) as groups`

const mine = (connection: string): RawBuilder<boolean> =>
  sql<boolean>`resource.connection_id = ${connection} and resource.is_provisioned and resource.deleted_at is null`

function userOf(row: UserRow): ScimUser {
  const { id, user_name: userName, external_id: externalId, display_name: displayName, attributes } = row
  return {
    id,
    userName,
    active: row.is_active,
    ...(externalId !== null && { externalId }),
    ...(displayName !== null && { displayName }),
    ...(attributes.name && { name: attributes.name }),
    ...(attributes.emails && { emails: attributes.emails }),
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
    ...(row.groups && { groups: row.groups }),
  }
}

export async function listUsers(
  { database }: Pick<Store, 'database'>,
  { connection }: ScimCaller,
  { filter, sortBy, isDescending, offset, limit, withRelated }: ScimQuery,
): Promise<ScimPage<ScimUser>> {
  const condition = filter ? filterSql(filter, userColumns) : sql`true`
  const order =
    sortBy === undefined
      ? sql``
      : sql`${sortSql(sortBy, userColumns)} ${isDescending ? sql`desc` : sql`asc`},`
  const { rows } = await sql<UserRow>`
    select ${columns} ${withRelated ? groups : sql``}
    from identities resource where ${mine(connection)} and ${condition}
    order by ${order} resource.created_at, resource.id limit ${limit} offset ${offset}`.execute(database)
  // Whoever looks for one person gets all that fit, which is most of what providers ask.
  if (offset === 0 && rows.length < limit) return { total: rows.length, resources: rows.map(userOf) }
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from identities resource where ${mine(connection)} and ${condition}`.execute(
    database,
  )
  return { total: counted.rows[0]?.total ?? 0, resources: rows.map(userOf) }
}

export async function readUser(
  { database }: Pick<Store, 'database'>,
  { connection }: ScimCaller,
  id: string,
  withGroups: boolean,
): Promise<ScimUser> {
  const { rows } = await sql<UserRow>`
    select ${columns} ${withGroups ? groups : sql``} from identities resource
    where ${mine(connection)} and resource.id = ${id}::uuid`.execute(database)
  if (!rows[0]) throw notThere('user')
  return userOf(rows[0])
}

/** What is written of a user. */
const written = ({ userName, externalId, displayName, name, emails, active }: ScimUserData) => ({
  user_name: userName,
  external_id: externalId ?? null,
  display_name: displayName ?? null,
  shown: displayName ?? name?.formatted ?? null,
  email: (emails?.find(({ primary }) => primary === true) ?? emails?.[0])?.value ?? null,
  is_active: active,
  attributes: JSON.stringify({ ...(name && { name }), ...(emails && { emails }) }),
})

/** Somebody who has come before by a sign-in, or was deleted and is the same by the provider's own id: they stay who they are. */
interface Known {
  readonly id: string
  readonly person: string
  readonly isDeleted: boolean
}

export const createUser = (
  store: Store,
  caller: ScimCaller,
  user: ScimUserData,
  at: Date,
): Promise<ScimUser> =>
  refusingDoubles(user.userName, () =>
    transactOrder(store, async (unit) => {
      const known = await findKnown(unit, caller, user)
      const created =
        known && !known.isDeleted
          ? await adopt(unit, known.id, user, at)
          : await insert(unit, caller, user, known, at)
      // Of somebody who is new, in no group and not barred, nothing follows.
      const isNew = known === undefined && user.active
      const roles = isNew
        ? undefined
        : await refreshIdentityRoles(unit, caller.connection, [created.person], { at })
      const event = {
        kind: 'person.provisioned' as const,
        person: created.person,
        data: { active: user.active },
      }
      await recordProvisioned(unit, caller, [event], roles, at)
      return { ...userOf(created), groups: [] }
    }),
  )

async function findKnown(
  { database }: Unit,
  { connection }: ScimCaller,
  { userName, externalId, emails }: ScimUserData,
): Promise<Known | undefined> {
  const external = externalId ?? null
  const addresses = emails?.map(({ value }) => value.toLowerCase()) ?? []
  const { rows } = await sql<Known>`
    select id, person_id as person, deleted_at is not null as "isDeleted" from identities
    where connection_id = ${connection} and (deleted_at is not null or not is_provisioned) and (
      (deleted_at is not null and external_id = ${external})
      or (deleted_at is null and not is_provisioned and (subject in (${external}, ${userName})
        or lower(user_name) = lower(${userName})
        or (is_email_verified and lower(email) = any(${sql.val(addresses)}::text[])))))
    order by deleted_at nulls first, created_at limit 1`.execute(database)
  return rows[0]
}

async function adopt({ database }: Unit, id: string, user: ScimUserData, at: Date): Promise<UserRow> {
  const set = written(user)
  const { rows } = await sql<UserRow>`
    update identities resource set user_name = ${set.user_name}, external_id = ${set.external_id}, display_name = ${set.display_name},
      email = ${set.email}, is_active = ${set.is_active}, attributes = ${set.attributes}::jsonb, is_provisioned = true,
      changed_at = ${at}, version = version + 1
    where id = ${id}::uuid returning ${columns}`.execute(database)
  return rows[0]!
}

/** With a person of their own, unless they are one already. */
async function insert(
  { database }: Unit,
  { connection }: ScimCaller,
  user: ScimUserData,
  known: Known | undefined,
  at: Date,
): Promise<UserRow> {
  const set = written(user)
  const subject = known
    ? (
        await sql<{ subject: string | null }>`
          delete from identities where id = ${known.id}::uuid returning subject`.execute(database)
      ).rows[0]?.subject
    : null
  const { rows } = await sql<UserRow>`
    with person as (${
      known
        ? sql`select ${known.person}::uuid as id`
        : sql`insert into people (host_id, github_id) values (null, null) returning id`
    }), named as (
      insert into person_names (person_id, login, name) select id, ${set.user_name}, ${set.shown} from person
      on conflict (person_id) do nothing
    )
    insert into identities as resource (connection_id, subject, person_id, user_name, external_id, display_name, email, is_active,
      attributes, is_provisioned, created_at, changed_at)
    select ${connection}, ${subject ?? null}, person.id, ${set.user_name}, ${set.external_id}, ${set.display_name}, ${set.email},
      ${set.is_active}, ${set.attributes}::jsonb, true, ${at}, ${at} from person
    returning ${columns}`.execute(database)
  return rows[0]!
}

export const changeUser = (
  store: Store,
  caller: ScimCaller,
  id: string,
  {
    expected,
    change,
    at,
  }: { readonly expected: Expected; readonly change: (user: ScimUser) => ScimUserData; readonly at: Date },
): Promise<ScimUser> =>
  refusingDoubles('', () =>
    transactOrder(store, async (unit) => {
      const before = await lockUser(unit, caller, id, expected)
      const user = change(userOf(before))
      // Providers send all of somebody again and again.
      if (isSame(user, userOf(before))) return readUser(unit, caller, id, true)
      const set = written(user)
      const { rows } = await sql<UserRow>`
        update identities resource set user_name = ${set.user_name}, external_id = ${set.external_id},
          display_name = ${set.display_name}, email = ${set.email}, is_active = ${set.is_active},
          attributes = ${set.attributes}::jsonb, changed_at = ${at}, version = version + 1
        where id = ${id}::uuid returning ${columns} ${groups}`.execute(unit.database)
      const after = rows[0]!
      await rename(unit, before.person, set.user_name, set.shown)
      const isOther = before.is_active !== after.is_active
      const roles = isOther
        ? await refreshIdentityRoles(unit, caller.connection, [before.person], { at })
        : undefined
      const kind = !isOther ? 'person.changed' : after.is_active ? 'person.activated' : 'person.deactivated'
      await recordProvisioned(unit, caller, [{ kind, person: before.person, data: {} }], roles, at)
      return userOf(after)
    }),
  )

/** What somebody is called who has no account of GitHub; that of one who has is GitHub’s to say. */
async function rename({ database }: Unit, person: string, login: string, name: string | null): Promise<void> {
  await sql`
    update person_names set login = ${login}, name = ${name}
    where person_id = ${person} and (login, name) is distinct from (${login}::text, ${name}::text)
      and exists (select from people where id = ${person} and host_id is null)`.execute(database)
}

const isSame = (one: ScimUserData, other: ScimUserData): boolean => told(one) === told(other)

const told = ({ userName, externalId, displayName, name, emails, active }: ScimUserData): string =>
  JSON.stringify([
    [userName, externalId, displayName, active],
    [name?.formatted, name?.familyName, name?.givenName],
    emails?.map(({ value, type, primary }) => [value, type, primary]),
  ])

/** Whoever is deleted is barred for good; what was known of them is forgotten, but for what tells that it is they who come again. */
export const deleteUser = (
  store: Store,
  caller: ScimCaller,
  id: string,
  { expected, at }: { readonly expected: Expected; readonly at: Date },
): Promise<void> =>
  transactOrder(store, async (unit) => {
    const { person } = await lockUser(unit, caller, id, expected)
    await sql`
      update identities set is_active = false, deleted_at = ${at}, changed_at = ${at}, version = version + 1, user_name = null,
        display_name = null, email = null, is_email_verified = false, attributes = '{}', claims = '{}'
      where id = ${id}::uuid`.execute(unit.database)
    await sql`delete from identity_group_members where identity_id = ${id}::uuid`.execute(unit.database)
    const roles = await refreshIdentityRoles(unit, caller.connection, [person], { at })
    await recordProvisioned(unit, caller, [{ kind: 'person.removed', person, data: {} }], roles, at)
  })

async function lockUser(
  { database }: Unit,
  { connection }: ScimCaller,
  id: string,
  expected: Expected,
): Promise<UserRow> {
  const { rows } = await sql<UserRow>`
    select ${columns} from identities resource where ${mine(connection)} and resource.id = ${id}::uuid for update`.execute(
    database,
  )
  const row = rows[0]
  if (!row) throw notThere('user')
  demandVersion(row.version, expected)
  return row
}

/** @throws ScimError 412 */
export function demandVersion(version: string, expected: Expected): void {
  if (expected !== undefined && expected !== version)
    throw new ScimError(412, `It is at version ${version} now: read it again.`)
}

/** PostgreSQL's code for two rows where one may be. Source: its appendix A. */
const double = '23505'

/** @throws ScimError `uniqueness` */
export async function refusingDoubles<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== double) throw error
    const what = name === '' ? 'Another one' : `\`${name.slice(0, 200)}\``
    throw new ScimError(409, `${what} is there already, in upper or lower case.`, 'uniqueness')
  }
}
