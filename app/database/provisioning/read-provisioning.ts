import { sql } from 'kysely'
import { findMismatches } from '../../enforcement/provisioning/mismatches.ts'
import type {
  DryRun,
  ProvisioningState,
  ShownGroup,
  ShownHold,
  ShownLoss,
  ShownPerson,
  ShownRole,
} from '../../enforcement/provisioning/provisioning-view.ts'
import type { ProvidedRole } from '../../enforcement/provisioning/role-changes.ts'
import { folded } from '../../enforcement/identity/map-roles.ts'
import { previewIdentityRoles, readRoleMappings } from '../identity/identity-roles.ts'
import type { Store } from '../store.ts'
import { listScimTokens } from './scim-tokens.ts'

type Reading = Pick<Store, 'database'>

/** Provisioning of an organization's connections. */
export async function listProvisioning(
  store: Reading,
  organization: string,
  now: Date,
): Promise<readonly ProvisioningState[]> {
  const { rows } = await sql<Omit<ProvisioningState, 'tokens' | 'hold'>>`
    select identity_connections.id::text as id, identity_connections.name, kind, login as organization,
      started_at as "startedAt", loss_percent as "lossPercent", counted.*,
      (select count(*)::int from identity_groups where connection_id = identity_connections.id and is_provisioned) as groups
    from identity_connections
    join provisioning on provisioning.connection_id = identity_connections.id
    join organizations on organizations.id = identity_connections.organization_id
    left join lateral (
      select count(*)::int as people, count(*) filter (where is_active)::int as "activePeople" from identities
      where connection_id = identity_connections.id and is_provisioned and deleted_at is null) counted on true
    where identity_connections.organization_id = ${organization} and ended_at is null
    order by identity_connections.id`.execute(store.database)
  const states: ProvisioningState[] = []
  for (const row of rows)
    states.push({
      ...row,
      tokens: await listScimTokens(store, row.id, now),
      hold: await readHold(store, row.id),
    })
  return states
}

const mostShown = 200

async function readHold(store: Reading, connection: string): Promise<ShownHold | null> {
  const { rows } = await sql<Omit<ShownHold, 'waiting'>>`
    select id::text as id, why, people, of_people as of, opened_at as "openedAt",
      (select count(*)::int from role_held where hold_id = role_holds.id) as "waitingCount"
    from role_holds where connection_id = ${connection} and closed_at is null`.execute(store.database)
  const [hold] = rows
  if (!hold) return null
  const held = await sql<{ person: string; login: string | null; name: string | null }>`
    select role_held.person_id as person, login, person_names.name from role_held
    left join person_names on person_names.person_id = role_held.person_id
    where hold_id = ${hold.id} order by login nulls last, role_held.person_id limit ${mostShown}`.execute(
    store.database,
  )
  const before = await sql<ProvidedRole>`
    select person_id as person, organization_id as organization, role, is_barred as "isBarred"
    from identity_roles where connection_id = ${connection}`.execute(store.database)
  const wanted = await previewIdentityRoles(store, connection)
  const logins = await loginsOf(store, connection)
  const waiting = held.rows.map((one): ShownLoss => ({
    ...one,
    from: rolesFor(one.person, before.rows, logins),
    to: rolesFor(one.person, wanted, logins),
  }))
  return { ...hold, waiting }
}

const rolesFor = (
  person: string,
  roles: readonly ProvidedRole[],
  logins: ReadonlyMap<string, string>,
): readonly ShownRole[] =>
  roles.flatMap((one) =>
    one.person === person && (one.role !== null || one.isBarred)
      ? [{ organization: logins.get(one.organization) ?? '', role: one.isBarred ? null : one.role }]
      : [],
  )

async function loginsOf({ database }: Reading, connection: string): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('identity_units')
    .innerJoin('organizations', 'organizations.id', 'organization_id')
    .select(['organizations.id', 'login'])
    .where('connection_id', '=', connection)
    .execute()
  return new Map(rows.map(({ id, login }) => [id, login]))
}

interface PersonRow {
  readonly person: string
  readonly userName: string
  readonly name: string | null
  readonly email: string | null
  readonly isActive: boolean
  readonly github: string | null
  readonly groups: number
}

/** What would follow for every group and person, and every mismatch. @returns undefined: the organization has no such connection */
export async function readDryRun(
  store: Reading,
  organization: string,
  connection: string,
): Promise<DryRun | undefined> {
  const { database } = store
  const own = await database
    .selectFrom('identity_connections')
    .select('id')
    .where('id', '=', connection)
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  if (!own) return undefined
  const mappings = await readRoleMappings(store, connection)
  const logins = await loginsOf(store, connection)
  const groups = await sql<{ name: string; members: number }>`
    select name, (select count(*)::int from identity_group_members where group_id = identity_groups.id) as members
    from identity_groups where connection_id = ${connection} and is_provisioned order by lower(name)`.execute(
    database,
  )
  const people = await sql<PersonRow>`
    select person_id as person, user_name as "userName", display_name as name, email, is_active as "isActive",
      (select login from people join person_names on person_names.person_id = people.id
        where people.id = identities.person_id and host_id is not null) as github,
      (select count(*)::int from identity_group_members where identity_id = identities.id) as groups
    from identities where connection_id = ${connection} and is_provisioned and deleted_at is null
    order by lower(user_name)`.execute(database)
  const roles = byPerson(await previewIdentityRoles(store, connection))
  const shown = people.rows.map(({ person, ...row }): ShownPerson => ({
    ...row,
    roles: rolesFor(person, roles.get(person) ?? [], logins),
  }))
  const compared = shown.map(({ userName, email, isActive, github, groups: inGroups, roles: all }) => ({
    userName,
    email,
    isActive,
    isLinked: github !== null,
    groups: inGroups,
    roles: all.flatMap(({ role }) => role ?? []),
  }))
  return {
    groups: groups.rows.slice(0, mostListed).map(({ name, members }): ShownGroup => ({
      name,
      members,
      roles: mappings
        .filter(({ source, name: line }) => source === 'group' && folded(line) === folded(name))
        .map((line) => ({
          role: line.role,
          organization: line.organization === null ? null : (logins.get(line.organization) ?? null),
        })),
    })),
    groupCount: groups.rows.length,
    people: shown.slice(0, mostListed),
    peopleCount: shown.length,
    mismatches: findMismatches({ mappings, groups: groups.rows, people: compared }).slice(0, mostListed),
  }
}

/** Of each list: a company of more looks at its mismatches. */
const mostListed = 2000

function byPerson(roles: readonly ProvidedRole[]): ReadonlyMap<string, readonly ProvidedRole[]> {
  const all = new Map<string, ProvidedRole[]>()
  for (const one of roles) {
    const known = all.get(one.person)
    if (known) known.push(one)
    else all.set(one.person, [one])
  }
  return all
}
