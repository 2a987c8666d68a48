import { describe, expect, test } from 'vitest'
import { attest } from '../../../app/database/attest.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import { isProfileName, type ProfileName, profiles } from '../../github/profiles.ts'
import { useDatabases } from '../database/test-database.ts'
import { isServer, manifestPermissions, type ReachedCompany, reachedCompany } from './reached-company.ts'
import { running, type Running } from './running.ts'

const databases = useDatabases()
const start = async (
  company: ReachedCompany,
  more: Readonly<Record<string, string>> = {},
): Promise<Running> => running(await databases.create(), company, more)

/** What is said of a repository that nothing leads into, where nobody tells which repositories Claude's App was given to. */
const nothing = (profile: ProfileName) => ({
  'app-installation': 'possible',
  workflow: 'not-seen',
  secret: 'not-seen',
  'fine-grained-token': 'not-seen',
  'deploy-key': 'not-seen',
  // Enterprise Server has no such agent that anybody could read of.
  'native-agent': isServer(profile) ? 'unknown' : 'not-seen',
  // Only an owner can say whether they are on.
  'cloud-session': 'unknown',
})

/** What changes access (`test/app/acting/`) is tried on these two, and they are read as `free` and `ghec-data-residency` are: for the long proof. */
const inProof: ReadonlySet<ProfileName> = new Set(['team', 'ghec'])
const told = Object.keys(profiles)
  .filter(isProfileName)
  .filter((profile) => process.env['PROOF'] !== undefined || !inProof.has(profile))

/** What leads into each of the company's repositories. */
const leads: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'by-app': {},
  'by-workflow': { workflow: 'connected' },
  'by-branch': { workflow: 'connected' },
  'by-secret': { secret: 'connected' },
  'by-shared-secret': { secret: 'connected' },
  'by-dependabot-secret': { secret: 'connected' },
  'by-token': { 'fine-grained-token': 'possible' },
  'by-deploy-key': { 'deploy-key': 'possible' },
  quiet: {},
}
const cloudLeads: typeof leads = {
  ...leads,
  'by-codespaces-secret': { secret: 'connected' },
  'by-agent-secret': { secret: 'connected' },
  'by-native-agent': { 'native-agent': 'possible' },
}
const leadsOn = (profile: ProfileName) => (isServer(profile) ? leads : cloudLeads)

describe.each(told)('on %s', (profile) => {
  test('every path into every repository is told, content is scanned, and nothing more is claimed', async () => {
    const program = await start(await reachedCompany(profile))
    await program.swept()
    const expected = leadsOn(profile)
    for (const [name, ways] of Object.entries(expected))
      expect(await program.reaches(`acme/${name}`), name).toEqual({ ...nothing(profile), ...ways })
    const count = Object.keys(expected).length
    const { repositories, coverage, findings } = await program.organization('acme')
    expect(repositories).toHaveLength(count)
    expect(coverage).toEqual({ seen: count, scanned: count, failed: [] })
    for (const { name, decision } of repositories) {
      expect(decision?.outcome, name).toBe('allowed')
      expect(decision?.reasons.length, name).toBeGreaterThan(0)
    }
    const certain = Object.values(expected).filter((ways) => Object.values(ways).includes('connected')).length
    expect(findings.map(({ title }) => title)).toContain(
      `claude reaches between ${certain} and ${count} of ${count} repositories.`,
    )
    expect(await program.secrets('acme/by-workflow')).toEqual([
      'sendgrid-api-key old.env fixed-at-tip',
      'stripe-secret-key .env open',
    ])
    // Everything that was asked for was there for our App: the manifest asks for what is read, and for nothing else.
    const last = await lastCoverage(program.store)
    expect(last.failedCount).toBe(0)
    expect(last.unknown.map(({ path }) => path)).toEqual(
      isServer(profile) ? ['cloud-session', 'native-agent'] : ['cloud-session'],
    )
  })
})

async function lastCoverage(store: Store) {
  const [acme] = await listOrganizations(store, 'everything')
  return (await readLastSweep(store, 'everything', acme!.id))!.coverage
}

