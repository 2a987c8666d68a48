import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { connectTenant } from '../../../app/database/claude/tenants.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { readOrganizationFindings } from '../../../app/database/organization-findings.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { openFakeClaude } from '../../claude-tenant/fake-claude.ts'
import { useDatabases } from '../database/test-database.ts'
import { openDnsServer } from '../domains/dns-server.ts'
import { acting, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

test('a repository that is connected at Claude and not allowed is drift, with the steps to undo it, until Claude records that it was undone', async () => {
  const claude = await openFakeClaude()
  const dns = await openDnsServer({})
  const key = claude.addKey(['read:compliance_activities', 'read:compliance_org_data'])
  claude.settings['claude_code_web_enabled'] = true
  const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000)
  const add = (what: 'created' | 'deleted', id: string, repository: string | undefined, seconds: number) =>
    claude.add(
      `claude_project_sync_source_${what}`,
      { claude_project_sync_source_id: id, provider: 'github', resource_descriptor: repository },
      { at: ago(seconds), user: { id: 'user_bob', email: 'bob@example.com', role: 'user' } },
    )
  add('created', 's1', 'acme/ledger', 300)
  add('created', 's2', 'acme/web', 300)
  const seal = randomBytes(32)
  const company = await actingCompany({
    policy: enforcingPolicy,
    repositories: { web: false, ledger: false },
  })
  const program = await acting(databases, {
    ...company,
    settings: {
      ...company.settings,
      CLAUDE_API_URL: claude.apiUrl,
      DNS_RESOLVERS: dns.address,
      SEAL_KEY: seal.toString('base64'),
    },
  })
  const { store } = program
  const [acme] = await listOrganizations(store, 'everything')
  const by = await recordPerson(store, acme!.hostId, company.ada.id, 'ada')
  const sealer = createSealer([createSealKey(seal)])
  const order = { organization: acme!.id, others: [], key: key.key, probeRequest: null, by, at: new Date() }
  expect(await connectTenant(store, sealer, order)).toBe('done')

  const session = async (name: string) => (await program.reaches(name))['cloud-session']
  await expect.poll(() => session('acme/ledger'), { timeout: 30_000 }).toBe('connected')
  expect(await session('acme/web')).toBe('connected')
  const waiting = async () =>
    (await readOpenEffects(store, 'everything', acme!.id)).filter(
      ({ action }) => action.kind === 'claude-by-hand',
    )
  await expect
    .poll(waiting, { timeout: 30_000 })
    .toMatchObject([{ state: 'manual', problem: expect.stringContaining('claude.ai, Projects') }])
  expect(await program.kinds('acme')).toContain('claude.repository-connected')
  await expect
    .poll(async () => (await readOrganizationFindings(store, 'everything', acme!.id)).map(({ id }) => id))
    .toContain('claude-setting-open')

  add('deleted', 's1', undefined, 90)
  await program.want([`claude:${acme!.id}`])
  await expect.poll(() => session('acme/ledger'), { timeout: 30_000 }).toBe('possible')
  await expect.poll(waiting, { timeout: 30_000 }).toEqual([])
  expect(await session('acme/web')).toBe('connected')
  // Nothing of the key is in the log, and Claude was asked for nothing but to be read.
  expect(program.log.join('\n')).not.toContain(key.key)
  expect(claude.calls.every(({ method }) => method === 'GET')).toBe(true)
})
