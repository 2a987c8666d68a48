import { expect, test } from 'vitest'
import { recordPause, recordResume } from '../../../app/database/brakes.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { listWaves, undoWave } from '../../../app/database/undo-wave.ts'
import { useDatabases } from '../database/test-database.ts'
import { manyRepositories, switchingCompany, switchingPolicy } from './switching.ts'

const databases = useDatabases()

test('an App on all repositories is switched to what stays, and drift is undone', async () => {
  const { company, acme, driven, accept, open, ended, events } = await switchingCompany(databases, {
    repositories: { 'web-0': true, 'web-1': true, 'web-2': true, old: true },
  })
  const kept = ['web-0', 'web-1', 'web-2']
  expect(company.claude.selection).toBe('all')
  expect(await open()).toEqual(['disconnect planned', 'disconnect planned', 'select planned'])
  await accept()
  expect(await driven.work([])).toEqual([])
  expect(company.claude.selection).toBe('selected')
  expect(company.connected()).toEqual(kept)
  expect(await open()).toEqual([])
  expect(await events('switch.intended')).toMatchObject([{ kept: 3, taken: 2, hasWindow: false }])
  expect(await events('switch.ended')).toMatchObject([{ kept: 3, hasWindow: false }])
  expect((await ended('applied')).toSorted()).toEqual(['disconnect', 'disconnect', 'select'])
  // Somebody sets it back by hand; no webhook tells of that.
  company.claude.selection = 'all'
  await driven.work([`installations:${acme}`])
  expect(company.connected()).toEqual(kept)
  expect(await ended('applied')).toHaveLength(6)
})

const switches = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === 'PATCH' && path.endsWith('/repositories')

test('stopped in the middle, whoever comes next adds what is missing, whatever was looked at meanwhile', async () => {
  const world = await switchingCompany(databases, { repositories: manyRepositories(53) })
  const { company, acme, driven, store, accept, open, ended, events } = world
  await accept()
  // By the time of the call that switches, somebody pauses everything: no more is written.
  let pausing: Promise<unknown> = Promise.resolve()
  const happens = (): void => {
    pausing = store.transact((unit) => recordPause(unit, null, 'a try', new Date()))
  }
  company.github.faults.add({ when: switches, fault: { kind: 'meanwhile', happens }, times: 1 })
  await driven.work([])
  await pausing
  expect(company.connected()).toHaveLength(50)
  expect(await events('switch.intended')).toMatchObject([{ kept: 53, taken: 3, hasWindow: true }])
  const underWay = await world.shown()
  expect(underWay).toContain('so 3 that stay are without it until they are added: in 1 more call')
  expect(underWay).toContain('It is under way since')
  // Meanwhile one that was to be taken is allowed, one that stays is denied, and one is gone.
  const { github } = company
  github.rename(company.repository('old-a'), { name: 'web-late' })
  github.rename(company.repository('web-52'), { name: 'old-late' })
  github.deleteRepository(company.repository('web-51'))
  for (const name of ['old-a', 'web-52', 'web-51']) await world.hint(name)
  // Others look while it is half done, and take nothing of that for decided.
  await driven.work([`installations:${acme}`])
  expect(await open()).toContain('select planned')
  await store.transact((unit) => recordResume(unit, null, new Date()))
  await accept()
  const other = await world.again()
  expect(await other.work([])).toEqual([])
  const stay = Array.from({ length: 51 }, (_, index) => `web-${index}`)
  expect(company.connected()).toEqual([...stay, 'web-late'].toSorted())
  expect(await open()).toEqual([])
  // The switch, two that it took, and the one that was denied since.
  expect((await ended('applied')).toSorted()).toEqual(['disconnect', 'disconnect', 'disconnect', 'select'])
  expect(await ended('withdrawn')).toEqual(['disconnect'])
  expect(await events('switch.ended')).toMatchObject([{ hasWindow: true }])
})

test('a repository that gets the name of one that stays, just then, does not stay', async () => {
  const { company, driven, accept, events } = await switchingCompany(databases, {
    repositories: manyRepositories(2),
  })
  const { github } = company
  await accept()
  const happens = (): void => {
    github.rename(company.repository('web-1'), { name: 'web-renamed' })
    github.rename(company.repository('old-a'), { name: 'web-1' })
  }
  github.faults.add({ when: switches, fault: { kind: 'meanwhile', happens }, times: 1 })
  await driven.work([])
  const corrected = await events('connection.corrected')
  expect(corrected).toMatchObject([{ how: 'taken', repositories: [company.repository('old-a').id] }])
  expect(company.claude.repositoryIds).toEqual(
    new Set(['web-0', 'web-1'].map((name) => company.repository(name).id)),
  )
})

