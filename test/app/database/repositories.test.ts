import { expect, test } from 'vitest'
import { readMade, readMadeIn, recordMade, recordUnmade } from '../../../app/database/made-things.ts'
import {
  hintRepositories,
  recordPropertyValues,
  recordSnapshots,
} from '../../../app/database/repositories.ts'
import { known } from '../../../policies/facts.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const now = new Date()

test('who writes several repositories does so in one order, however they are found, and none waits for another forever', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const numbers = Array.from({ length: 150 }, (_, index) => 1000 + index)
  const foundIn = (order: readonly number[]) =>
    order.map((id) => ({
      snapshot: listedRepository(id, `shop-${id}`),
      properties: known({}),
    }))
  const backwards = numbers.toReversed()
  const ids = await store.transact((unit) => recordSnapshots(unit, acme, foundIn(backwards), now))
  expect(ids).toHaveLength(numbers.length)
  const again = await store.transact((unit) => recordSnapshots(unit, acme, foundIn(numbers), now))
  expect(again).toEqual(ids.toReversed())
  const values = new Map(backwards.map((id) => [id, 'allowed']))
  const rounds = Array.from({ length: 12 }, () => [
    store.transact((unit) => recordSnapshots(unit, acme, foundIn(backwards), now)),
    store.transact((unit) => recordSnapshots(unit, acme, foundIn(numbers), now)),
    store.transact((unit) => recordPropertyValues(unit, acme, 'claude-access', values)),
    store.transact((unit) => hintRepositories(unit, ids)),
  ]).flat()
  const failed = (await Promise.allSettled<unknown>(rounds)).filter(({ status }) => status === 'rejected')
  expect(failed).toEqual([])
})

test('a transferred repository brings along what was made in it, and what is another host’s or is over stays where it was', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const globex = await addOrganization(store, 'globex')
  const shop = [{ snapshot: listedRepository(7, 'shop') }]
  const note = <Result>(work: Parameters<typeof store.transact<Result>>[0]) => store.transact(work)
  const [before = ''] = await note((unit) => recordSnapshots(unit, acme, shop, now))
  const issue = { organization: acme, repository: before, kind: 'issue', reference: '1' } as const
  await note(async (unit) => {
    await recordMade(unit, { ...issue, details: { title: 'Told' } }, now)
    await recordMade(unit, { ...issue, kind: 'label', reference: 'gatehouse' }, now)
    await recordMade(unit, { ...issue, reference: '2' }, now)
    await recordUnmade(unit, { ...issue, reference: '2' }, now)
    await recordMade(unit, { ...issue, repository: null, kind: 'ruleset', reference: '3' }, now)
  })
  const [after = ''] = await note((unit) => recordSnapshots(unit, globex, shop, now))
  // Seen again: it changes nothing.
  await note((unit) => recordSnapshots(unit, globex, shop, now))
  const madeIn = async (organization: string) =>
    (await readMade(store, 'everything', organization)).map(({ kind, reference }) => `${kind} ${reference}`)
  expect(await madeIn(acme)).toEqual(['ruleset 3'])
  expect(await madeIn(globex)).toEqual(['issue 1', 'label gatehouse'])
  expect(await readMadeIn(store, 'everything', after, 'issue')).toMatchObject([
    { details: { title: 'Told' }, repository: after },
  ])
  const { id: host } = await store.database
    .insertInto('hosts')
    .values({ name: 'github.example.com' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: elsewhere } = await store.database
    .insertInto('organizations')
    .values({ host_id: host, github_id: '1', login: 'elsewhere' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await note((unit) => recordSnapshots(unit, elsewhere, shop, now))
  expect(await madeIn(elsewhere)).toEqual([])
  // It comes back with what is there already.
  await note((unit) => recordMade(unit, { ...issue, kind: 'label', reference: 'gatehouse' }, now))
  await note((unit) => recordSnapshots(unit, acme, shop, now))
  expect((await madeIn(acme)).toSorted()).toEqual(['issue 1', 'label gatehouse', 'ruleset 3'])
  expect(await madeIn(globex)).toEqual([])
})
