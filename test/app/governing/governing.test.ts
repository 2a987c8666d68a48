import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readReaches } from '../../../app/database/inventory.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readPolicies } from '../../../app/database/policies.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import { readAudit } from '../../../app/database/audit-log.ts'
import { checkChain } from '../../../app/enforcement/audit/chain.ts'
import { useDatabases } from '../database/test-database.ts'
import { govern } from './governed.ts'
import { type ImaginedOrganization, imaginedGitHub, type ImaginedRepository } from './imagined-github.ts'

const databases = useDatabases()

const policy = `version: 1
default: deny
groups:
  - name: web
    match: ['acme/web*']
    access: allow
`
const workflow = `on: issue_comment
jobs:
  claude:
    runs-on: ubuntu-latest
    steps:
      - uses: anthropics/claude-code-action@v1
`

let lastId = 100
const repository = (name: string, files: Record<string, string> = {}): ImaginedRepository => ({
  githubId: (lastId += 1),
  name,
  visibility: 'private',
  files,
  properties: {},
})
const organization = (login: string, repositories: ImaginedRepository[]): ImaginedOrganization => ({
  githubId: (lastId += 1),
  login,
  repositories,
  reach: {},
})
const pushTo = (org: ImaginedOrganization, { githubId, name }: ImaginedRepository) => ({
  organization: { id: org.githubId },
  repository: { id: githubId, name, owner: { id: org.githubId } },
  sender: { login: 'ada', id: 1 },
})

async function prepare(...organizations: ImaginedOrganization[]) {
  return govern(await databases.create(), imaginedGitHub('github.com', organizations))
}

async function start(...organizations: ImaginedOrganization[]) {
  const governed = await prepare(...organizations)
  await governed.swept()
  await governed.settled()
  return governed
}

describe('a sweep', () => {
  test('decides about every repository by the policy that is found, and ends with its coverage', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const { decisions, kinds, store } = await start(
      organization('acme', [
        repository('web-shop', { '.github/workflows/c.yml': workflow }),
        repository('api'),
        governance,
      ]),
    )
    expect(await decisions('acme')).toEqual({ 'web-shop': 'allowed', api: 'denied', gatehouse: 'denied' })
    const [acme] = await listOrganizations(store, 'everything')
    expect(await readLastSweep(store, 'everything', acme!.id)).toMatchObject({
      coverage: {
        repositories: 3,
        read: 3,
        notWanted: 2,
        // What is reached is to be scanned, and there is nothing behind this GitHub.
        failed: [{ repository: 'web-shop', what: 'scan', why: 'There is nothing to scan.' }],
      },
    })
    const reaches = await readReaches(store, 'everything', acme!.id)
    expect(reaches.filter(({ state }) => state === 'connected')).toMatchObject([
      { repository: 'web-shop', path: 'workflow' },
    ])
    const told = await kinds('acme')
    expect(told.slice(0, 3)).toEqual(['organization.added', 'sweep.started', 'policy.changed'])
    expect(told.filter((kind) => kind === 'decision.made')).toHaveLength(3)
    expect(told.findLast((kind) => !kind.startsWith('organization-finding.'))).toBe('sweep.finished')
    expect(await checkChain(readAudit(store, 'everything', acme!.id))).not.toHaveProperty('fault')
  })

  test('of organizations whose lists take long keeps neither their own repositories nor other organizations waiting', async () => {
    let endLists = (): void => {}
    const listed = new Promise<void>((resolve) => (endLists = resolve))
    // As many as repositories are looked at at a time, and one fewer than organizations are.
    const slow = ['a', 'b', 'c', 'd'].map((login) => ({
      ...organization(login, [repository('api')]),
      listed,
    }))
    const { askForSweep, decisions, errors, store, swept } = await prepare(
      ...slow,
      organization('acme', [repository('web')]),
    )
    onTestFinished(endLists)
    await askForSweep()
    await vi.waitFor(
      async () => {
        for (const login of ['a', 'b', 'c', 'd']) expect(await decisions(login)).toEqual({ api: 'allowed' })
        expect(await decisions('acme')).toEqual({ web: 'allowed' })
      },
      { timeout: 100_000, interval: 100 },
    )
    const open = await store.database
      .selectFrom('work')
      .select('key')
      .whereRef('done', '<', 'wanted')
      .execute()
    expect(open.filter(({ key }) => key.startsWith('organization:'))).toHaveLength(4)
    endLists()
    await swept()
    expect(errors).toEqual([])
  })

  test('records nothing new where nothing has changed', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const { swept, kinds } = await start(organization('acme', [governance, repository('web')]))
    const before = await kinds('acme')
    await swept()
    expect((await kinds('acme')).slice(before.length)).toEqual(['sweep.started', 'sweep.finished'])
  })

  test('goes on past a repository that cannot be read, and names it', async () => {
    const broken = { ...repository('broken'), failure: new Error('GitHub answers 502') }
    const { decisions, store } = await start(organization('acme', [repository('web'), broken]))
    expect(await decisions('acme')).toEqual({ web: 'allowed' })
    const [acme] = await listOrganizations(store, 'everything')
    expect((await readLastSweep(store, 'everything', acme!.id))?.coverage.failed).toEqual([
      { repository: 'broken', what: 'read', why: 'GitHub answers 502' },
    ])
  })

  test('of one organization does not wait for another that fails', async () => {
    const broken = { ...organization('broken', []), failure: new Error('down') }
    const database = await databases.create()
    const acme = organization('acme', [repository('web')])
    const governed = await govern(database, imaginedGitHub('github.com', [broken, acme]))
    await governed.askForSweep()
    await expect
      .poll(async () => {
        const all = await listOrganizations(governed.store, 'everything')
        return all.length === 2 ? governed.decisions('acme') : {}
      })
      .toEqual({ web: 'allowed' })
  })
})