test('what a switch would do is shown before anybody lets it, it is held where it takes too much, and undone exactly', async () => {
  const old = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`old-${index}`, true]))
  const off = switchingPolicy.replace('selection: true', 'selection: false')
  const world = await switchingCompany(databases, { policy: off, repositories: { ...old, web: true } })
  const { company, acme, store, driven, open, shown, events } = world
  await world.accept()
  await driven.sweep()
  expect(await open()).toEqual([])
  const preview = await shown()
  expect(preview).toContain('would keep 1, of those that Gatehouse sees, and would take at most 7.')
  expect(preview).toContain('The policy does not let that: `changes.selection`')

  await world.follow(switchingPolicy)
  const waiting = await shown()
  expect(waiting).toContain('keeps 1, of those that Gatehouse sees, and takes 7.')
  expect(waiting).toContain('None of those that stay is without it meanwhile')
  expect(new Set(await open())).toEqual(new Set(['disconnect held', 'select held']))
  expect(company.claude.selection).toBe('all')
  await world.letPass()
  await driven.work([])
  expect(company.connected()).toEqual(['web'])
  expect(await open()).toEqual([])

  await world.follow(switchingPolicy.replace('mode: enforce', 'mode: notify'))
  const [wave] = await listWaves(store, 'everything', acme)
  expect(wave).toMatchObject({ taken: 7, isSwitched: true })
  const { hostId } = (await listOrganizations(store, 'everything'))[0]!
  const by = await recordPerson(store, hostId, company.ada.id, 'ada')
  await undoWave(store, driven.want, acme, wave!.policy, { by, unverified: undefined }, new Date())
  await driven.work([])
  expect(company.connected()).toHaveLength(8)
  expect(company.claude.selection).toBe('selected')
  expect(await events('wave.undone')).toHaveLength(1)
})

test('what would lose everything is left an empty repository, which is decided about by nobody while it is empty', async () => {
  const policy = switchingPolicy.replace('selection: true', 'selection: true\n  quarantine: true')
  const { company, acme, store, driven, accept, open, ended } = await switchingCompany(databases, {
    policy,
    repositories: { old: true },
    permissions: { administration: 'write' },
  })
  await accept()
  await driven.work([])
  expect(company.connected()).toEqual(['claude-quarantine'])
  expect(company.claude.selection).toBe('selected')
  expect(await open()).toEqual([])
  const made = [...company.github.world.repositories.values()].find(
    ({ name }) => name === 'claude-quarantine',
  )!
  expect(made).toMatchObject({ visibility: 'private', description: expect.stringContaining('Gatehouse') })
  const rows = await store.database
    .selectFrom('made_things')
    .select(['kind', 'reference'])
    .where('kind', '=', 'repository')
    .execute()
  expect(rows).toEqual([{ kind: 'repository', reference: String(made.id) }])
  const outcomes = async () =>
    store.database
      .selectFrom('decisions')
      .innerJoin('repositories', 'repositories.id', 'repository_id')
      .select('outcome')
      .where('name', '=', 'claude-quarantine')
      .execute()
  await driven.sweep()
  expect(await outcomes()).toEqual([{ outcome: 'allowed' }])
  expect((await ended('applied')).toSorted()).toEqual(['disconnect', 'disconnect', 'quarantine', 'select'])
  // With something in it, it is a repository like any other.
  await company.github.pushCommit(made, { files: { 'a.txt': 'a' } })
  await driven.sweep()
  expect(await outcomes()).toEqual([{ outcome: 'denied' }])
  await driven.work([`changes:${acme}`])
  expect(await open()).toEqual(['disconnect manual', 'quarantine manual'])
  expect(company.connected()).toEqual(['claude-quarantine'])
})

test.each(['classic-token', 'none'] as const)('with %s a person is told how to switch it', async (means) => {
  const { company, store, driven, accept, open } = await switchingCompany(databases, {
    means,
    repositories: { old: true, web: true },
  })
  await accept()
  await driven.work([])
  expect(company.connected()).toHaveLength(3)
  expect(await open()).toContain('select manual')
  const { problem } = await store.database
    .selectFrom('effects')
    .select('problem')
    .where('kind', '=', 'select')
    .executeTakeFirstOrThrow()
  expect(problem).toContain(`configure the installation ${company.claude.id}`)
  expect(problem).toContain('every repository but the 2 repositories that')
})

test('a name that changes hands just when it is sent takes nothing from who has it now', async () => {
  const { company, driven, accept, events } = await switchingCompany(databases, {
    isOnAll: false,
    repositories: { web: true, 'web-other': true, old: true },
  })
  const { github } = company
  await accept()
  const happens = (): void => {
    github.rename(company.repository('old'), { name: 'old-moved' })
    github.rename(company.repository('web'), { name: 'old' })
    // Only its name is what it was: it is judged by the new one later.
    github.rename(company.repository('web-other'), { name: 'web' })
  }
  const removes = ({ path }: { readonly path: string }): boolean => path.endsWith('/remove')
  github.faults.add({ when: removes, fault: { kind: 'meanwhile', happens }, times: 1 })
  await driven.work([])
  const corrected = await events('connection.corrected')
  expect(corrected).toMatchObject([{ how: 'given', repositories: [company.repository('web').id] }])
  expect(company.claude.repositoryIds).toContain(company.repository('web-other').id)
})
