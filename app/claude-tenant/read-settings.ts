import type { ClaudeOrganization } from '../enforcement/claude/claude-tenant.ts'
import type { ComplianceClient } from './api/client.ts'

/** Reads the settings and keys of every organization that a tenant has. */
export async function readClaudeOrganizations(
  client: Pick<ComplianceClient, 'organizations' | 'settings'>,
): Promise<readonly ClaudeOrganization[]> {
  const organizations: ClaudeOrganization[] = []
  for (const { uuid, name } of await client.organizations()) {
    const { settings, api_keys: keys } = await client.settings(uuid)
    organizations.push({
      uuid,
      name: name ?? null,
      values: Object.fromEntries(
        settings.flatMap(({ name: setting, value }) => (isPlain(value) ? [[setting, value] as const] : [])),
      ),
      keys: (keys ?? []).map((key) => ({
        id: key.id,
        name: key.name ?? null,
        isActive: key.is_active,
        scopes: key.scopes,
        expiresAt: key.expires_at ?? null,
      })),
    })
  }
  return organizations
}

/** Settings whose values are of other kinds, such as terms of retention, are none of ours. */
const isPlain = (value: unknown): value is ClaudeOrganization['values'][string] =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'))