describe('the policy', () => {
  test('that becomes invalid leaves the last valid one in force, and says where it is wrong', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const acme = organization('acme', [governance, repository('web'), repository('api')])
    const { deliver, decisions, store, kinds } = await start(acme)
    governance.files = { 'gatehouse.yml': policy.replace('access: allow', 'access: maybe') }
    await deliver('push', pushTo(acme, governance))
    expect(await decisions('acme')).toMatchObject({ web: 'allowed', api: 'denied' })
    const [known] = await listOrganizations(store, 'everything')
    const { last, valid } = await readPolicies(store, known!.id)
    expect(last).toMatchObject({ state: 'invalid' })
    expect(last?.problems[0]).toMatch(/^acme\/gatehouse\/gatehouse\.yml:6:13: /)
    expect(valid?.source?.file.text).toBe(policy)
    expect(await kinds('acme')).toContain('policy.invalid')
  })

  test('that is pushed is followed at once, for every repository', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const acme = organization('acme', [governance, repository('web'), repository('api')])
    const { deliver, decisions } = await start(acme)
    governance.files = { 'gatehouse.yml': policy.replace('acme/web*', 'acme/{web,api}*') }
    await deliver('push', pushTo(acme, governance))
    expect(await decisions('acme')).toMatchObject({ web: 'allowed', api: 'allowed' })
  })

  test('that is pushed while a repository is being read decides the others at once, and this one when it was read', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const [web, api] = [repository('web'), repository('api')]
    const acme = organization('acme', [governance, web, api])
    const { deliver, decisions, store, hint } = await start(acme)
    // By the policy before; whatever may happen to it until the end, it must not have the last word.
    let endReading = (): void => {}
    api.read = new Promise((resolve) => (endReading = resolve))
    await hint('push', pushTo(acme, api))
    await vi.waitFor(
      async () => {
        const claims = await store.database
          .selectFrom('work')
          .select('key')
          .where('claim', 'is not', null)
          .execute()
        expect(claims).toHaveLength(1)
      },
      { timeout: 100_000 },
    )
    // From now on nobody reads anything but that, and who tries fails.
    web.failure = new Error('it was read')
    governance.files = { 'gatehouse.yml': policy.replace('acme/web*', 'acme/{none,api}*') }
    await hint('push', pushTo(acme, governance))
    await vi.waitFor(
      async () => expect(await decisions('acme')).toMatchObject({ web: 'denied', api: 'denied' }),
      {
        timeout: 100_000,
      },
    )
    endReading()
    await deliver('ping', {})
    expect(await decisions('acme')).toMatchObject({ web: 'denied', api: 'allowed' })
  })

  test('that governs an assistant nobody has looked at, or an App of its own, has that read', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const acme = organization('acme', [governance, repository('web')])
    const { store, deliver, kinds } = await start(acme)
    const [known] = await listOrganizations(store, 'everything')
    const seen = async () =>
      (await readReaches(store, 'everything', known!.id)).filter((one) => one.repository === 'web').length
    const all = await seen()
    // As it is before an assistant is governed.
    await store.database.deleteFrom('reaches').execute()
    const other = policy.replace('acme/web*', 'acme/{web,api}*')
    governance.files = { 'gatehouse.yml': other }
    await deliver('push', pushTo(acme, governance))
    expect(await seen()).toBe(all)
    const sweeps = async () => (await kinds('acme')).filter((kind) => kind === 'sweep.started').length
    expect(await sweeps()).toBe(1)
    governance.files = { 'gatehouse.yml': `${other}ownApps: { claude: [77] }\n` }
    await deliver('push', pushTo(acme, governance))
    expect(await sweeps()).toBe(2)
  })

  test('that governs an assistant no more forgets its paths, and the record tells that nobody looks', async () => {
    const governance = repository('gatehouse', { 'gatehouse.yml': policy })
    const web = repository('web')
    const acme = organization('acme', [governance, web])
    const { store, deliver, kinds } = await start(acme)
    const { id } = await store.database
      .selectFrom('repositories')
      .select('id')
      .where('name', '=', 'web')
      .executeTakeFirstOrThrow()
    // As it was read while the policy in force governed it.
    const at = new Date()
    await store.database
      .insertInto('reaches')
      .values({
        repository_id: id,
        assistant: 'former',
        path: 'workflow',
        state: 'connected',
        control: 'enforceable',
        evidence: '[]',
        why: null,
        since: at,
        read_at: at,
      })
      .execute()
    governance.files = { 'gatehouse.yml': policy.replace('acme/web*', 'acme/{web,api}*') }
    await deliver('push', pushTo(acme, governance))
    const left = await store.database
      .selectFrom('reaches')
      .select('assistant')
      .distinct()
      .where('repository_id', '=', id)
      .execute()
    expect(left).toEqual([{ assistant: 'claude' }])
    expect((await kinds('acme')).filter((kind) => kind === 'connection.unwatched')).toHaveLength(1)
  })

  test('in a public repository is refused', async () => {
    const governance = {
      ...repository('gatehouse', { 'gatehouse.yml': policy }),
      visibility: 'public' as const,
    }
    const { store, decisions } = await start(organization('acme', [governance, repository('api')]))
    const [known] = await listOrganizations(store, 'everything')
    expect((await readPolicies(store, known!.id)).last).toMatchObject({ state: 'refused' })
    expect(await decisions('acme')).toMatchObject({ api: 'allowed' })
  })

  test('of a parent only ever makes it stricter, and is followed when it changes', async () => {
    const above = repository('gatehouse', {
      'gatehouse.yml': `version: 1\ndefault: deny\ngroups:\n  - name: webs\n    match: ['*/web']\n    access: allow\n`,
    })
    const parent = organization('parent', [above])
    const child = organization('acme', [
      repository('gatehouse', {
        'gatehouse.yml': `version: 1\nextends: parent/gatehouse\ndefault: allow\n`,
      }),
      repository('web'),
      repository('api'),
    ])
    const { decisions, swept, deliver } = await start(parent, child)
    await swept()
    expect(await decisions('acme')).toMatchObject({ web: 'allowed', api: 'denied' })
    above.files = { 'gatehouse.yml': 'version: 1\ndefault: allow\n' }
    await deliver('push', pushTo(parent, above))
    expect(await decisions('acme')).toMatchObject({ web: 'allowed', api: 'allowed' })
  })
})

