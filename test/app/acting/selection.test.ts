import { expect, test } from 'vitest'
import { recordPause, recordResume } from '../../../app/database/brakes.ts'
import { useDatabases } from '../database/test-database.ts'
import { manyRepositories, switchingCompany } from './switching.ts'

const databases = useDatabases()

test('an App on all repositories is switched to what stays, and drift is undone', async () => {
  const { company, acme, driven, accept, open, events } = await switchingCompany(databases, {
    repositories: { 'web-0': true, 'web-1': true, 'web-2': true, old: true },
  })
  const kept = ['web-0', 'web-1', 'web-2']
  expect(company.claude.selection).toBe('all')
  expect(await open()).toEqual(['disconnect planned', 'disconnect planned', 'select planned'])
  await accept()
  expect(await driven.sweep()).toEqual([])
  expect(company.claude.selection).toBe('selected')
  expect(company.connected()).toEqual(kept)
  expect(await open()).toEqual([])
  expect(await events('switch.intended')).toMatchObject([{ kept: 3, taken: 2, hasWindow: false }])
  expect(await events('switch.ended')).toMatchObject([{ kept: 3, hasWindow: false }])
  expect(await events('effect.applied')).toHaveLength(3)
  // Somebody sets it back by hand; no webhook tells of that.
  company.claude.selection = 'all'
  await driven.work([`installations:${acme}`])
  expect(company.connected()).toEqual(kept)
  expect(await events('effect.applied')).toHaveLength(6)
})

const switches = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === 'PATCH' && path.endsWith('/repositories')

test('stopped in the middle, whoever comes next adds what is missing, whatever was looked at meanwhile', async () => {
  const { company, driven, store, accept, again, open, events } = await switchingCompany(databases, {
    repositories: manyRepositories(53),
  })
  await accept()
  // By the time of the call that switches, somebody pauses everything: no more is written.
  let pausing: Promise<unknown> = Promise.resolve()
  const happens = (): void => {
    pausing = store.transact((unit) => recordPause(unit, null, 'a try', new Date()))
  }
  company.github.faults.add({ when: switches, fault: { kind: 'meanwhile', happens }, times: 1 })
  await driven.sweep()
  await pausing
  expect(company.connected()).toHaveLength(50)
  expect(await events('switch.intended')).toMatchObject([{ kept: 53, taken: 3, hasWindow: true }])
  // Others look at everything while it is half done, and take nothing of it for decided.
  await driven.sweep()
  expect(await open()).toContain('select planned')
  await store.transact((unit) => recordResume(unit, null, new Date()))
  await accept()
  const other = await again()
  expect(await other.sweep()).toEqual([])
  expect(company.connected()).toEqual(Array.from({ length: 53 }, (_, index) => `web-${index}`).toSorted())
  expect(await open()).toEqual([])
  expect(await events('effect.applied')).toHaveLength(4)
  expect(await events('effect.withdrawn')).toEqual([])
  expect(await events('switch.ended')).toMatchObject([{ kept: 53, hasWindow: true }])
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
  await driven.sweep()
  const corrected = await events('connection.corrected')
  expect(corrected).toMatchObject([{ how: 'taken', repositories: [company.repository('old-a').id] }])
  expect(company.claude.repositoryIds).toEqual(
    new Set(['web-0', 'web-1'].map((name) => company.repository(name).id)),
  )
})
