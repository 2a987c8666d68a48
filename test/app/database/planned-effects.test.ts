import { expect, test } from 'vitest'
import {
  insertEffects,
  readDueChanges,
  readOpenEffects,
  recordEffectStep,
  recordPlan,
} from '../../../app/database/effects.ts'
import { recordGone, recordGoneSince, recordSnapshots } from '../../../app/database/repositories.ts'
import type { Store } from '../../../app/database/store.ts'
import { keepWanted } from '../../../app/database/withdraw-effects.ts'
import type { EffectState, Planner, WantedEffect } from '../../../app/enforcement/effects/effect.ts'
import type { EffectAction } from '../../../app/enforcement/effects/effect-action.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const monday = new Date('2026-11-23T08:00:00Z')
const after = (minutes: number): Date => new Date(monday.getTime() + minutes * 60_000)

const wanted = (action: EffectAction): WantedEffect => ({ action, reason: 'It is denied.', policy: null })
const disconnect = (githubId: number): WantedEffect =>
  wanted({ kind: 'disconnect', assistant: 'claude', installation: 7, githubId })
const connect = (githubId: number): WantedEffect =>
  wanted({ kind: 'connect', assistant: 'claude', installation: 7, githubId })

async function acmeWith(store: Store, names: readonly string[]) {
  const organization = await addOrganization(store, 'acme')
  const snapshots = names.map((name, index) => ({ snapshot: listedRepository(20 + index, name) }))
  const ids = await store.transact((unit) => recordSnapshots(unit, organization, snapshots, monday))
  const plan = (planner: Planner, repository: string, effects: readonly WantedEffect[], at = monday) =>
    store.transact((unit) => recordPlan(unit, { planner, organization, repository }, effects, at))
  const open = async () =>
    (await readOpenEffects(store, 'everything', organization)).map(({ action }) => action.kind)
  return { organization, ids, plan, open }
}

test('what GitHub would not do is planned again at once, and tried again after a quarter of an hour', async () => {
  const { store } = await databases.create()
  const { organization, ids, plan } = await acmeWith(store, ['old'])
  const endedAs = async (state: EffectState, at: Date): Promise<void> => {
    const [open] = await readOpenEffects(store, 'everything', organization)
    await store.transact((unit) => recordEffectStep(unit, open!.id, { state, problem: null }, at))
  }
  await plan('decision', ids[0]!, [disconnect(20)])
  await endedAs('failed', after(1))
  const again = await plan('decision', ids[0]!, [disconnect(20)], after(2))
  expect(again.planned).toHaveLength(1)
  expect(await readDueChanges(store, after(15.9), 10)).toEqual([])
  expect(await readDueChanges(store, after(16), 10)).toEqual([organization])
  // What failed once and was done since is due at once when it is wanted again.
  await endedAs('applied', after(20))
  await plan('decision', ids[0]!, [disconnect(20)], after(21))
  expect(await readDueChanges(store, after(21), 10)).toEqual([organization])
})

test('of a repository that is gone nothing is changed any more, whoever planned it, and people are still answered', async () => {
  const { store } = await databases.create()
  const { organization, ids, plan, open } = await acmeWith(store, ['there', 'old', 'older'])
  const [there, old, older] = ids
  await store.transact((unit) =>
    recordSnapshots(unit, organization, [{ snapshot: listedRepository(20, 'there') }], after(10)),
  )
  await plan('decision', there!, [disconnect(20)])
  await plan('decision', old!, [disconnect(21)])
  await plan('person', old!, [
    connect(21),
    wanted({ kind: 'undo', thing: '1', made: 'pull-request', reference: '4', githubId: 21, how: 'remove' }),
  ])
  const answer = wanted({ kind: 'comment', issue: 3, about: 'comment:17', text: 'It is approved.' })
  const subject = { planner: 'requests', organization, repository: old! } as const
  await store.transact((unit) => insertEffects(unit, subject, [answer], monday))
  await plan('decision', older!, [connect(22)])

  const swept = await store.transact((unit) => recordGoneSince(unit, organization, after(5)))
  expect(new Set(swept.repositories)).toEqual(new Set([old, older]))
  expect(swept.withdrawn.map(({ repository, action }) => [repository, action.kind])).toEqual([
    [old, 'disconnect'],
    [older, 'connect'],
    [old, 'connect'],
  ])
  expect(await open()).toEqual(['disconnect', 'undo', 'comment'])
  // It is gone once, and what somebody orders meanwhile is withdrawn all the same.
  await plan('person', old!, [disconnect(21)])
  const again = await store.transact((unit) => recordGone(unit, organization, old!, after(20)))
  expect(again).toMatchObject({ repositories: [], withdrawn: [{ repository: old }] })
})

test('who must look again before planning withdraws what is not wanted, plans nothing, and learns what is missing', async () => {
  const { store } = await databases.create()
  const { organization, ids, plan, open } = await acmeWith(store, ['kept', 'dropped', 'new'])
  const [kept, dropped, fresh] = ids
  await plan('decision', kept!, [disconnect(20)])
  await plan('decision', dropped!, [disconnect(21)])
  // Somebody else's order is theirs.
  await plan('person', dropped!, [connect(21)])
  const now = new Map([
    [kept!, [disconnect(20)]],
    [dropped!, []],
    [fresh!, [disconnect(22)]],
  ])
  const changes = await store.transact((unit) =>
    keepWanted(unit, { planner: 'decision', organization }, now, after(1)),
  )
  expect(changes.withdrawn.map(({ repository, action }) => [repository, action.kind])).toEqual([
    [dropped, 'disconnect'],
  ])
  expect([...changes.missing]).toEqual([[fresh, [disconnect(22)]]])
  expect(await open()).toEqual(['disconnect', 'connect'])
})

// Found by chaos: a repository that had moved was planned for where it had been, and its removal held up those of others.
test('in a repository that a sweep has found gone nothing is planned any more, until it is back', async () => {
  const { store } = await databases.create()
  const { organization, ids, plan, open } = await acmeWith(store, ['old'])
  await plan('decision', ids[0]!, [disconnect(20)])
  const gone = await store.transact((unit) => recordGoneSince(unit, organization, after(1)))
  expect(gone.withdrawn).toHaveLength(1)
  expect(await plan('decision', ids[0]!, [disconnect(20)])).toEqual({ planned: [], withdrawn: [] })
  expect(await open()).toEqual([])
  const back = { snapshot: listedRepository(20, 'old') }
  await store.transact((unit) => recordSnapshots(unit, organization, [back], after(2)))
  await plan('decision', ids[0]!, [disconnect(20)])
  expect(await open()).toEqual(['disconnect'])
})
