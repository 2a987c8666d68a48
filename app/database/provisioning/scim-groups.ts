import { type RawBuilder, sql } from 'kysely'
import { invalid, notThere } from '../../enforcement/provisioning/scim-error.ts'
import type {
  ScimGroup,
  ScimGroupChange,
  ScimGroupData,
} from '../../enforcement/provisioning/scim-resource.ts'
import type { Expected, ScimCaller, ScimPage, ScimQuery } from '../../enforcement/provisioning/scim-store.ts'
import { refreshIdentityRoles } from '../identity/identity-roles.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { type Provisioned, recordProvisioned } from './audit-provisioning.ts'
import { groupColumns } from './columns.ts'
import { filterSql, sortSql } from './filter-sql.ts'
import { demandVersion, refusingDoubles } from './scim-users.ts'

interface GroupRow {
  readonly id: string
  readonly name: string
  readonly external_id: string | null
  readonly created_at: Date
  readonly changed_at: Date
  readonly version: string
  readonly members?: readonly string[]
}

const columns = sql`resource.id, resource.name, resource.external_id, resource.created_at, resource.changed_at,
  resource.version::text as version`
const members = sql`, (
  select coalesce(json_agg(other.id order by other.created_at, other.id), '[]')
  from identity_group_members member join identities other on other.id = member.identity_id
  where member.group_id = resource.id and other.is_provisioned and other.deleted_at is null) as members`

const mine = (connection: string): RawBuilder<boolean> =>
  sql<boolean>`resource.connection_id = ${connection} and resource.is_provisioned`

const groupOf = (row: GroupRow): ScimGroup => ({
  id: row.id,
  displayName: row.name,
  ...(row.external_id !== null && { externalId: row.external_id }),
  createdAt: row.created_at,
  changedAt: row.changed_at,
  version: row.version,
  ...(row.members && { members: row.members }),
})

