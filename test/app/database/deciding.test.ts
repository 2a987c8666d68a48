import { expect, test } from 'vitest'
import { holdKeys, readDecidedBefore, readToDecideAnew } from '../../../app/database/decide-anew.ts'
import { isDeciding, readBeingDecided, recordDecision } from '../../../app/database/decisions.ts'
import { recordPolicy } from '../../../app/database/policies.ts'
import { recordGone, recordSnapshots } from '../../../app/database/repositories.ts'
import type { Store } from '../../../app/database/store.ts'
import type { MadeDecision } from '../../../app/enforcement/records.ts'
import { runOnce } from '../../../app/jobs/run-once.ts'
import { factsWith } from '../../../policies/facts.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const at = new Date('2026-11-26T08:00:00Z')

async function acmeWith(store: Store, count: number) {
  const organization = await addOrganization(store, 'acme')
  const snapshots = Array.from({ length: count }, (_, index) => ({
    snapshot: listedRepository(20 + index, `r${index}`),
  }))
  const ids = await store.transact((unit) => recordSnapshots(unit, organization, snapshots, at))
  const [before, now] = [await addPolicy(store, organization, 'a'), await addPolicy(store, organization, 'b')]
  const decide = (repository: string, policy: string | null, more: Partial<MadeDecision> = {}) =>
    store.transact((unit) => recordDecision(unit, repository, { ...decided(policy), ...more }, at))
  return { organization, ids, before, now, decide }
}

async function addPolicy(store: Store, organization: string, problem: string): Promise<string> {
  const found = { state: 'valid', source: null, problems: [problem] } as const
  return (await store.transact((unit) => recordPolicy(unit, organization, found, at))).id
}

const decided = (policy: string | null): MadeDecision => ({
  outcome: 'allowed',
  group: null,
  reasons: [],
  changesAt: null,
  mode: 'enforce',
  policy,
  facts: factsWith({}, 'nobody looked'),
  owners: { kind: 'unowned', owners: [], why: '', isSure: true, codeowners: null },
})

const work = (
  store: Store,
  key: string,
  values: Partial<Record<'wanted' | 'done' | 'attempts', number>> = {},
) =>
  store.database
    .insertInto('work')
    .values({
      key,
      wanted: String(values.wanted ?? 1),
      done: String(values.done ?? 0),
      attempts: values.attempts ?? 0,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        wanted: String(values.wanted ?? 1),
        done: String(values.done ?? 0),
        attempts: values.attempts ?? 0,
      }),
    )
    .execute()
const done = { done: 1 }
const failed = { attempts: 1 }

test('decisions are under way while one rests on another policy or awaits a reading, and its turn comes by itself', async () => {
  const { store } = await databases.create()
  const { organization, ids, before, now, decide } = await acmeWith(store, 2)
  const [one, other] = ids
  const isUnderWay = () => isDeciding(store, organization, now)
  // Nobody was asked to decide.
  expect(await isUnderWay()).toBe(false)
  await work(store, `repository:${one}`)
  expect(await isUnderWay()).toBe(true)
  await decide(one!, now)
  await decide(other!, now)
  // It is looked at for another reason.
  expect(await isUnderWay()).toBe(false)
  await decide(one!, before)
  expect(await isUnderWay()).toBe(true)
  // One that cannot be read must not hold up the others for ever.
  await work(store, `repository:${one}`, failed)
  expect(await isUnderWay()).toBe(false)
  await decide(one!, now, { awaitsReading: true })
  expect(await isUnderWay()).toBe(false)
  await work(store, `repository:${one}`)
  expect(await isUnderWay()).toBe(true)
  await decide(one!, now)
  expect(await isUnderWay()).toBe(false)
  await decide(one!, before)
  await store.transact((unit) => recordGone(unit, organization, one!, at))
  expect(await isUnderWay()).toBe(false)
})

test.each([
  ['organization', {}, true],
  ['policy', {}, true],
  ['decisions', {}, true],
  ['decisions', failed, true],
  ['policy', failed, false],
  ['organization', failed, false],
  ['decisions', done, false],
  ['changes', {}, false],
] as const)('while %s %j waits, who is not decided is going to be: %s', async (kind, values, expected) => {
  const { store } = await databases.create()
  const { organization, ids, before, now, decide } = await acmeWith(store, 1)
  await decide(ids[0]!, before)
  await work(store, `${kind}:${organization}`, values)
  // Of another organization, which is none of this one's business.
  await work(store, 'decisions:999')
  expect(await isDeciding(store, organization, now)).toBe(expected)
  await decide(ids[0]!, now)
  expect(await isDeciding(store, organization, now)).toBe(false)
})

test('a repository is being decided while its key waits and has not failed', async () => {
  const { store } = await databases.create()
  const { ids } = await acmeWith(store, 4)
  await work(store, `repository:${ids[0]}`)
  await work(store, `repository:${ids[1]}`, done)
  await work(store, `repository:${ids[2]}`, failed)
  await work(store, `scan:${ids[3]}`)
  expect(await readBeingDecided(store, ids)).toEqual(new Set([ids[0]]))
  expect(await readBeingDecided(store, ids.slice(1))).toEqual(new Set())
  expect(await readBeingDecided(store, [])).toEqual(new Set())
})

test('what rests on another policy is decided anew, and what nobody ever decided where nobody is going to', async () => {
  const { store } = await databases.create()
  const { organization, ids, before, now, decide } = await acmeWith(store, 6)
  const [old, shipped, current, gone, never, listed] = ids
  await decide(old!, before)
  await decide(shipped!, null)
  await decide(current!, now)
  await decide(gone!, before)
  await store.transact((unit) => recordGone(unit, organization, gone!, at))
  await work(store, `repository:${never}`, done)
  await work(store, `repository:${listed}`)
  expect(await readToDecideAnew(store, organization, now)).toEqual([old, shipped, never])
  expect(await readToDecideAnew(store, organization, null)).toEqual([old, current, never])
})

test('while a key is held no run of it ends, and what ended before is seen', async () => {
  const { store } = await databases.create()
  const { ids, before, decide } = await acmeWith(store, 3)
  const [idle, coming, running] = ids
  for (const id of ids) await decide(id, before)
  await work(store, `repository:${idle}`, done)
  await work(store, `repository:${coming}`)
  await work(store, `repository:${running}`)
  const order: string[] = []
  let begun = (): void => {}
  let end = (): void => {}
  const beginning = new Promise<void>((resolve) => (begun = resolve))
  const ending = new Promise<void>((resolve) => (end = resolve))
  const run = runOnce(
    store,
    `repository:${running}`,
    async (_, { finish }) => {
      begun()
      await ending
      await finish(async () => void order.push('run'))
    },
    { signal: new AbortController().signal, wake: async () => {} },
  )
  await beginning
  const seen = await readDecidedBefore(store, running!)
  expect(seen).toMatchObject({ outcome: 'allowed', seen: '0', reaches: [] })
  await store.transact(async (unit) => {
    const held = await holdKeys(unit, ids)
    expect([idle, coming, running].map((id) => held.get(id!))).toEqual([
      { seen: '1', isComing: false, isUnderWay: false },
      { seen: '0', isComing: true, isUnderWay: false },
      { seen: '0', isComing: false, isUnderWay: true },
    ])
    end()
    await new Promise((resolve) => setTimeout(resolve, 200))
    order.push('holder')
  })
  await run
  expect(order).toEqual(['holder', 'run'])
  expect((await readDecidedBefore(store, running!))?.seen).toBe('1')
})
