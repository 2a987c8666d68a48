import { sql } from 'kysely'
import type { ClaudeSettings } from '../../enforcement/claude/claude-tenant.ts'
import { keyOf } from '../../enforcement/work-keys.ts'
import { askForWork } from '../ask-for-work.ts'
import { appendAudit } from '../audit-log.ts'
import { forgetSealed, readSealed, writeSealed } from '../sealed-values.ts'
import type { Sealer } from '../sealed.ts'
import { createSecret, type Secret } from '../secret.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

type Reading = Pick<Store, 'database'>

/** An organization's tenant at Claude, as it is worked on. */
export interface KnownTenant {
  readonly id: string
  /** Our id of the organization whose owner set the key. */
  readonly organization: string
  readonly keyId: string | null
  readonly probeRequest: string | null
  readonly readUntil: Date | null
  /** A window that is being read: what is newer is for the next one. */
  readonly window: { readonly until: Date; readonly after: string | null } | null
  readonly failingSince: Date | null
  readonly settings: ClaudeSettings
  readonly settingsAt: Date | null
}

const noSettings: ClaudeSettings = { organizations: [], posture: {} }
const settingsOf = (stored: ClaudeSettings | Record<string, never>): ClaudeSettings =>
  'organizations' in stored ? { ...noSettings, ...stored } : noSettings

const sealedName = (organization: string) => ({ kind: 'claude-key', owner: organization })
const endingLength = 4

export interface ConnectOrder {
  /** Our id of the organization whose owner sets the key. */
  readonly organization: string
  /** Others of the same tenant, each of which they own too. */
  readonly others: readonly string[]
  readonly key: string
  readonly probeRequest: string | null
  readonly by: string
  readonly at: Date
}

/**
 * Keeps the key, sealed, and whose tenant it is. A new key in the place of an old one goes on where the old one had come to.
 * @returns `taken`: one of the others has a tenant of its own
 */
export const connectTenant = (
  store: Store,
  sealer: Sealer,
  { organization, others, key, probeRequest, by, at }: ConnectOrder,
): Promise<'done' | 'taken'> =>
  transactOrder(store, async (unit) => {
    const { database } = unit
    const values = {
      key_ending: key.slice(-endingLength),
      set_by: by,
      set_at: at,
      key_id: null,
      probe_request: probeRequest,
      failing_since: null,
      problem: null,
      settings_at: null,
      look_again_at: at,
    }
    const { id } = await database
      .insertInto('claude_tenants')
      .values({
        organization_id: organization,
        ...values,
        read_until: null,
        window_until: null,
        window_after: null,
        looked_at: null,
      })
      .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
      .returning('id')
      .executeTakeFirstOrThrow()
    const all = [...new Set([organization, ...others])].toSorted()
    const taken = await database
      .selectFrom('claude_tenant_organizations')
      .select('organization_id')
      .where('organization_id', 'in', all)
      .where('tenant_id', '<>', id)
      .execute()
    if (taken.length > 0) {
      await database
        .deleteFrom('claude_tenants')
        .where('id', '=', id)
        .where('read_until', 'is', null)
        .execute()
      return 'taken'
    }
    await database.deleteFrom('claude_tenant_organizations').where('tenant_id', '=', id).execute()
    await database
      .insertInto('claude_tenant_organizations')
      .values(all.map((one) => ({ organization_id: one, tenant_id: id })))
      .execute()
    await writeSealed(unit, sealer, sealedName(organization), createSecret(key))
    await askForWork(unit, [keyOf('claude', organization)])
    for (const one of all)
      await appendAudit(unit, one, at, [
        {
          kind: 'claude.connected',
          actor: by,
          subject: `organization:${one}`,
          data: { keySetBy: organization },
        },
      ])
    return 'done'
  })

