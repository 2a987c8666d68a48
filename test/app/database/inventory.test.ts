import { describe, expect, test } from 'vitest'
import { appendAudit, readAudit } from '../../../app/database/audit-log.ts'
import { countReaches, forgetUnwatched, readReaches, recordReach } from '../../../app/database/inventory.ts'
import { readIntervals } from '../../../app/database/reach-intervals.ts'
import { recordGone, recordGoneSince, recordSnapshots } from '../../../app/database/repositories.ts'
import type { Store } from '../../../app/database/store.ts'
import { eventsOf, unwatchedEvents } from '../../../app/enforcement/inventory/reach-changes.ts'
import type { Reach } from '../../../app/enforcement/inventory/reach.ts'
import type { RepositorySnapshot } from '../../../app/enforcement/github.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository as listed } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const on = (day: number): Date => new Date(`2026-11-${day}T08:00:00Z`)
const [monday, tuesday, wednesday] = [on(23), on(24), on(25)]

const recordAll = (store: Store, organization: string, list: readonly RepositorySnapshot[], at: Date) =>
  store.transact(async (unit) => {
    const ids = await recordSnapshots(
      unit,
      organization,
      list.map((snapshot) => ({ snapshot })),
      at,
    )
    await recordGoneSince(unit, organization, at)
    return ids
  })
const reach = (state: Reach['state'], path: Reach['path'] = 'workflow'): Reach => ({
  assistant: 'claude',
  path,
  state,
  control: 'enforceable',
  evidence: state === 'connected' ? ['.github/workflows/claude.yml runs anthropics/claude-code-action.'] : [],
  ...(state === 'unknown' && { why: 'a permission is missing' }),
})

