import { sql } from 'kysely'
import type { ScimCaller } from '../../enforcement/provisioning/scim-store.ts'
import { NoOwnerLeft } from '../identity/apply-roles.ts'
import { refreshIdentityRoles } from '../identity/identity-roles.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { recordProvisioned } from './audit-provisioning.ts'

/** Who orders something of a connection's provisioning, and when. @property by an opaque id */
export interface ProvisioningOrder extends ScimCaller {
  readonly by: string
  readonly at: Date
}

/** `not-there`: no such connection of the organization. `there`: it is so already. `last-owner`: nobody would own an organization. */
export type Ordered = 'done' | 'not-there' | 'there' | 'last-owner'

/** Sets provisioning up on a connection, as a dry run: what comes is kept, and no role follows from it. */
export const beginProvisioning = (
  store: Store,
  { organization, by, at }: Omit<ProvisioningOrder, 'connection'>,
  /** Our id of one that is there; undefined: one is made, under a name, through which nobody signs in. */
  which: { readonly connection: string } | { readonly name: string },
): Promise<{ readonly outcome: Ordered; readonly connection: string }> =>
  transactOrder(store, async (unit) => {
    const connection =
      'connection' in which
        ? await ownConnection(unit, organization, which.connection)
        : await createConnection(unit, { organization, by, at }, which.name)
    if (connection === undefined) return { outcome: 'not-there', connection: '' }
    const made = await unit.database
      .insertInto('provisioning')
      .values({ connection_id: connection, made_by: by, made_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('connection_id')
      .executeTakeFirst()
    if (!made) return { outcome: 'there', connection }
    await recordProvisioned(
      unit,
      { connection, organization },
      [{ kind: 'provisioning.begun', data: {} }],
      undefined,
      at,
      by,
    )
    return { outcome: 'done', connection }
  })

async function ownConnection(
  { database }: Unit,
  organization: string,
  connection: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('identity_connections')
    .select('id')
    .where('id', '=', connection)
    .where('organization_id', '=', organization)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

async function createConnection(
  { database }: Unit,
  { organization, by, at }: Omit<ProvisioningOrder, 'connection'>,
  name: string,
): Promise<string> {
  const { id } = await database
    .insertInto('identity_connections')
    .values({
      organization_id: organization,
      kind: 'scim',
      name,
      settings: '{}',
      created_by: by,
      created_at: at,
      changed_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database
    .insertInto('identity_units')
    .values({ connection_id: id, organization_id: organization })
    .execute()
  return id
}

/** Ends the dry run: roles follow from now on. Whoever orders it has seen what will. */
export const startProvisioning = (store: Store, order: ProvisioningOrder): Promise<Ordered> =>
  ordering(store, async (unit) => {
    const { connection, by, at } = order
    const { rows } = await sql`
      update provisioning set started_at = ${at}, started_by = ${by}
      where connection_id = ${connection} and started_at is null returning connection_id`.execute(
      unit.database,
    )
    if (rows.length === 0) return 'there'
    const roles = await refreshIdentityRoles(unit, connection, undefined, { at, isOrdered: true })
    await recordProvisioned(unit, order, [{ kind: 'provisioning.started', data: {} }], roles, at, by)
    return 'done'
  })

/** How many of a hundred may lose a role within a day before an owner is asked. */
export const changeLossPercent = (
  store: Store,
  order: ProvisioningOrder,
  lossPercent: number,
): Promise<Ordered> =>
  ordering(store, async (unit) => {
    const { connection, by, at } = order
    const { rows } = await sql`
      update provisioning set loss_percent = ${lossPercent}
      where connection_id = ${connection} and loss_percent <> ${lossPercent} returning connection_id`.execute(
      unit.database,
    )
    if (rows.length === 0) return 'there'
    const event = { kind: 'provisioning.changed' as const, data: { lossPercent } }
    await recordProvisioned(unit, order, [event], undefined, at, by)
    return 'done'
  })

/**
 * Lets what was held back happen.
 * @param people opaque ids of those alone; undefined: of everybody, and the losses before do not count any more
 */
export const applyHeld = (
  store: Store,
  order: ProvisioningOrder,
  people: readonly string[] | undefined,
): Promise<Ordered> =>
  ordering(store, async (unit) => {
    const { connection, by, at } = order
    const { rows } = await sql<{ id: string }>`
      select id from role_holds where connection_id = ${connection} and closed_at is null for update`.execute(
      unit.database,
    )
    const [hold] = rows
    if (!hold) return 'there'
    const roles = await refreshIdentityRoles(unit, connection, people, { at, isOrdered: true })
    if (people === undefined)
      await sql`delete from role_losses where connection_id = ${connection}`.execute(unit.database)
    await sql`update role_holds set closed_by = ${by} where id = ${hold.id} and closed_at is not null`.execute(
      unit.database,
    )
    const data = { hold: hold.id, people: people?.length ?? 'all', why: 'an owner let it happen' }
    const event = { kind: 'provisioning.released' as const, data }
    await recordProvisioned(unit, order, [event], { ...roles, isClosed: false }, at, by)
    return 'done'
  })

async function ordering(store: Store, work: (unit: Unit) => Promise<Ordered>): Promise<Ordered> {
  try {
    return await transactOrder(store, work)
  } catch (error) {
    if (error instanceof NoOwnerLeft) return 'last-owner'
    throw error
  }
}
