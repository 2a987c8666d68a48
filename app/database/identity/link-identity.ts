import { sql } from 'kysely'
import { hashOf, type SessionLimits } from '../sessions.ts'
import type { Store, Unit } from '../store.ts'
import { recordProvisioned } from '../provisioning/audit-provisioning.ts'
import { refreshIdentityRoles } from './identity-roles.ts'

/** By which identity a browser's session was opened. */
export interface CarriedIdentity {
  readonly identity: string
  readonly connection: string
  readonly person: string
  /** Whether that person has an account of GitHub. */
  readonly isLinked: boolean
}

/** What a browser's session shows of an identity; undefined: it is over, was opened by GitHub alone, or the identity is not active. */
export async function readCarried(
  { database }: Pick<Store, 'database'>,
  cookie: string,
  { idleMs, absoluteMs }: SessionLimits,
  now: Date,
): Promise<CarriedIdentity | undefined> {
  const row = await database
    .selectFrom('sessions')
    .innerJoin('identities', 'identities.id', 'sessions.identity_id')
    .innerJoin('identity_connections', 'identity_connections.id', 'identities.connection_id')
    .innerJoin('people', 'people.id', 'identities.person_id')
    .select([
      'identities.id as identity',
      'identities.connection_id as connection',
      'identities.person_id as person',
      'people.host_id as host',
    ])
    .where('cookie', '=', hashOf(cookie))
    .where('sessions.ended_at', 'is', null)
    .where('identity_connections.ended_at', 'is', null)
    .where('is_active', '=', true)
    .where('sessions.signed_in_at', '>', new Date(now.getTime() - absoluteMs))
    .where('seen_at', '>', new Date(now.getTime() - idleMs))
    .executeTakeFirst()
  if (!row) return undefined
  const { host, ...carried } = row
  return { ...carried, isLinked: host !== null }
}

/**
 * Makes an identity and a GitHub account one person, which somebody has just proven to be both. Never by e-mail address or by name.
 * @param person our id of the GitHub account's
 * @returns false: the identity is linked to another account, or the account to another identity of the same connection
 */
export async function linkIdentity(
  unit: Unit,
  { identity, connection }: CarriedIdentity,
  person: string,
  at: Date,
): Promise<boolean> {
  const { database } = unit
  await sql`select pg_advisory_xact_lock(hashtext('identity links'), hashtext(${connection}))`.execute(
    database,
  )
  const others = await database
    .selectFrom('identities')
    .select('id')
    .where('connection_id', '=', connection)
    .where('person_id', '=', person)
    .where('id', '!=', identity)
    .execute()
  const own = await database
    .selectFrom('identities')
    .innerJoin('people', 'people.id', 'person_id')
    .select(['person_id as person', 'host_id as host'])
    .where('identities.id', '=', identity)
    .executeTakeFirst()
  if (!own || others.length > 0 || (own.host !== null && own.person !== person)) return false
  if (own.person === person) return true
  await database
    .updateTable('identities')
    .set({ person_id: person, linked_at: at, changed_at: at })
    .where('id', '=', identity)
    .execute()
  const roles = await refreshIdentityRoles(unit, connection, [own.person, person], { at })
  const { organization_id: organization } = await database
    .selectFrom('identity_connections')
    .select('organization_id')
    .where('id', '=', connection)
    .executeTakeFirstOrThrow()
  const linked = { kind: 'identity.linked', person, data: { was: own.person } } as const
  await recordProvisioned(unit, { connection, organization }, [linked], roles, at, person)
  return true
}
