import { type RawBuilder, sql } from 'kysely'
import { mapRoles, type RoleMapping } from '../../enforcement/identity/map-roles.ts'
import type { Store, Unit } from '../store.ts'

/** Joins what somebody is by identity providers: `mapped` and `barred`, null where no provider knows them. */
export const byProvider = (
  organization: RawBuilder<unknown>,
  person: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`left join lateral (
      select bool_or(is_barred) as barred,
        (array_agg(identity_roles.role order by connection_id) filter (where identity_roles.role is not null))[1] as mapped
      from identity_roles
      where identity_roles.person_id = ${person} and identity_roles.organization_id = ${organization}) provider on true`

/**
 * Makes anew what follows for people of a connection's groups, claims and lines. Whoever changes one of those calls it in the same
 * transaction.
 * @param people opaque ids; undefined: everybody of the connection
 */
export async function refreshIdentityRoles(
  unit: Unit,
  connection: string,
  people?: readonly string[],
): Promise<void> {
  const { database } = unit
  // One after the other, so that two changes of one person do not both begin with what was before.
  await sql`select pg_advisory_xact_lock(hashtext('identity roles'), hashtext(${connection}))`.execute(
    database,
  )
  await database
    .deleteFrom('identity_roles')
    .where('connection_id', '=', connection)
    .$if(people !== undefined, (query) =>
      query.where(sql<boolean>`person_id = any(${sql.val(people)}::uuid[])`),
    )
    .execute()
  if (!(await isOpen(unit, connection))) return
  const units = (
    await database
      .selectFrom('identity_units')
      .select('organization_id')
      .where('connection_id', '=', connection)
      .execute()
  ).map((row) => row.organization_id)
  const mappings = await readRoleMappings(unit, connection)
  const rows = (await readDescribed(unit, connection, people)).flatMap((one) => {
    const roles = mapRoles(one, mappings, units)
    return units.flatMap((organization) => {
      const role = roles.get(organization)?.role ?? null
      return role === null && one.isActive
        ? []
        : [
            {
              person_id: one.person,
              organization_id: organization,
              connection_id: connection,
              role,
              is_barred: !one.isActive,
            },
          ]
    })
  })
  for (let at = 0; at < rows.length; at += batch)
    await database
      .insertInto('identity_roles')
      .values(rows.slice(at, at + batch))
      .execute()
}

/** Rows of one insertion: five values each, of at most 65,535. */
const batch = 5000

async function isOpen({ database }: Unit, connection: string): Promise<boolean> {
  const row = await database
    .selectFrom('identity_connections')
    .select('id')
    .where('id', '=', connection)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** A connection's lines, in order. */
export async function readRoleMappings(
  { database }: Pick<Store, 'database'>,
  connection: string,
): Promise<readonly RoleMapping[]> {
  return database
    .selectFrom('role_mappings')
    .select(['id', 'source', 'name', 'value', 'organization_id as organization', 'role'])
    .where('connection_id', '=', connection)
    .orderBy('position')
    .execute()
}

interface DescribedPerson {
  readonly person: string
  readonly isActive: boolean
  readonly groups: readonly string[]
  readonly claims: Readonly<Record<string, readonly string[]>>
}

/** One for each person: who is there twice has all groups, and is deactivated by either. */
async function readDescribed(
  { database }: Unit,
  connection: string,
  people: readonly string[] | undefined,
): Promise<readonly DescribedPerson[]> {
  const { rows } = await sql<DescribedPerson>`
    select person_id as person, is_active as "isActive", claims, array(
      select name from identity_group_members
      join identity_groups on identity_groups.id = group_id
      where identity_id = identities.id) as groups
    from identities
    where connection_id = ${connection}
      and ${people === undefined ? sql`true` : sql`person_id = any(${sql.val(people)}::uuid[])`}
    order by created_at, id`.execute(database)
  return merged(rows)
}

function merged(rows: readonly DescribedPerson[]): readonly DescribedPerson[] {
  const people = new Map<string, DescribedPerson>()
  for (const row of rows) {
    const before = people.get(row.person)
    people.set(
      row.person,
      before
        ? {
            person: row.person,
            isActive: before.isActive && row.isActive,
            groups: [...before.groups, ...row.groups],
            claims: { ...before.claims, ...row.claims },
          }
        : row,
    )
  }
  return [...people.values()]
}