describe("which repositories Claude's App was given to", () => {
  const certain = { 'by-app': 'connected', quiet: 'not-seen', 'by-secret': 'not-seen' }
  const installed = async (program: Running) =>
    Object.fromEntries(
      await Promise.all(
        Object.keys(certain).map(
          async (name) => [name, (await program.reaches(`acme/${name}`))['app-installation']] as const,
        ),
      ),
    )

  test.each(told.filter((profile) => profile.startsWith('ghec')))(
    'is told by an App of the enterprise, on %s',
    async (profile) => {
      const company = await reachedCompany(profile)
      const { github } = company
      const enterprise = github.world.enterprises.get('big')!
      const enforcer = github.addApp({
        slug: 'enforcer',
        owner: enterprise,
        permissions: { enterprise_organization_installation_repositories: 'read' },
      })
      const onEnterprise = github.addInstallation({ app: enforcer, on: enterprise })
      const program = await start(company, {
        ENTERPRISE: 'big',
        ENTERPRISE_APP_ID: String(enforcer.id),
        ENTERPRISE_APP_PRIVATE_KEY: enforcer.privateKey,
        ENTERPRISE_APP_INSTALLATION_ID: String(onEnterprise.id),
      })
      await program.swept()
      expect(await installed(program)).toEqual(certain)
    },
  )

  test('is told by the classic token of an owner, which is itself a finding', async () => {
    const company = await reachedCompany('team')
    const token = company.github.addClassicToken(company.ada, ['repo', 'read:org'])
    const program = await start(company, { GITHUB_CLASSIC_TOKEN: token })
    await program.swept()
    expect(await installed(program)).toEqual(certain)
    const { findings } = await program.organization('acme')
    expect(findings.filter(({ title }) => /classic token/i.test(title))).toHaveLength(1)
    expect(program.log.join('\n')).not.toContain(token)
  })

  test('is believed from an owner, until the statement ends', async () => {
    const company = await reachedCompany('free')
    const program = await start(company)
    await program.swept()
    const [acme] = await listOrganizations(program.store, 'everything')
    const state = async (setting: string, value: string, installation?: string) => {
      const given = { setting, value, evidence: 'GH-1', days: 30, ...(installation && { installation }) }
      const who = { login: 'ada', githubId: company.ada.id }
      expect(await attest(program.store, acme!, who, given, new Date())).toMatchObject({ ok: true })
    }
    await state(
      'installation-repositories',
      String(company.repository('by-app').id),
      String(company.claude.id),
    )
    await state('claude-cloud-sessions', 'off')
    await program.swept()
    expect(await installed(program)).toEqual(certain)
    expect((await program.reaches('acme/quiet'))['cloud-session']).toBe('not-seen')
    const { reaches } = await program.repository('acme/by-app')
    expect(reaches.find(({ path }) => path === 'app-installation')?.evidence.join(' ')).toMatch(
      /An owner stated on .*, until /,
    )
    await program.store.database
      .updateTable('attestations')
      .set({ until: new Date(Date.now() - 1000) })
      .execute()
    await program.swept()
    expect((await program.reaches('acme/quiet'))['app-installation']).toBe('possible')
    expect((await program.reaches('acme/quiet'))['cloud-session']).toBe('unknown')
  })

  test('is all of them where it is installed on all, which is among the gravest findings', async () => {
    const company = await reachedCompany('team')
    company.claude.selection = 'all'
    const program = await start(company)
    await program.swept()
    for (const { name } of (await program.organization('acme')).repositories)
      expect((await program.reaches(name))['app-installation'], name).toBe('connected')
    const { findings } = await program.organization('acme')
    expect(
      findings.filter(({ severity }) => severity === 'critical').map(({ title }) => title),
    ).toContainEqual(expect.stringContaining('all repositories'))
  })
})

test('what our App may not read is unknown with its reason, and is never called not seen', async () => {
  const company = await reachedCompany('ghec')
  const { metadata, contents } = manifestPermissions('ghec')
  company.installation.permissions = { metadata: metadata!, contents: contents! }
  const program = await start(company)
  await program.swept()
  expect(await program.reaches('acme/quiet')).toEqual({
    'app-installation': 'unknown',
    workflow: 'not-seen',
    secret: 'unknown',
    'fine-grained-token': 'unknown',
    'deploy-key': 'unknown',
    'native-agent': 'unknown',
    'cloud-session': 'unknown',
  })
  const { reaches } = await program.repository('acme/quiet')
  for (const { path, state, why } of reaches.filter(({ state }) => state === 'unknown'))
    expect(why, `${path} is ${state}`).toMatch(/./)
  // Nobody is asked in vain.
  expect(company.github.calls.filter(({ status }) => status === 403)).toEqual([])
})
