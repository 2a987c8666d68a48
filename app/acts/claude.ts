import { AppError } from '../../scanner/errors.ts'
import type { ClaudeApi } from '../api/v1/resources/claude.ts'
import { createComplianceClient } from '../claude-tenant/api/client.ts'
import { readClaudeOrganizations } from '../claude-tenant/read-settings.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { appendAudit } from '../database/audit-log.ts'
import { forgetDomain, nameDomain } from '../database/claude/domains.ts'
import { readClaude } from '../database/claude/read-claude.ts'
import { connectTenant, disconnectTenant, readTenantOf } from '../database/claude/tenants.ts'
import { createGovernanceReader } from '../database/policies.ts'
import { openSealer } from '../database/open-sealer.ts'
import type { Sealer } from '../database/sealed.ts'
import type { Unit } from '../database/store.ts'
import { transactOrder } from '../database/transact-order.ts'
import type { AuditKind } from '../enforcement/audit/event.ts'
import { checkGroupMapping } from '../enforcement/claude/group-mapping.ts'
import { accessKeyPrefix, judgeKey } from '../enforcement/claude/judge-key.ts'
import { requiredAtClaude } from '../enforcement/claude/required-at-claude.ts'
import { may } from '../enforcement/members/permissions.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'

/** Nobody waits longer for Claude. */
const longestMs = 20_000

/** Claude's side as the API has it. */
export function createClaudeApi(acting: Acting): ClaudeApi {
  const { store, config, now } = acting
  const governanceOf = createGovernanceReader(store)
  const sealer = (): Sealer => openSealer(config)
  const personOf = async (viewer: Viewer, organization: string): Promise<string> =>
    (await actorIn(store, viewer, await knownOrganization(store, organization))).id
  return {
    read: async ({ scope }, organization) =>
      readClaude(
        store,
        scope,
        organization,
        requiredAtClaude((await governanceOf(organization)).inForce.policy),
      ),
    connect: async (viewer, organization, { key, organizations: others }) => {
      const by = await personOf(viewer, organization)
      if (others.some((one) => !may(viewer, 'manage-claude', one)))
        throw new AppError('not-allowed', 'You are no Gatehouse owner of each of these organizations.')
      const tried = await tryKey(config.claudeApiUrl, key)
      const order = { organization, others, key, probeRequest: tried.probeRequest, by, at: now() }
      if ((await connectTenant(store, sealer(), order)) === 'taken')
        throw new AppError('conflict', 'Another of these organizations belongs to a tenant already.', {
          todo: "Disconnect Claude's side there first, or leave the organization out.",
        })
      return { isProven: tried.isProven, names: tried.names }
    },
    disconnect: async (viewer, organization) =>
      disconnectTenant(store, organization, { by: await personOf(viewer, organization), at: now() }),
    look: async (organization) => {
      const tenant = await readTenantOf(store, organization)
      if (!tenant) throw notConnected()
      await store.transact((unit) => askForWork(unit, [keyOf('claude', tenant.organization)]))
    },
    nameDomain: async (viewer, organization, { domain, record }) => {
      await orderDomain(acting, viewer, organization, 'claude.domain-named', domain, async (unit, tenant) => {
        await nameDomain(unit, tenant, domain, record)
        return true
      })
    },
    forgetDomain: (viewer, organization, domain) =>
      orderDomain(acting, viewer, organization, 'claude.domain-forgotten', domain, (unit, tenant) =>
        forgetDomain(unit, tenant, domain),
      ),
    checkMapping: checkGroupMapping,
  }
}

const notConnected = (): AppError =>
  new AppError('claude-not-connected', "Claude's side of this organization is not connected.")

async function orderDomain(
  { store, now }: Acting,
  viewer: Viewer,
  organization: string,
  kind: AuditKind,
  domain: string,
  order: (unit: Unit, tenant: string) => Promise<boolean>,
): Promise<boolean> {
  const { id: by } = await actorIn(store, viewer, await knownOrganization(store, organization))
  const tenant = await readTenantOf(store, organization)
  if (!tenant) throw notConnected()
  return transactOrder(store, async (unit) => {
    if (!(await order(unit, tenant.id))) return false
    await askForWork(unit, [keyOf('claude', tenant.organization)])
    await appendAudit(unit, organization, now(), [
      { kind, actor: by, subject: `organization:${organization}`, data: { domain } },
    ])
    return true
  })
}

/**
 * Tries a key before it is kept: what it may read, and that it may do nothing else.
 * @throws AppError `claude-key-refused`, `claude-unavailable`
 */
async function tryKey(
  apiUrl: string,
  key: string,
): Promise<{
  readonly probeRequest: string | null
  readonly isProven: boolean
  readonly names: readonly string[]
}> {
  if (!key.startsWith(accessKeyPrefix))
    throw new AppError(
      'claude-key-refused',
      `It is no Compliance Access Key: those begin with ${accessKeyPrefix}. Keys of the Admin API change members and keys, and are not taken.`,
    )
  const signal = AbortSignal.timeout(longestMs)
  const client = createComplianceClient({ apiUrl, key, signal, tries: 2 })
  const until = new Date().toISOString()
  const { requestId } = await client.activities({ from: undefined, until, afterId: undefined, limit: 1 })
  const organizations = await readClaudeOrganizations(client)
  const judgment = judgeKey(
    organizations.flatMap(({ keys }) => keys),
    null,
  )
  if (judgment.may === 'no') throw new AppError('claude-key-refused', judgment.why)
  return {
    probeRequest: requestId,
    isProven: judgment.may === 'yes',
    names: organizations.flatMap(({ name }) => name ?? []),
  }
}
