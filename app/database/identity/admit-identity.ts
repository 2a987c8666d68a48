import { sql } from 'kysely'
import { SignOnRefused } from '../../enforcement/identity/refusal.ts'
import type { Shown } from '../../enforcement/identity/settings.ts'
import type { Unit } from '../store.ts'
import type { AppliedRoles } from './apply-roles.ts'
import { readRoleMappings, refreshIdentityRoles } from './identity-roles.ts'

export interface AdmittedIdentity {
  readonly identity: string
  readonly person: string
  /** Whether they have proven a GitHub account. */
  readonly isLinked: boolean
  /** What followed of it for their roles, to be told in the audit log at the end. */
  readonly roles: AppliedRoles
}

interface Known {
  readonly id: string
  readonly person_id: string
  readonly is_active: boolean
}

/**
 * Records somebody whom a provider has just shown, and what follows of it for their roles. People are known by what the provider never
 * changes, and never by their e-mail address.
 * @throws SignOnRefused `sso-not-provisioned`, `sso-deactivated`
 */
export async function admitIdentity(
  unit: Unit,
  connection: { readonly id: string; readonly provisioning: 'on-sign-in' | 'scim-only' },
  shown: Shown,
  at: Date,
): Promise<AdmittedIdentity> {
  const { database } = unit
  // Two browsers of one person at once are one person.
  await sql`select pg_advisory_xact_lock(hashtext('identity'), hashtext(${`${connection.id} ${shown.subject}`}))`.execute(
    database,
  )
  const found =
    (await bySubject(unit, connection.id, shown)) ?? (await provisioned(unit, connection.id, shown))
  if (!found && connection.provisioning === 'scim-only')
    throw new SignOnRefused(
      'sso-not-provisioned',
      'Nobody with this subject, external id or user name has been provisioned, and the connection takes in nobody else.',
    )
  if (found && !found.is_active)
    throw new SignOnRefused('sso-deactivated', 'The identity provider has deactivated this person.')
  const { id, person_id: person } = found ?? (await create(unit, connection.id, shown, at))
  const wanted = new Set(
    (await readRoleMappings(unit, connection.id))
      .filter(({ source }) => source === 'claim')
      .map(({ name }) => name),
  )
  // Of claims those alone are kept that give roles.
  const claims = Object.fromEntries(Object.entries(shown.claims).filter(([name]) => wanted.has(name)))
  await database
    .updateTable('identities')
    .set({
      subject: shown.subject,
      email: shown.email ?? null,
      is_email_verified: shown.isEmailVerified,
      ...(shown.displayName !== undefined && { display_name: shown.displayName }),
      claims: JSON.stringify(claims),
      signed_in_at: at,
      changed_at: at,
    })
    .where('id', '=', id)
    .execute()
  await recordGroups(unit, connection.id, id, shown.groups, at)
  const roles = await refreshIdentityRoles(unit, connection.id, [person], { at })
  const { host_id: host } = await database
    .selectFrom('people')
    .select('host_id')
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  return { identity: id, person, isLinked: host !== null, roles }
}

const bySubject = ({ database }: Unit, connection: string, { subject }: Shown): Promise<Known | undefined> =>
  database
    .selectFrom('identities')
    .select(['id', 'person_id', 'is_active'])
    .where('connection_id', '=', connection)
    .where('subject', '=', subject)
    .executeTakeFirst()

/** Who was provisioned and comes for the first time: by the directory's own id, else by the user name. */
async function provisioned(
  { database }: Unit,
  connection: string,
  { subject, email, claims }: Shown,
): Promise<Known | undefined> {
  const claim = (name: string): readonly string[] => (Object.hasOwn(claims, name) ? claims[name]! : [])
  const ids = [
    subject,
    ...claim('oid'),
    ...claim('http://schemas.microsoft.com/identity/claims/objectidentifier'),
  ]
  const names = [
    subject,
    ...claim('preferred_username'),
    ...claim('upn'),
    ...(email === undefined ? [] : [email]),
  ]
  const { rows } = await sql<Known>`
    select id, person_id, is_active from identities
    where connection_id = ${connection} and is_provisioned and subject is null
      and (external_id = any(${sql.val(ids)}::text[]) or lower(user_name) = any(${sql.val(names.map((name) => name.toLowerCase()))}::text[]))
    order by external_id = any(${sql.val(ids)}::text[]) desc nulls last
    limit 1 for update`.execute(database)
  return rows[0]
}

async function create({ database }: Unit, connection: string, shown: Shown, at: Date): Promise<Known> {
  const { id: person } = await database
    .insertInto('people')
    .values({ host_id: null, github_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database
    .insertInto('person_names')
    .values({ person_id: person, login: shown.email ?? shown.subject, name: shown.displayName ?? null })
    .execute()
  return database
    .insertInto('identities')
    .values({
      connection_id: connection,
      subject: shown.subject,
      person_id: person,
      created_at: at,
      changed_at: at,
    })
    .returning(['id', 'person_id', 'is_active'])
    .executeTakeFirstOrThrow()
}

/** Groups that SCIM keeps stay as SCIM says; of the others the sign-in names all that somebody is in. */
async function recordGroups(
  { database }: Unit,
  connection: string,
  identity: string,
  groups: readonly string[],
  at: Date,
): Promise<void> {
  const names = [...new Map(groups.map((name) => [name.trim().toLowerCase(), name.trim()])).values()].filter(
    Boolean,
  )
  // In one order, so that two who name the same groups do not wait for each other.
  for (const name of names.toSorted())
    await database
      .insertInto('identity_groups')
      .values({ connection_id: connection, name, is_provisioned: false, created_at: at, changed_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await sql`
    delete from identity_group_members using identity_groups
    where identity_groups.id = group_id and not is_provisioned and identity_id = ${identity}`.execute(
    database,
  )
  await sql`
    insert into identity_group_members (group_id, identity_id)
    select id, ${identity} from identity_groups
    where connection_id = ${connection} and not is_provisioned
      and lower(name) = any(${sql.val(names.map((name) => name.toLowerCase()))}::text[])
    on conflict do nothing`.execute(database)
}
