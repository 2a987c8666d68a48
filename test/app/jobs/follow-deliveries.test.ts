import { expect, test } from 'vitest'
import { recordDelivery } from '../../../app/database/deliveries.ts'
import type { GitHubHost, ListedDelivery } from '../../../app/enforcement/github.ts'
import { followDeliveries } from '../../../app/jobs/follow-deliveries.ts'
import { useDatabases } from '../database/test-database.ts'

const databases = useDatabases()
const minute = 60_000
const start = Date.parse('2026-11-26T12:00:00Z')

const delivery = (id: number, minutes: number, event = 'push'): ListedDelivery => ({
  id,
  guid: `00000000-0000-0000-0000-${String(id).padStart(12, '0')}`,
  event,
  deliveredAt: new Date(start + minutes * minute),
  installationId: 1,
})

/** A host that lists what it is given, by its own clock. */
async function following({ isReached = false, ahead = 0 } = {}) {
  const { store } = await databases.create()
  const listed: ListedDelivery[] = []
  const asked: Date[] = []
  const read: number[] = []
  const redelivered: number[] = []
  const forgotten = new Set<number>()
  const state = { now: start + ahead * minute, isInOrder: true }
  const nobody = async (): Promise<never> => {
    throw new Error('nobody asks for it')
  }
  const list = async (since: Date): Promise<readonly ListedDelivery[]> => {
    asked.push(since)
    return listed.filter(({ deliveredAt }) => deliveredAt >= since)
  }
  const host: GitHubHost = {
    name: 'github.example',
    listInstallations: nobody,
    openOrganization: nobody,
    openWriter: async () => {
      throw new Error('nothing may be written')
    },
    listDeliveries: list,
    listFailedDeliveries: list,
    readDelivery: async (id) => {
      read.push(id)
      const found = listed.find((one) => one.id === id)
      if (!found || forgotten.has(id)) throw new Error(`${id} is not there`)
      return { guid: found.guid, event: found.event, payload: Buffer.from('{}') }
    },
    redeliver: async (id) => void redelivered.push(id),
  }
  const schedules = followDeliveries({
    store,
    host,
    isReached: () => isReached,
    isInOrder: () => state.isInOrder,
    now: () => new Date(state.now),
  })
  const run = async (): Promise<void> => {
    for (const schedule of schedules) await schedule.run(new AbortController().signal)
  }
  const recorded = async () =>
    (await store.database.selectFrom('deliveries').select('guid').orderBy('guid').execute()).map((row) =>
      Number(row.guid.slice(-12)),
    )
  return { store, listed, asked, read, redelivered, forgotten, state, run, recorded }
}

test('polling reads each delivery once, also those within the overlap, and only such as tell us anything', async () => {
  const { listed, asked, read, run, recorded } = await following()
  listed.push(delivery(1, -10), delivery(2, -2), delivery(3, -1, 'star'))
  await run()
  await run()
  listed.push(delivery(4, 0))
  await run()
  expect(read).toEqual([1, 2, 4])
  expect(await recorded()).toEqual([1, 2, 4])
  expect(asked.map(Number)).toEqual([0, start - 7 * minute, start - 7 * minute])
})

test.each([-90, 90])('polling goes by the host’s clock where ours is %i minutes off', async (ahead) => {
  const { listed, run, recorded } = await following({ ahead })
  listed.push(delivery(1, 0))
  await run()
  listed.push(delivery(2, 1))
  await run()
  expect(await recorded()).toEqual([1, 2])
})

test('a delivery from the future hides none that come after it', async () => {
  const { listed, run, recorded } = await following()
  listed.push(delivery(1, 60 * 24 * 365))
  await run()
  listed.push(delivery(2, 1))
  await run()
  expect(await recorded()).toEqual([1, 2])
})

test('one that the host has forgotten keeps none behind it back, and is told of', async () => {
  const { listed, forgotten, run, recorded } = await following()
  listed.push(delivery(1, -3), delivery(2, -2), delivery(3, -1))
  forgotten.add(1)
  await expect(run()).rejects.toThrow('1 is not there')
  expect(await recorded()).toEqual([2, 3])
})

test('a host that fails again and again is not asked for each', async () => {
  const { listed, forgotten, read, run } = await following()
  for (let id = 1; id <= 50; id += 1) {
    listed.push(delivery(id, -60 + id))
    forgotten.add(id)
  }
  await expect(run()).rejects.toThrow('1 is not there')
  expect(read).toHaveLength(3)
})

test('what came in after all is not asked for again, and nothing is while the host is out of order', async () => {
  const { store, listed, redelivered, state, run } = await following({ isReached: true })
  listed.push(delivery(1, -3), delivery(2, -2))
  const { guid, event } = listed[0]!
  await recordDelivery(store, { host: 'github.example', guid, event, payload: Buffer.from('{}') })
  state.isInOrder = false
  await run()
  expect(redelivered).toEqual([])
  state.isInOrder = true
  await run()
  await run()
  expect(redelivered).toEqual([2])
  state.now += 61 * minute
  await run()
  expect(redelivered).toEqual([2, 2])
})
