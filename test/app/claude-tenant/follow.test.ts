import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { followTenant } from '../../../app/claude-tenant/follow-tenant.ts'
import { askForWork } from '../../../app/database/ask-for-work.ts'
import { readAudit } from '../../../app/database/audit-log.ts'
import { nameDomain } from '../../../app/database/claude/domains.ts'
import {
  connectTenant,
  listDueTenants,
  readOwnTenant,
  readTenantKey,
} from '../../../app/database/claude/tenants.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createRecords } from '../../../app/database/records.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { openResolvers } from '../../../app/domains/resolvers.ts'
import { claudeChecks } from '../../../app/enforcement/organization-findings/claude.ts'
import type { OrganizationState } from '../../../app/enforcement/organization-findings/check.ts'
import { openFakeClaude } from '../../claude-tenant/fake-claude.ts'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'
import { openDnsServer } from '../domains/dns-server.ts'

const databases = useDatabases()
const sealer = createSealer([createSealKey(randomBytes(32))])
const start = new Date('2026-11-28T10:00:00Z')
const after = (many: number): Date => new Date(start.getTime() + many * 60_000)
const scopes = ['read:compliance_activities', 'read:compliance_org_data']
const ada = { id: 'user_ada', email: 'ada@example.com', role: 'primary_owner' }