const namesThere = async ({ database }: Store): Promise<readonly string[]> => {
  const rows = await database
    .selectFrom('repositories')
    .select('name')
    .where('gone_at', 'is', null)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

describe('repositories', () => {
  test('are known by their numeric ids: renamed ones stay the same, and a new one of an old name is another', async () => {
    const { store } = await databases.create()
    const acme = await addOrganization(store, 'acme')
    const record = (list: readonly RepositorySnapshot[], at: Date) => recordAll(store, acme, list, at)
    const [web] = await record([listed(1, 'web'), listed(2, 'api')], monday)
    const [site, other] = await record([listed(1, 'site'), listed(3, 'web')], tuesday)
    expect(site).toBe(web)
    expect(other).not.toBe(web)
    expect(await namesThere(store)).toEqual(['site', 'web'])
    await record([listed(1, 'site'), listed(2, 'api')], wednesday)
    expect(await namesThere(store)).toEqual(['api', 'site'])
  })

  test('of a list longer than one statement takes are all recorded, in its order', async () => {
    const { store } = await databases.create()
    const acme = await addOrganization(store, 'acme')
    const many = Array.from({ length: 2500 }, (_, index) => listed(index + 1, `repository-${index}`))
    const ids = await recordAll(store, acme, many, monday)
    const rows = await store.database.selectFrom('repositories').select(['id', 'github_id']).execute()
    const githubIds = new Map(rows.map(({ id, github_id: githubId }) => [id, githubId]))
    expect(ids.map((id) => Number(githubIds.get(id)))).toEqual(many.map(({ githubId }) => githubId))
  })
})

describe('the paths into a repository', () => {
  async function acmeWithWeb(store: Store) {
    const acme = await addOrganization(store, 'acme')
    const [web = ''] = await recordAll(store, acme, [listed(1, 'web')], monday)
    const record = (reaches: readonly Reach[], at: Date) =>
      store.transact(async (unit) => {
        const changes = await recordReach(unit, web, reaches, at)
        await appendAudit(unit, acme, at, eventsOf(web, changes))
        return changes
      })
    const kinds = async (): Promise<readonly string[]> => {
      const found: string[] = []
      for await (const { kind } of readAudit(store, 'everything', acme)) found.push(kind)
      return found
    }
    return { acme, web, record, kinds }
  }

  test('keep since when they are as they are, and only changes are recorded', async () => {
    const { store } = await databases.create()
    const { acme, record, kinds } = await acmeWithWeb(store)
    await record([reach('connected'), reach('not-seen', 'secret')], monday)
    expect(await record([reach('connected'), reach('not-seen', 'secret')], tuesday)).toEqual([])
    expect(await readReaches(store, { organizations: [acme] }, acme)).toMatchObject([
      { repository: 'web', path: 'workflow', state: 'connected', since: monday, readAt: tuesday },
      { repository: 'web', path: 'secret', state: 'not-seen', since: monday, readAt: tuesday },
    ])
    await record([reach('not-seen')], wednesday)
    expect(await kinds()).toEqual(['connection.found', 'connection.gone'])
  })

  test('of an assistant that is not governed any more are forgotten, which is told of those that were there, and end no interval', async () => {
    const { store } = await databases.create()
    const { acme, web, record } = await acmeWithWeb(store)
    const other = (one: Reach): Reach => ({ ...one, assistant: 'other' })
    await record([reach('connected'), other(reach('connected')), other(reach('not-seen', 'secret'))], monday)
    const unwatched = await store.transact((unit) => forgetUnwatched(unit, web, ['claude']))
    expect(unwatched).toEqual([
      { assistant: 'other', path: 'secret', before: 'not-seen' },
      { assistant: 'other', path: 'workflow', before: 'connected' },
    ])
    expect(unwatchedEvents(web, unwatched)).toEqual([
      {
        kind: 'connection.unwatched',
        actor: null,
        subject: `repository:${web}`,
        data: { assistant: 'other', path: 'workflow', before: 'connected' },
      },
    ])
    expect((await readReaches(store, 'everything', acme)).map(({ assistant }) => assistant)).toEqual([
      'claude',
    ])
    const open = (await readIntervals(store, 'everything', web)).filter(({ until }) => until === null)
    expect(open.map(({ assistant }) => assistant)).toEqual(['claude', 'other'])
    expect(await store.transact((unit) => forgetUnwatched(unit, web, []))).toHaveLength(1)
    expect(await readReaches(store, 'everything', acme)).toEqual([])
  })

  test('that cannot be read any more are not gone', async () => {
    const { store } = await databases.create()
    const { record, kinds } = await acmeWithWeb(store)
    await record([reach('connected')], monday)
    await record([reach('unknown')], tuesday)
    expect(await kinds()).toEqual(['connection.found'])
    await record([reach('connected')], wednesday)
    expect(await kinds()).toEqual(['connection.found', 'connection.found'])
  })

  test('are seen by nobody outside their scope', async () => {
    const { store } = await databases.create()
    const { acme, record } = await acmeWithWeb(store)
    await record([reach('connected')], monday)
    expect(await readReaches(store, { organizations: [] }, acme)).toEqual([])
  })
})

test('a repository that a sweep and its own run both find gone goes once', async () => {
  const { store } = await databases.create()
  const organization = await addOrganization(store, 'acme')
  const [id] = await recordAll(store, organization, [listed(1, 'shop')], monday)
  let own: ReturnType<typeof recordGone> | undefined
  await store.transact(async (unit) => {
    expect((await recordGoneSince(unit, organization, tuesday)).repositories).toEqual([id])
    // It has read its repository as there and waits for the row that the sweep holds.
    own = store.transact((other) => recordGone(other, organization, id!, wednesday))
  })
  expect((await own)?.repositories).toEqual([])
  await recordAll(store, organization, [listed(1, 'shop')], tuesday)
  const again = await store.transact((unit) => recordGone(unit, organization, id!, wednesday))
  expect(again.repositories).toEqual([id])
})

test('a repository counts once for each assistant, by the strongest of its paths', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const [a, b, c, d, gone] = await recordAll(
    store,
    acme,
    ['a', 'b', 'c', 'd', 'e'].map((name, index) => listed(index + 1, name)),
    monday,
  )
  const other = { ...reach('connected'), assistant: 'copilot' }
  const read: readonly (readonly [string, readonly Reach[]])[] = [
    [a!, [reach('unknown'), reach('connected', 'secret'), other]],
    [b!, [reach('possible'), reach('not-seen', 'secret')]],
    [c!, [reach('unknown'), reach('not-seen', 'secret')]],
    [d!, [reach('not-seen')]],
    [gone!, [reach('connected')]],
  ]
  for (const [id, reaches] of read) await store.transact((unit) => recordReach(unit, id, reaches, monday))
  await store.database.updateTable('repositories').set({ gone_at: tuesday }).where('id', '=', gone!).execute()
  const counts = await countReaches(store, acme)
  const claude = ['not-seen', 'unknown', 'possible', 'connected']
  expect(counts).toEqual([
    ...claude.map((state) => ({ assistant: 'claude', state, repositories: 1 })),
    { assistant: 'copilot', state: 'connected', repositories: 1 },
  ])
  expect(await countReaches(store, await addOrganization(store, 'another'))).toEqual([])
})