/** Forgets the tenant with everything that was read of it, and the key. @returns false: there was none */
export const disconnectTenant = (
  store: Store,
  organization: string,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const { database } = unit
    const covered = await database
      .selectFrom('claude_tenant_organizations as covered')
      .innerJoin('claude_tenants', 'claude_tenants.id', 'covered.tenant_id')
      .select('covered.organization_id')
      .where('claude_tenants.organization_id', '=', organization)
      .orderBy('covered.organization_id')
      .execute()
    if (covered.length === 0) return false
    await database.deleteFrom('claude_tenants').where('organization_id', '=', organization).execute()
    await forgetSealed(unit, sealedName(organization))
    for (const { organization_id: one } of covered)
      await appendAudit(unit, one, at, [
        { kind: 'claude.disconnected', actor: by, subject: `organization:${one}`, data: {} },
      ])
    return true
  })

export const readTenantKey = (
  store: Reading,
  sealer: Sealer,
  organization: string,
): Promise<Secret | undefined> => readSealed(store, sealer, sealedName(organization))

/** Forgets the key alone: nothing is read with it any more. */
export const forgetTenantKey = (unit: Unit, organization: string): Promise<void> =>
  forgetSealed(unit, sealedName(organization))

/** The tenant whose key an organization set. */
export async function readOwnTenant(
  { database }: Reading,
  organization: string,
): Promise<KnownTenant | undefined> {
  const row = await database
    .selectFrom('claude_tenants')
    .selectAll()
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      organization,
      keyId: row.key_id,
      probeRequest: row.probe_request,
      readUntil: row.read_until,
      window: row.window_until && { until: row.window_until, after: row.window_after },
      failingSince: row.failing_since,
      settings: settingsOf(row.settings),
      settingsAt: row.settings_at,
    }
  )
}

/** The tenant that tells of an organization, and whose key it is read with. */
export async function readTenantOf(
  { database }: Reading,
  organization: string,
): Promise<{ readonly id: string; readonly organization: string } | undefined> {
  const row = await database
    .selectFrom('claude_tenant_organizations as covered')
    .innerJoin('claude_tenants', 'claude_tenants.id', 'covered.tenant_id')
    .select(['claude_tenants.id', 'claude_tenants.organization_id'])
    .where('covered.organization_id', '=', organization)
    .executeTakeFirst()
  return row && { id: row.id, organization: row.organization_id }
}

/** Our ids of the organizations of which a tenant tells. */
export async function readCovered({ database }: Reading, tenant: string): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('claude_tenant_organizations')
    .select('organization_id')
    .where('tenant_id', '=', tenant)
    .orderBy('organization_id')
    .execute()
  return rows.map((row) => row.organization_id)
}

/** Organizations whose keys are to be read with now. Those whose key is gone are left alone until there is another. */
export async function listDueTenants({ database }: Reading, now: Date): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('claude_tenants')
    .innerJoin('sealed_values', (join) =>
      join.on('kind', '=', 'claude-key').on('owner', '=', sql<string>`claude_tenants.organization_id::text`),
    )
    .innerJoin('organizations', 'organizations.id', 'claude_tenants.organization_id')
    .select('organization_id')
    .where('look_again_at', '<=', now)
    .where('removed_at', 'is', null)
    .orderBy('organization_id')
    .execute()
  return rows.map((row) => row.organization_id)
}

/** How a look at Claude ended. @param problem in words without anything secret; null: it went well */
export async function recordLook(
  { database }: Unit,
  tenant: string,
  { problem, again }: { readonly problem: string | null; readonly again: Date },
  at: Date,
): Promise<void> {
  await database
    .updateTable('claude_tenants')
    .set({
      looked_at: at,
      look_again_at: again,
      problem,
      failing_since: problem === null ? null : sql<Date>`coalesce(failing_since, ${at})`,
    })
    .where('id', '=', tenant)
    .execute()
}

export async function recordKeyId({ database }: Unit, tenant: string, keyId: string): Promise<void> {
  await database.updateTable('claude_tenants').set({ key_id: keyId }).where('id', '=', tenant).execute()
}

export async function recordSettings(
  { database }: Unit,
  tenant: string,
  settings: ClaudeSettings,
  at: Date,
): Promise<void> {
  await database
    .updateTable('claude_tenants')
    .set({ settings: JSON.stringify(settings), settings_at: at })
    .where('id', '=', tenant)
    .execute()
}
