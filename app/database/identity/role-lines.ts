import { AppError } from '../../../scanner/errors.ts'
import type { RoleMapping } from '../../enforcement/identity/map-roles.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { recordProvisioned } from '../provisioning/audit-provisioning.ts'
import { refuseWithoutOwner } from './apply-roles.ts'
import { refreshIdentityRoles } from './identity-roles.ts'

export interface RoleLinesOrder {
  readonly organization: string
  readonly connection: string
  readonly lines: readonly Omit<RoleMapping, 'id'>[]
  readonly by: string
  readonly at: Date
}

/** Sets a connection's lines, in place of all before, and gives everybody what follows. @throws AppError `not-there` */
export const setRoleLines = (
  store: Store,
  { organization, connection, lines, by, at }: RoleLinesOrder,
): Promise<void> =>
  transactOrder(store, async (unit) => {
    const { database } = unit
    const row = await database
      .selectFrom('identity_connections')
      .select('id')
      .where('id', '=', connection)
      .where('organization_id', '=', organization)
      .where('ended_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new AppError('not-there', 'There is no such connection.')
    const units = await database
      .selectFrom('identity_units')
      .select('organization_id')
      .where('connection_id', '=', connection)
      .execute()
    const foreign = lines.find(
      (line) =>
        line.organization !== null && !units.some((unitRow) => unitRow.organization_id === line.organization),
    )
    if (foreign)
      throw new AppError('not-there', 'A line names an organization that the connection gives no roles in.')
    await database.deleteFrom('role_mappings').where('connection_id', '=', connection).execute()
    if (lines.length > 0)
      await database
        .insertInto('role_mappings')
        .values(
          lines.map((line, position) => ({
            connection_id: connection,
            position,
            source: line.source,
            name: line.name,
            value: line.value,
            organization_id: line.organization,
            role: line.role,
          })),
        )
        .execute()
    const roles = await refreshIdentityRoles(unit, connection, undefined, { at, isOrdered: true })
    const mapped = { kind: 'identity-connection.mapped', data: { lines: lines.length } } as const
    await recordProvisioned(unit, { connection, organization }, [mapped], roles, at, by)
  }).catch(refuseWithoutOwner)