export async function listGroups(
  { database }: Pick<Store, 'database'>,
  { connection }: ScimCaller,
  { filter, sortBy, isDescending, offset, limit, withRelated }: ScimQuery,
): Promise<ScimPage<ScimGroup>> {
  const condition = filter ? filterSql(filter, groupColumns) : sql`true`
  const order =
    sortBy === undefined
      ? sql``
      : sql`${sortSql(sortBy, groupColumns)} ${isDescending ? sql`desc` : sql`asc`},`
  const { rows } = await sql<GroupRow>`
    select ${columns} ${withRelated ? members : sql``}
    from identity_groups resource where ${mine(connection)} and ${condition}
    order by ${order} resource.created_at, resource.id limit ${limit} offset ${offset}`.execute(database)
  if (offset === 0 && rows.length < limit) return { total: rows.length, resources: rows.map(groupOf) }
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from identity_groups resource where ${mine(connection)} and ${condition}`.execute(
    database,
  )
  return { total: counted.rows[0]?.total ?? 0, resources: rows.map(groupOf) }
}

export async function readGroup(
  { database }: Pick<Store, 'database'>,
  { connection }: ScimCaller,
  id: string,
  withMembers: boolean,
): Promise<ScimGroup> {
  const { rows } = await sql<GroupRow>`
    select ${columns} ${withMembers ? members : sql``} from identity_groups resource
    where ${mine(connection)} and resource.id = ${id}::uuid`.execute(database)
  if (!rows[0]) throw notThere('group')
  return groupOf(rows[0])
}

export const createGroup = (
  store: Store,
  caller: ScimCaller,
  { displayName, externalId, members: ids }: ScimGroupData,
  at: Date,
): Promise<ScimGroup> =>
  refusingDoubles(displayName, () =>
    transactOrder(store, async (unit) => {
      // One that sign-ins have named is the same: from now on the provider says who is in it.
      const { rows } = await sql<GroupRow>`
        insert into identity_groups as resource (connection_id, name, external_id, is_provisioned, created_at, changed_at)
        values (${caller.connection}, ${displayName}, ${externalId ?? null}, true, ${at}, ${at})
        on conflict (connection_id, lower(name)) do update set name = excluded.name, external_id = excluded.external_id,
          is_provisioned = true, changed_at = excluded.changed_at, version = resource.version + 1
          where not resource.is_provisioned
        returning ${columns}`.execute(unit.database)
      const [row] = rows
      if (!row) throw new DoubleName()
      const before = await changeMembers(unit, caller, row.id, { set: ids ?? [], add: [], remove: [] })
      const concerned = [...before.added, ...before.removed]
      const roles =
        concerned.length > 0
          ? await refreshIdentityRoles(unit, caller.connection, concerned, { at })
          : undefined
      const data = { name: displayName, members: before.added.length }
      await recordProvisioned(unit, caller, [{ kind: 'group.provisioned', group: row.id, data }], roles, at)
      return groupOf(row)
    }),
  )

/** As PostgreSQL says it of two rows. */
class DoubleName extends Error {
  readonly code = '23505'
}

export const changeGroup = (
  store: Store,
  caller: ScimCaller,
  id: string,
  {
    expected,
    change,
    at,
  }: { readonly expected: Expected; readonly change: ScimGroupChange; readonly at: Date },
): Promise<ScimGroup> =>
  refusingDoubles(change.displayName ?? '', () =>
    transactOrder(store, async (unit) => {
      const before = await lockGroup(unit, caller, id, expected)
      const name = change.displayName ?? before.name
      const external = change.externalId === undefined ? before.external_id : change.externalId
      const { added, removed } = await changeMembers(unit, caller, id, change)
      const isSame = before.name === name && before.external_id === external
      if (isSame && added.length + removed.length === 0) return groupOf(before)
      const { rows } = await sql<GroupRow>`
        update identity_groups resource set name = ${name}, external_id = ${external}, changed_at = ${at}, version = version + 1
        where id = ${id}::uuid returning ${columns}`.execute(unit.database)
      const isRenamed = before.name !== name
      const concerned = isRenamed ? await peopleIn(unit, id, removed) : [...added, ...removed]
      const roles =
        concerned.length > 0
          ? await refreshIdentityRoles(unit, caller.connection, concerned, { at })
          : undefined
      const renamed: Provisioned = { kind: 'group.renamed', group: id, data: { from: before.name, to: name } }
      const changed: Provisioned = {
        kind: 'group.changed',
        group: id,
        data: { added: added.length, removed: removed.length },
      }
      const events = [
        ...(isRenamed ? [renamed] : []),
        ...(added.length + removed.length > 0 || !isRenamed ? [changed] : []),
      ]
      await recordProvisioned(unit, caller, events, roles, at)
      return groupOf(rows[0]!)
    }),
  )

export const deleteGroup = (
  store: Store,
  caller: ScimCaller,
  id: string,
  { expected, at }: { readonly expected: Expected; readonly at: Date },
): Promise<void> =>
  transactOrder(store, async (unit) => {
    const { name } = await lockGroup(unit, caller, id, expected)
    const people = await peopleIn(unit, id, [])
    await sql`delete from identity_groups where id = ${id}::uuid`.execute(unit.database)
    const roles =
      people.length > 0 ? await refreshIdentityRoles(unit, caller.connection, people, { at }) : undefined
    const data = { name, members: people.length }
    await recordProvisioned(unit, caller, [{ kind: 'group.removed', group: id, data }], roles, at)
  })

async function lockGroup(
  { database }: Unit,
  { connection }: ScimCaller,
  id: string,
  expected: Expected,
): Promise<GroupRow> {
  const { rows } = await sql<GroupRow>`
    select ${columns} from identity_groups resource where ${mine(connection)} and resource.id = ${id}::uuid for update`.execute(
    database,
  )
  const row = rows[0]
  if (!row) throw notThere('group')
  demandVersion(row.version, expected)
  return row
}

/** @param also people who were in it @returns opaque ids of people */
async function peopleIn(
  { database }: Unit,
  group: string,
  also: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ person: string }>`
    select distinct person_id as person from identity_group_members
    join identities on identities.id = identity_id where group_id = ${group}::uuid`.execute(database)
  return [...new Set([...rows.map(({ person }) => person), ...also])]
}

interface ChangedMembers {
  /** Opaque ids of people. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Who comes into a group and who goes. Of the members only those who change are touched. @throws ScimError where somebody is not there */
async function changeMembers(
  { database }: Unit,
  { connection }: ScimCaller,
  group: string,
  { set, add, remove }: Pick<ScimGroupChange, 'set' | 'add' | 'remove'>,
): Promise<ChangedMembers> {
  const wanted = [...new Set([...(set ?? []), ...add])].filter((id) => !remove.includes(id))
  const removed =
    set === undefined
      ? await takeOut(database, group, sql`identity_id = any(${sql.val(remove)}::uuid[])`, remove.length)
      : await takeOut(database, group, sql`not identity_id = any(${sql.val(wanted)}::uuid[])`, 1)
  if (wanted.length === 0) return { added: [], removed }
  const { rows } = await sql<{ wanted: string; person: string | null; is_new: boolean }>`
    with wanted as (select unnest(${sql.val(wanted)}::uuid[]) as id), known as (
      select wanted.id, person_id from wanted join identities on identities.id = wanted.id
      where connection_id = ${connection} and is_provisioned and deleted_at is null
    ), added as (
      insert into identity_group_members (group_id, identity_id) select ${group}::uuid, id from known
      on conflict do nothing returning identity_id)
    select wanted.id as wanted, person_id as person, added.identity_id is not null as is_new
    from wanted left join known on known.id = wanted.id left join added on added.identity_id = wanted.id`.execute(
    database,
  )
  const unknown = rows.filter(({ person }) => person === null).map((one) => one.wanted)
  if (unknown.length > 0)
    throw invalid(
      'invalidValue',
      `There is no user ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ` and ${unknown.length - 5} others` : ''} in this connection: create users before they are put into groups.`,
    )
  const added = rows.flatMap(({ person, is_new: isNew }) => (person !== null && isNew ? [person] : []))
  return { added, removed }
}

async function takeOut(
  database: Unit['database'],
  group: string,
  which: RawBuilder<unknown>,
  atMost: number,
): Promise<readonly string[]> {
  if (atMost === 0) return []
  const { rows } = await sql<{ person: string }>`
    delete from identity_group_members using identities
    where group_id = ${group}::uuid and identities.id = identity_id and ${which} returning person_id as person`.execute(
    database,
  )
  return [...new Set(rows.map(({ person }) => person))]
}