describe('a hint', () => {
  test('of a push is followed by a new look at that repository', async () => {
    const web = repository('web')
    const acme = organization('acme', [web])
    const { deliver, kinds } = await start(acme)
    const before = await kinds('acme')
    web.files = { '.github/workflows/c.yml': workflow }
    await deliver('push', pushTo(acme, web))
    expect((await kinds('acme')).slice(before.length)).toEqual(['connection.found'])
  })

  test('that comes twice, or is about nothing we know, does no harm', async () => {
    const web = repository('web')
    const acme = organization('acme', [web])
    const { deliver, kinds, errors } = await start(acme)
    const before = await kinds('acme')
    await deliver('push', pushTo(acme, web))
    await deliver('push', pushTo(acme, { ...web, githubId: 999_999 }))
    await deliver('push', pushTo({ ...acme, githubId: 888_888 }, web))
    await deliver('push', { nonsense: true })
    await deliver('star', pushTo(acme, web))
    expect((await kinds('acme')).filter((kind) => !kind.startsWith('sweep.')).length).toBe(before.length - 2)
    expect(errors).toEqual([])
  })

  test('of a rename keeps what is known, under the new name', async () => {
    const web = repository('web')
    const acme = organization('acme', [repository('gatehouse', { 'gatehouse.yml': policy }), web])
    const { deliver, decisions, store } = await start(acme)
    const idBefore = (await store.database.selectFrom('repositories').select(['id', 'name']).execute()).find(
      ({ name }) => name === 'web',
    )
    web.name = 'billing'
    await deliver('repository', { action: 'renamed', ...pushTo(acme, web) })
    expect(await decisions('acme')).toEqual({ gatehouse: 'denied', billing: 'denied' })
    const row = await store.database
      .selectFrom('repositories')
      .select('id')
      .where('name', '=', 'billing')
      .executeTakeFirst()
    expect(row?.id).toBe(idBefore?.id)
  })

  test('of a deletion takes the repository out, and the record of it stays', async () => {
    const web = repository('web')
    const acme = organization('acme', [web, repository('api')])
    const { deliver, decisions, kinds } = await start(acme)
    acme.repositories = acme.repositories.filter((one) => one !== web)
    await deliver('repository', { action: 'deleted', ...pushTo(acme, web) })
    expect(await decisions('acme')).toEqual({ api: 'allowed' })
    expect((await kinds('acme')).filter((kind) => kind === 'repository.gone')).toHaveLength(1)
  })

  test("of an assistant's account at work is kept as evidence", async () => {
    const web = repository('web')
    const acme = organization('acme', [web])
    acme.reach = { installations: { known: false, why: 'a permission is missing' } }
    const { deliver, store } = await start(acme)
    await deliver('issue_comment', { ...pushTo(acme, web), sender: { login: 'claude[bot]', id: 209825114 } })
    const [known] = await listOrganizations(store, 'everything')
    const reaches = await readReaches(store, 'everything', known!.id)
    expect(reaches.find(({ path }) => path === 'app-installation')?.state).toBe('possible')
  })
})