/** Acme with the repository web, its tenant at a fake Claude, and a DNS server, followed at the times that a test wants. */
async function followed({ keyScopes = scopes } = {}) {
  const { store } = await databases.create()
  const claude = await openFakeClaude()
  claude.now = () => start
  Object.assign(claude.settings, {
    claude_code_web_enabled: false,
    sso_enabled: true,
    sso_claude_ai_enforced: true,
  })
  const dns = await openDnsServer({})
  const organization = await addOrganization(store, 'acme')
  const { host_id: host } = await store.database
    .selectFrom('organizations')
    .select('host_id')
    .executeTakeFirstOrThrow()
  const by = await recordPerson(store, host, 7, 'ada')
  const key = claude.addKey(keyScopes)
  const { id: web } = await store.database
    .insertInto('repositories')
    .values({
      organization_id: organization,
      github_id: '17',
      name: 'Web',
      visibility: 'private',
      is_archived: false,
      is_fork: false,
      default_branch: 'main',
      first_seen_at: start,
      last_seen_at: start,
      gone_at: null,
      snapshot: null,
      properties: null,
      snapshot_hints: '0',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await connectTenant(store, sealer, {
    organization,
    others: [],
    key: key.key,
    probeRequest: null,
    by,
    at: start,
  })
  const judged: string[] = []
  const follow = (minutes: number): Promise<void> =>
    followTenant(
      {
        store,
        sealer,
        apiUrl: claude.apiUrl,
        resolvers: openResolvers([dns.address]),
        want: askForWork,
        judge: async (one) => void judged.push(one),
        now: () => after(minutes),
        client: { tries: 1 },
      },
      organization,
      AbortSignal.timeout(20_000),
    )
  const records = createRecords(store, askForWork)
  const atClaude = async () => (await records.repository(web))?.atClaude
  const state = async () => (await records.claudeTenant(organization))!
  const findings = async (minutes: number, more: Partial<OrganizationState> = {}) => {
    // oxlint-disable-next-line no-unsafe-type-assertion -- these checks look at nothing else of it
    const judgedState = { claude: await state(), now: after(minutes), ...more } as OrganizationState
    return claudeChecks.flatMap(({ id, find }) => find(judgedState).map((sighting) => ({ id, ...sighting })))
  }
  const kinds = async (): Promise<string[]> => {
    const all: string[] = []
    for await (const { kind } of readAudit(store, 'everything', organization)) all.push(kind)
    return all
  }
  return {
    store,
    claude,
    dns,
    organization,
    web,
    follow,
    records,
    atClaude,
    state,
    findings,
    kinds,
    judged,
    key,
  }
}

const source = (id: string, more: object = {}) => ({
  claude_project_sync_source_id: id,
  provider: 'github',
  ...more,
})

test('a repository that was attached is connected, with person and day, until an activity that names its id alone', async () => {
  const { store, claude, web, follow, atClaude, kinds, judged } = await followed()
  claude.add('claude_project_sync_source_created', source('s1', { resource_descriptor: 'Acme/web' }), {
    at: after(1),
    user: ada,
  })
  await follow(5)
  const [connection] = (await atClaude())!
  expect(connection).toMatchObject({ source: 'project:s1', via: 'project', openedAt: after(1) })
  const person = await store.database.selectFrom('claude_people').selectAll().executeTakeFirstOrThrow()
  expect(connection?.openedBy).toBe(person.person)
  expect(person).toMatchObject({ user_id: 'user_ada', email: 'ada@example.com' })
  expect(
    await store.database.selectFrom('work').select('key').where('key', '=', `repository:${web}`).execute(),
  ).toHaveLength(1)
  claude.add('claude_project_sync_source_deleted', source('s1'), { at: after(7) })
  await follow(10)
  expect(await atClaude()).toEqual([])
  expect((await kinds()).filter((kind) => kind.startsWith('claude.repository'))).toEqual([
    'claude.repository-connected',
    'claude.repository-disconnected',
  ])
  expect(judged).toHaveLength(2)
})

test('what arrives in another order comes to the same: an attachment that is indexed after its removal stays removed', async () => {
  const { claude, follow, atClaude } = await followed()
  claude.add('claude_project_sync_source_created', source('s1', { resource_descriptor: 'acme/web' }), {
    at: after(1),
    late: true,
  })
  claude.add('claude_project_sync_source_deleted', source('s1'), { at: after(2) })
  claude.add(
    'claude_chat_sync_source_created',
    { claude_chat_sync_source_id: 'c1', provider: 'github', resource_descriptor: 'acme/web' },
    { at: after(2) },
  )
  claude.add(
    'claude_chat_sync_source_created',
    { claude_chat_sync_source_id: 'c2', provider: 'gdrive', resource_descriptor: 'acme/web' },
    { at: after(2) },
  )
  await follow(5)
  claude.index()
  await follow(7)
  expect((await atClaude())?.map((one) => one.source)).toEqual(['chat:c1'])
})

test('a repository keeps its connection under a new name, and one that appears later has it by its name', async () => {
  const { store, claude, web, follow, atClaude } = await followed()
  const review = { config_id: 'cfg', repo_owner: 'acme', trigger_mode: 'auto' }
  claude.add('claude_code_review_repository_added', { ...review, repo_name: 'web' }, { at: after(1) })
  claude.add('claude_code_review_repository_added', { ...review, repo_name: 'later' }, { at: after(1) })
  await follow(5)
  await store.database.updateTable('repositories').set({ name: 'site' }).where('id', '=', web).execute()
  expect((await atClaude())?.map((one) => one.via)).toEqual(['code-review'])
  await store.database.updateTable('repositories').set({ name: 'later' }).where('id', '=', web).execute()
  expect(await atClaude()).toHaveLength(2)
  claude.add(
    'claude_code_review_repository_updated',
    { ...review, repo_name: 'web', status: 'INACTIVE' },
    { at: after(6) },
  )
  await follow(9)
  expect(await atClaude()).toHaveLength(1)
})

test('agents: a list of repositories, all of an installation, and none', async () => {
  const { claude, follow, atClaude, findings } = await followed()
  const access = { github_installation_id: 55, ghe_configuration_id: null }
  claude.add(
    'ccr_agent_proxy_profile_created',
    {
      profile_id: 'p1',
      github_access: [{ ...access, access_mode: 'list', repos: ['acme/web', 'acme/api'] }],
    },
    { at: after(1) },
  )
  claude.add(
    'ccr_agent_created',
    { agent_id: 'a1', default_source_urls: ['https://github.com/acme/web.git'] },
    { at: after(1) },
  )
  await follow(5)
  expect((await atClaude())?.map((one) => one.via).toSorted()).toEqual(['agent', 'agent-default'])
  claude.add(
    'ccr_agent_proxy_profile_updated',
    {
      profile_id: 'p1',
      github_access_changes: [{ ...access, access_mode: 'all', previous_access_mode: 'list' }],
    },
    { at: after(6) },
  )
  claude.add('ccr_agent_deleted', { agent_id: 'a1' }, { at: after(6) })
  await follow(9)
  expect(await atClaude()).toEqual([])
  expect(await findings(9)).toMatchObject([
    { id: 'claude-everything-given', subject: 'claude:agent:p1:55:*' },
  ])
  claude.add('ccr_agent_proxy_profile_deleted', { profile_id: 'p1' }, { at: after(10) })
  await follow(13)
  expect(await findings(13)).toEqual([])
})

test('settings are read, their changes recorded with who made them, and told of where they widen', async () => {
  const { claude, follow, records, organization, kinds, findings, store } = await followed()
  await follow(5)
  expect((await records.claudePosture(organization))?.webSessions).toEqual({
    value: 'off',
    since: after(5).toISOString(),
    by: null,
  })
  expect(await findings(5)).toEqual([])
  claude.settings['claude_code_web_enabled'] = true
  const updates = [
    { type: 'claude_code_web_enabled', current_value: true, previous_value: false },
    // Told of in the feed, and listed nowhere.
    { type: 'claude_code_quick_web_setup_enabled', current_value: 'specific_groups', previous_value: 'off' },
  ]
  claude.add('claude_organization_settings_updated', { updates }, { at: after(6), user: ada })
  await follow(9)
  const person = await store.database.selectFrom('claude_people').select('person').executeTakeFirstOrThrow()
  expect(await records.claudePosture(organization)).toMatchObject({
    webSessions: { value: 'on', since: after(6).toISOString(), by: person.person },
    quickWebSetup: { value: 'specific_groups' },
    singleSignOn: { value: 'on' },
  })
  expect((await kinds()).filter((kind) => kind === 'claude.setting-changed')).toHaveLength(2)
  const found = await findings(9, { claudeRequired: new Set(['webSessions']) })
  expect(found).toMatchObject([
    { id: 'claude-setting-open', subject: 'claude:webSessions', severity: 'high' },
    { id: 'claude-setting-open', subject: 'claude:quickWebSetup', severity: 'medium' },
  ])
})

test('a key that turns out to do more than read is forgotten, and everybody is told', async () => {
  const { store, claude, organization, key, follow, state, findings } = await followed({
    keyScopes: [...scopes, 'delete:compliance_user_data'],
  })
  // Another one reads only: which of both is ours is not known before the feed tells.
  claude.addKey(scopes)
  const probe = claude.add(
    'compliance_api_accessed',
    { actor: { type: 'api_actor', api_key_id: key.id }, request_id: 'req_probe' },
    { at: after(4), late: true },
  )
  await store.database.updateTable('claude_tenants').set({ probe_request: 'req_probe' }).execute()
  await follow(3)
  expect(await findings(3)).toMatchObject([{ id: 'claude-key', subject: 'claude-key:scopes' }])
  claude.index()
  await follow(6)
  expect(probe.type).toBe('compliance_api_accessed')
  expect(await readTenantKey(store, sealer, organization)).toBeUndefined()
  expect((await state()).problem).toContain('delete:compliance_user_data')
  expect(await listDueTenants(store, after(60))).toEqual([])
})

test('domains are taken from the feed, looked for by DNS, and told of with who, what, where and since when', async () => {
  const { store, claude, dns, follow, state, findings } = await followed()
  const record = `anthropic-domain-verification-ab12cd=${randomBytes(9).toString('hex')}`
  dns.zone = { 'example.com': [record] }
  claude.add('org_domain_verified', { domain: 'Example.com' }, { at: after(1), user: ada })
  await follow(5)
  expect((await state()).domains).toMatchObject([
    { domain: 'example.com', record, standing: { state: 'found' }, setUpAt: after(1) },
  ])
  // A day later it is gone.
  dns.zone = { 'example.com': ['v=spf1 -all'] }
  await follow(60)
  expect((await state()).domains).toMatchObject([{ standing: { state: 'found' } }])
  await follow(24 * 60 + 6)
  const [found] = await findings(24 * 60 + 6)
  expect(found).toMatchObject({ id: 'claude-domain-record', subject: 'domain:example.com', severity: 'high' })
  for (const part of [
    record,
    dns.address,
    'since 2026-11-29',
    'last seen on 2026-11-28',
    'verified at Claude on 2026-11-28',
    'single sign-on',
  ])
    expect(found?.found).toContain(part)
  expect(found?.todo).toContain(`set a TXT record with the value ${record}`)
  // It is put right, and seen within the hour.
  dns.zone = { 'example.com': [record] }
  await follow(25 * 60 + 10)
  expect(await findings(25 * 60 + 10)).toEqual([])
  claude.add('org_domain_removed', { domain: 'example.com' }, { at: after(25 * 60 + 11) })
  await follow(25 * 60 + 15)
  await follow(25 * 60 + 17)
  expect((await state()).domains).toEqual([])
  const tenant = await store.database.selectFrom('claude_tenants').select('id').executeTakeFirstOrThrow()
  await store.transact((unit) =>
    nameDomain(unit, tenant.id, 'other.example', 'anthropic-domain-verification-zz=1'),
  )
  await follow(25 * 60 + 19)
  expect(await findings(25 * 60 + 19)).toMatchObject([{ subject: 'domain:other.example', severity: 'high' }])
})

test('a directory whose sync failed is told of until one succeeds, and so is single sign-on that was switched off', async () => {
  const { claude, follow, findings } = await followed()
  claude.add('org_directory_resync_failed', { resync_uuid: 'r1' }, { at: after(1) })
  claude.add('org_sso_connection_deactivated', { connection_id: 'c' }, { at: after(1) })
  await follow(5)
  expect((await findings(5)).map(({ id }) => id)).toEqual(['claude-sync-failed', 'claude-sign-on-off'])
  claude.add('org_directory_resync_completed', { resync_uuid: 'r2' }, { at: after(6) })
  claude.add('org_sso_connection_activated', { connection_id: 'c' }, { at: after(6) })
  await follow(9)
  expect(await findings(9)).toEqual([])
})

test('tokens that were given to Claude, and repositories of others, are told of', async () => {
  const { claude, follow, findings } = await followed()
  claude.add(
    'github_token_import',
    { result: 'imported', source: 'web', granted_scopes: 'repo' },
    { at: after(1), user: ada },
  )
  claude.add(
    'github_token_import',
    { result: 'rejected_feature_disabled', source: 'web' },
    { at: after(1), user: ada },
  )
  claude.add(
    'claude_project_sync_source_created',
    source('s1', { resource_descriptor: 'ada/private-things' }),
    { at: after(1) },
  )
  await follow(5)
  const found = await findings(5)
  expect(found.map(({ id }) => id)).toEqual(['claude-token-imported', 'claude-foreign-repositories'])
  expect(found[0]?.found).toContain(
    '1 token was given within 90 days, the last one on 2026-11-28 with the scopes repo',
  )
  expect(JSON.stringify(found)).not.toContain('private-things')
})

test('what fails is written down and looked at again later, and told of after an hour', async () => {
  const { store, claude, organization, follow, state, findings, judged } = await followed()
  await follow(5)
  judged.length = 0
  claude.faults.push({ status: 503 })
  await follow(7)
  expect((await state()).problem).toContain('answered 503')
  expect(judged).toEqual([organization])
  expect(await listDueTenants(store, after(11))).toEqual([])
  expect(await listDueTenants(store, after(12))).toEqual([organization])
  expect(await findings(30)).toEqual([])
  claude.faults.push({ status: 401 })
  await follow(12)
  expect((await findings(68)).map(({ id, found }) => [id, found.includes('does not know the key')])).toEqual([
    ['claude-not-read', true],
  ])
  await follow(70)
  expect(await findings(71)).toEqual([])
  claude.faults.push({ status: 429, headers: { 'retry-after': '900' } })
  await follow(72)
  expect((await state()).problem).toBeNull()
  expect(await listDueTenants(store, after(86))).toEqual([])
  expect((await readOwnTenant(store, organization))?.readUntil).toEqual(after(69))
})
