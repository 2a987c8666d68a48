import { sql } from 'kysely'
import { mapRoles, type RoleMapping } from '../../enforcement/identity/map-roles.ts'
import type { ProvidedRole } from '../../enforcement/provisioning/role-changes.ts'
import type { Store, Unit } from '../store.ts'
import { type AppliedRoles, applyRoles, type HowApplied } from './apply-roles.ts'

/**
 * Makes anew what follows for people of a connection's groups, claims and lines. Whoever changes one of those calls it in the same
 * transaction. What takes too much from people is held back for an owner to look at (apply-roles.ts).
 * @param people opaque ids; undefined: everybody of the connection
 * @returns what became of it, to be told in the audit log: `roleEvents`
 */
export async function refreshIdentityRoles(
  unit: Unit,
  connection: string,
  people?: readonly string[],
  { at = new Date(), isOrdered = false }: Partial<Omit<HowApplied, 'isEnded'>> = {},
): Promise<AppliedRoles> {
  const { database } = unit
  // One after the other, so that two changes of one person do not both begin with what was before.
  await sql`select pg_advisory_xact_lock(hashtext('identity roles'), hashtext(${connection}))`.execute(
    database,
  )
  const state = await readState(unit, connection)
  const roles = state ? await providedRoles(unit, connection, state, people) : []
  const wanted = { connection, people, roles }
  return applyRoles(unit, wanted, { at, isOrdered, isEnded: state === undefined })
}

/** What would follow for everybody, also in a dry run, in which nothing does yet. */
export async function previewIdentityRoles(
  unit: Pick<Store, 'database'>,
  connection: string,
): Promise<readonly ProvidedRole[]> {
  const state = await readState(unit, connection)
  return state ? providedRoles(unit, connection, { ...state, isDryRun: false }, undefined) : []
}

interface ConnectionState {
  /** What came by SCIM is not believed yet. */
  readonly isDryRun: boolean
  /** Our ids of its organizations. */
  readonly units: readonly string[]
}

/** @returns undefined: the connection has ended */
async function readState(
  { database }: Pick<Store, 'database'>,
  connection: string,
): Promise<ConnectionState | undefined> {
  const { rows } = await sql<ConnectionState>`
    select provisioning.connection_id is not null and started_at is null as "isDryRun", array(
      select organization_id::text from identity_units where connection_id = identity_connections.id) as units
    from identity_connections left join provisioning on provisioning.connection_id = identity_connections.id
    where identity_connections.id = ${connection} and ended_at is null`.execute(database)
  return rows[0]
}

async function providedRoles(
  unit: Pick<Store, 'database'>,
  connection: string,
  { units, isDryRun }: ConnectionState,
  people: readonly string[] | undefined,
): Promise<readonly ProvidedRole[]> {
  const mappings = await readRoleMappings(unit, connection)
  return (await readDescribed(unit, connection, isDryRun, people)).flatMap((one) => {
    const roles = mapRoles(one, mappings, units)
    return units.flatMap((organization) => {
      const role = roles.get(organization)?.role ?? null
      const { person, isActive } = one
      return role === null && isActive ? [] : [{ person, organization, role, isBarred: !isActive }]
    })
  })
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
  { database }: Pick<Store, 'database'>,
  connection: string,
  isDryRun: boolean,
  people: readonly string[] | undefined,
): Promise<readonly DescribedPerson[]> {
  const { rows } = await sql<DescribedPerson>`
    select person_id as person, is_active or (${isDryRun} and is_provisioned) as "isActive", claims, array(
      select name from identity_group_members
      join identity_groups on identity_groups.id = group_id
      where identity_id = identities.id and not (${isDryRun} and identity_groups.is_provisioned)) as groups
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
