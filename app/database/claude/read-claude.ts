import { sql } from 'kysely'
import { textOf } from '../../enforcement/claude/activity.ts'
import { objectsOf } from '../../enforcement/claude/activity.ts'
import { undoWords } from '../../enforcement/claude/claude-tenant.ts'
import type { ClaudeVia } from '../../enforcement/claude/connections.ts'
import { judgeKey } from '../../enforcement/claude/judge-key.ts'
import { claudeSwitches } from '../../enforcement/claude/posture.ts'
import type {
  ClaudeReading,
  ConnectionReading,
  SignInReading,
  SwitchReading,
  TenantReading,
} from '../../enforcement/reading/claude-reading.ts'
import type { ViewerScope } from '../../enforcement/members/viewer.ts'
import { inScopeOfRepository } from '../scope.ts'
import type { Store } from '../store.ts'
import { readActivitiesOfType } from './activities.ts'
import { readDomains } from './domains.ts'
import { readTenantState } from './tenant-state.ts'

type Reading = Pick<Store, 'database'>

const mostConnections = 200

const nothing: ClaudeReading = {
  tenant: null,
  switches: [],
  signIn: null,
  holders: null,
  members: null,
  domains: [],
  connections: [],
  moreConnections: 0,
  mapping: [],
}

/**
 * What people see of an organization's tenant.
 * @param required names of switches that the policy requires
 */
export async function readClaude(
  store: Reading,
  scope: ViewerScope,
  organization: string,
  required: ReadonlySet<string>,
): Promise<ClaudeReading> {
  const [state, tenant] = await Promise.all([
    readTenantState(store, organization),
    readTenantRow(store, organization),
  ])
  if (!state || !tenant) return nothing
  const emails = await readEmails(store, tenant.id)
  const emailOf = (person: string | null): string | null =>
    person === null ? null : (emails.get(person) ?? null)
  const [domains, people, connections, mapping] = await Promise.all([
    readDomains(store, tenant.id),
    readHolders(store, tenant.id),
    readConnections(store, scope, organization, tenant.id, emailOf),
    readActivitiesOfType(store, tenant.id, 'org_sso_seat_tier_mappings_updated', 1),
  ])
  const keys = state.organizations.flatMap((one) => one.keys)
  return {
    tenant: {
      ...tenant.reading,
      isOwner: state.isOwner,
      keyState: tenant.hasKey
        ? judgeKey(keys, state.keyId).may === 'yes'
          ? 'reads-only'
          : 'unproven'
        : 'gone',
      keyEndsAt: dateOf(keys.find(({ id }) => id === state.keyId)?.expiresAt),
      names: state.organizations.flatMap(({ name }) => name ?? []),
    },
    switches: claudeSwitches.map((one): SwitchReading => {
      const { name, title, why, clicks, page, widens } = one
      const known = state.posture[name]
      const narrow = widens === 'on' ? 'off' : 'on'
      return {
        name,
        title,
        why,
        clicks,
        page,
        value: known?.value ?? null,
        isWide: known !== undefined && known.value !== narrow,
        isRequired: required.has(name),
        since: known?.since ?? null,
        by: emailOf(known?.by ?? null),
      }
    }),
    signIn: signInOf(state),
    ...people,
    domains: domains.map(({ domain, record, setUpBy, setUpAt, standing, found, todo, lookedAt }) => ({
      domain,
      record,
      setUpBy: emailOf(setUpBy),
      setUpAt,
      state: standing?.state ?? 'not-looked',
      since: standing?.since ?? null,
      views: standing?.views ?? [],
      found,
      todo,
      lookedAt,
    })),
    ...connections,
    mapping: mapping.flatMap(({ body }) =>
      objectsOf(body, 'current_mappings').flatMap((row) => {
        const group = textOf(row, 'idp_group_name')
        const gives = textOf(row, 'seat_tier')
        return group === undefined || gives === undefined ? [] : [{ group, gives }]
      }),
    ),
  }
}

const dateOf = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text))

interface TenantRow {
  readonly id: string
  readonly hasKey: boolean
  readonly reading: Omit<TenantReading, 'isOwner' | 'keyState' | 'keyEndsAt' | 'names'>
}

async function readTenantRow({ database }: Reading, organization: string): Promise<TenantRow | undefined> {
  const row = await database
    .selectFrom('claude_tenant_organizations as own')
    .innerJoin('claude_tenants as tenants', 'tenants.id', 'own.tenant_id')
    .innerJoin('organizations as owner', 'owner.id', 'tenants.organization_id')
    .leftJoin('person_names', 'person_names.person_id', 'tenants.set_by')
    .leftJoin('sealed_values as sealed', (join) =>
      join.on('sealed.kind', '=', 'claude-key').on('sealed.owner', '=', sql<string>`owner.id::text`),
    )
    .selectAll('tenants')
    .select(['owner.login as owner_login', 'person_names.login as set_by_login', 'sealed.key_id as seal'])
    .where('own.organization_id', '=', organization)
    .executeTakeFirst()
  if (!row) return undefined
  const covers = await database
    .selectFrom('claude_tenant_organizations as covered')
    .innerJoin('organizations', 'organizations.id', 'covered.organization_id')
    .select(['organizations.id', 'login'])
    .where('tenant_id', '=', row.id)
    .orderBy('login')
    .execute()
  return {
    id: row.id,
    hasKey: row.seal !== null,
    reading: {
      owner: { id: row.organization_id, login: row.owner_login },
      covers,
      keyEnding: row.key_ending,
      setBy: row.set_by_login,
      setAt: row.set_at,
      readUntil: row.read_until,
      lookedAt: row.looked_at,
      failingSince: row.failing_since,
      problem: row.problem,
      taken: Number(row.taken),
    },
  }
}

