import { sql } from 'kysely'
import { textOf } from '../../enforcement/claude/activity.ts'
import type {
  ClaudeConnectionFact,
  ClaudeTenantState,
  WatchedDomain,
} from '../../enforcement/claude/claude-tenant.ts'
import type { Posture } from '../../enforcement/claude/posture.ts'
import type { Store } from '../store.ts'
import { readActivitiesOfType } from './activities.ts'
import { readDomains } from './domains.ts'
import { readOwnTenant } from './tenants.ts'

type Reading = Pick<Store, 'database'>

/** How Claude's switches were read last; undefined: no tenant is connected, or it was not read yet. */
export async function readPosture({ database }: Reading, organization: string): Promise<Posture | undefined> {
  const row = await database
    .selectFrom('claude_tenant_organizations as covered')
    .innerJoin('claude_tenants', 'claude_tenants.id', 'covered.tenant_id')
    .select(['settings', 'settings_at'])
    .where('covered.organization_id', '=', organization)
    .executeTakeFirst()
  return row?.settings_at && 'posture' in row.settings ? row.settings.posture : undefined
}

/** What is open at Claude about a repository, by its id, or by its name where it was not known when it was connected. */
export async function readOpenConnections(
  { database }: Reading,
  repository: string,
): Promise<readonly ClaudeConnectionFact[]> {
  const { rows } = await sql<ClaudeConnectionFact>`
    with own as (
      select repositories.id, covered.tenant_id, lower(login || '/' || repositories.name) as name
      from repositories join organizations on organizations.id = repositories.organization_id
      join claude_tenant_organizations covered on covered.organization_id = organizations.id
      where repositories.id = ${repository})
    select source, via, opened_at as "openedAt", opened_by as "openedBy" from (
      select connections.* from claude_connections connections join own using (tenant_id) where repository_id = own.id
      union all
      select connections.* from claude_connections connections join own using (tenant_id)
        where repository_id is null and repository = own.name) as either_way
    where closed_at is null order by opened_at nulls last, source`.execute(database)
  return rows
}

/** The tenant that tells of an organization, for judging it; undefined: none does. */
export async function readTenantState(
  store: Reading,
  organization: string,
): Promise<ClaudeTenantState | undefined> {
  const owner = await store.database
    .selectFrom('claude_tenant_organizations as covered')
    .innerJoin('claude_tenants', 'claude_tenants.id', 'covered.tenant_id')
    .select(['claude_tenants.organization_id', 'problem'])
    .where('covered.organization_id', '=', organization)
    .executeTakeFirst()
  const tenant = owner && (await readOwnTenant(store, owner.organization_id))
  if (!tenant) return undefined
  const [failed, completed, off, on, imported] = await Promise.all([
    lastOf(store, tenant.id, ['org_directory_resync_failed']),
    lastOf(store, tenant.id, ['org_directory_resync_completed', 'org_directory_sync_activated']),
    lastOf(store, tenant.id, ['org_sso_connection_deactivated', 'org_sso_connection_deleted']),
    lastOf(store, tenant.id, ['org_sso_connection_activated']),
    readActivitiesOfType(store, tenant.id, 'github_token_import'),
  ])
  const since = (one: Date | undefined, other: Date | undefined): Date | null =>
    one && (!other || one > other) ? one : null
  return {
    ...tenant.settings,
    isOwner: tenant.organization === organization,
    keyId: tenant.keyId,
    readUntil: tenant.readUntil,
    failingSince: tenant.failingSince,
    problem: owner.problem,
    domains: (await readDomains(store, tenant.id)).map(
      ({ domain, record, setUpBy, setUpAt, standing, found, todo }): WatchedDomain => ({
        domain,
        record,
        setUpBy,
        setUpAt,
        standing,
        found,
        todo,
      }),
    ),
    ...(await readLoose(store, tenant.id)),
    imported: imported
      .filter(({ body }) => textOf(body, 'result') === 'imported')
      .map(({ id, at, body }) => ({ id, at, scopes: textOf(body, 'granted_scopes') ?? null }))
      .toReversed(),
    failedSync: since(failed, completed),
    signOnOff: since(off, on),
  }
}

async function lastOf(
  { database }: Reading,
  tenant: string,
  types: readonly string[],
): Promise<Date | undefined> {
  const row = await database
    .selectFrom('claude_activities')
    .select('at')
    .where('tenant_id', '=', tenant)
    .where('type', 'in', types)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at
}

/** Connections that are open and belong to no repository that is known here. */
async function readLoose(
  { database }: Reading,
  tenant: string,
): Promise<Pick<ClaudeTenantState, 'everythingGiven' | 'foreign'>> {
  const { rows } = await sql<{ source: string; openedAt: Date | null; repository: string | null }>`
    select source, opened_at as "openedAt", repository from claude_connections connections
    where tenant_id = ${tenant} and closed_at is null and repository_id is null
      and (repository is null or not exists (
        select from repositories join organizations on organizations.id = repositories.organization_id
        join claude_tenant_organizations covered on covered.organization_id = organizations.id
        where covered.tenant_id = ${tenant} and lower(login || '/' || repositories.name) = connections.repository))
    order by opened_at desc nulls last, source`.execute(database)
  return {
    everythingGiven: rows
      .filter(({ source }) => source.endsWith(':*'))
      .map(({ source, openedAt }) => ({ source, openedAt })),
    foreign: rows.filter(({ repository }) => repository !== null).length,
  }
}
