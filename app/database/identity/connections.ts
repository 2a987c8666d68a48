import { sql } from 'kysely'
import { appendAudit } from '../audit-log.ts'
import { endSessionsOfConnection } from './sign-ins.ts'
import { recordProvisioned } from '../provisioning/audit-provisioning.ts'
import { refuseWithoutOwner } from './apply-roles.ts'
import { refreshIdentityRoles } from './identity-roles.ts'
import type { EnforcedFor } from '../../enforcement/identity/connection.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

/** A connection to a company's identity provider. */
export interface IdentityConnection {
  readonly id: string
  /** Our id of the organization whose owners set it up. */
  readonly organization: string
  readonly kind: 'oidc' | 'saml' | 'scim'
  readonly name: string
  readonly settings: unknown
  readonly enforcedFor: EnforcedFor
  readonly enforcedOf: readonly string[]
  /** Our ids of the organizations that it gives roles in. */
  readonly units: readonly string[]
  readonly createdAt: Date
  readonly changedAt: Date
  readonly endedAt: Date | null
}

interface Order {
  /** Who orders it. */
  readonly by: string
  readonly at: Date
}

export interface NewConnection extends Pick<
  IdentityConnection,
  'organization' | 'kind' | 'name' | 'settings' | 'units'
> {
  /** Is called in the same transaction, to seal what is secret. */
  readonly seal?: (unit: Parameters<Parameters<Store['transact']>[0]>[0], id: string) => Promise<void>
}

/** @param units our ids; the organization itself is always one of them */
export const createConnection = (
  store: Store,
  { organization, kind, name, settings, units, seal }: NewConnection,
  { by, at }: Order,
): Promise<string> =>
  transactOrder(store, async (unit) => {
    const { id } = await unit.database
      .insertInto('identity_connections')
      .values({
        organization_id: organization,
        kind,
        name,
        settings: JSON.stringify(settings),
        created_by: by,
        created_at: at,
        changed_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await unit.database
      .insertInto('identity_units')
      .values(
        [...new Set([organization, ...units])].map((one) => ({ connection_id: id, organization_id: one })),
      )
      .execute()
    await seal?.(unit, id)
    await appendAudit(unit, organization, at, [
      {
        kind: 'identity-connection.created',
        actor: by,
        subject: `identity-connection:${id}`,
        data: { kind },
      },
    ])
    return id
  })

/** Changes what a connection is set to. Whatever it was tested with is to be tested again before it is enforced. */
export const changeConnection = (
  store: Store,
  { organization, id, name, settings, seal }: Omit<NewConnection, 'kind' | 'units'> & { readonly id: string },
  { by, at }: Order,
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .updateTable('identity_connections')
      .set({ name, settings: JSON.stringify(settings), changed_at: at })
      .where('id', '=', id)
      .where('organization_id', '=', organization)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    await seal?.(unit, id)
    await appendAudit(unit, organization, at, [
      { kind: 'identity-connection.changed', actor: by, subject: `identity-connection:${id}`, data: {} },
    ])
    return true
  })

/** Ends a connection: nobody signs in by it, it gives no roles, and sessions that came of it are over. */
export const endConnection = (
  store: Store,
  organization: string,
  id: string,
  { by, at }: Order,
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .updateTable('identity_connections')
      .set({ ended_at: at, enforced_for: 'nobody', enforced_of: '[]' })
      .where('id', '=', id)
      .where('organization_id', '=', organization)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return false
    const roles = await refreshIdentityRoles(unit, id, undefined, { at, isOrdered: true })
    const sessions = await endSessionsOfConnection(unit, id, at)
    const ended = { kind: 'identity-connection.ended', data: { sessions } } as const
    await recordProvisioned(unit, { connection: id, organization }, [ended], roles, at, by)
    return true
  }).catch(refuseWithoutOwner)

const read = ({ database }: Pick<Store, 'database'>) =>
  database
    .selectFrom('identity_connections')
    .select([
      'id',
      'organization_id as organization',
      'kind',
      'name',
      'settings',
      'enforced_for as enforcedFor',
      'enforced_of as enforcedOf',
      'created_at as createdAt',
      'changed_at as changedAt',
      'ended_at as endedAt',
    ])
    .select(
      sql<
        readonly string[]
      >`array(select organization_id::text from identity_units where connection_id = identity_connections.id order by organization_id)`.as(
        'units',
      ),
    )

/** The connections of an organization, those in use first. */
export const listConnections = (
  store: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly IdentityConnection[]> =>
  read(store)
    .where('organization_id', '=', organization)
    .orderBy(sql`ended_at is not null`)
    .orderBy('id')
    .limit(100)
    .execute()

/** The connections by which people may sign in to any organization. */
export const listOpenConnections = (store: Pick<Store, 'database'>): Promise<readonly IdentityConnection[]> =>
  read(store).where('ended_at', 'is', null).where('kind', 'in', ['oidc', 'saml']).orderBy('id').execute()

/** @returns undefined: there is none, or it is over */
export const readConnection = (
  store: Pick<Store, 'database'>,
  id: string,
): Promise<IdentityConnection | undefined> =>
  read(store).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