/** Addresses of people by their opaque ids. */
async function readEmails(
  { database }: Reading,
  tenant: string,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await database
    .selectFrom('claude_people')
    .select(['person', 'email'])
    .where('tenant_id', '=', tenant)
    .execute()
  return new Map(rows.map(({ person, email }) => [person, email]))
}

/** Who may administer a tenant, by Claude's own names of roles, the highest first. */
const holding = ['primary_owner', 'owner', 'admin', 'membership_admin'] as const

async function readHolders(
  { database }: Reading,
  tenant: string,
): Promise<Pick<ClaudeReading, 'holders' | 'members'>> {
  const { members } = await database
    .selectFrom('claude_people')
    .select(({ fn }) => fn.countAll<string>().as('members'))
    .where('tenant_id', '=', tenant)
    .where('role', 'is not', null)
    .executeTakeFirstOrThrow()
  if (members === '0') return { holders: null, members: null }
  const rows = await database
    .selectFrom('claude_people')
    .select(['role', 'email'])
    .where('tenant_id', '=', tenant)
    .where('role', 'in', holding)
    .orderBy(sql`array_position(${sql.val([...holding])}::text[], role)`)
    .orderBy('email')
    .execute()
  return { holders: rows.map(({ role, email }) => ({ role: role ?? '', email })), members: Number(members) }
}

/** What is open, of repositories that the viewer sees; what belongs to nobody here is shown to who sees all of the organization. */
async function readConnections(
  { database }: Reading,
  scope: ViewerScope,
  organization: string,
  tenant: string,
  emailOf: (person: string | null) => string | null,
): Promise<Pick<ClaudeReading, 'connections' | 'moreConnections'>> {
  const seesAll = scope.organizations.includes(organization)
  const { rows } = await sql<{
    source: string
    via: ClaudeVia
    named: string | null
    openedAt: Date | null
    openedBy: string | null
    id: string | null
    name: string | null
  }>`
    with placed as (
      select connections.source, connections.via, connections.repository as named, connections.opened_at as "openedAt",
        connections.opened_by as "openedBy", repositories.id, organizations.login || '/' || repositories.name as name,
        repositories.organization_id
      from claude_connections connections
      left join lateral (
        select repositories.id from repositories
        join organizations on organizations.id = repositories.organization_id
        join claude_tenant_organizations covered on covered.organization_id = organizations.id and covered.tenant_id = ${tenant}
        where repositories.id = connections.repository_id
          or (connections.repository_id is null and lower(login || '/' || repositories.name) = connections.repository)
        limit 1) found on true
      left join repositories on repositories.id = found.id
      left join organizations on organizations.id = repositories.organization_id
      where connections.tenant_id = ${tenant} and connections.closed_at is null)
    select source, via, named, "openedAt", "openedBy", id, name from placed
    where (id is null and ${seesAll}) or (organization_id = ${organization}
      and ${inScopeOfRepository(scope, 'placed.organization_id', 'placed.id')})
    order by "openedAt" desc nulls last, source`.execute(database)
  return {
    connections: rows
      .slice(0, mostConnections)
      .map(({ source, via, named, openedAt, openedBy, id, name }): ConnectionReading => ({
        source,
        via,
        named,
        openedAt,
        by: emailOf(openedBy),
        repository: id === null || name === null ? null : { id, name },
        undo: undoWords(via),
      })),
    moreConnections: Math.max(0, rows.length - mostConnections),
  }
}

function signInOf({
  organizations,
  failedSync,
  signOnOff,
}: NonNullable<Awaited<ReturnType<typeof readTenantState>>>): SignInReading | null {
  if (organizations.length === 0) return null
  const valueOf = (name: string) =>
    organizations.map(({ values }) => values[name]).filter((one) => one !== undefined)
  // Where one organization of several is without it, it is not so.
  const flag = (name: string): boolean | null => {
    const all = valueOf(name)
    return all.length === 0 ? null : all.every((one) => one === true)
  }
  const modes = [...new Set(valueOf('sso_provisioning_mode').map(String))]
  return {
    enabled: flag('sso_enabled'),
    enforced: flag('sso_claude_ai_enforced'),
    consoleEnforced: flag('sso_console_enforced'),
    directorySync: flag('directory_sync_enabled'),
    provisioning: modes.length === 0 ? null : modes.join(', '),
    failedSync,
    switchedOff: signOnOff,
  }
}
