import { expect, test } from 'vitest'
import { createDeliveryWriter } from '../../../app/database/delivery-writer.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const delivery = (guid: string, payload = Buffer.from([0x7b, 0xff, 0x00, guid.length, 0x7d])) => ({
  host: 'github.com',
  guid,
  event: 'push',
  payload,
})

test('many at once are each kept byte for byte, once', async () => {
  const { store } = await databases.create()
  const { record } = createDeliveryWriter(store)
  const sent = Array.from({ length: 500 }, (_, index) =>
    delivery(`guid-${index}`, Buffer.from(`${index}\0${'x'.repeat(index)}`)),
  )
  await Promise.all([...sent, ...sent, delivery('empty', Buffer.alloc(0))].map(record))
  const rows = await store.database.selectFrom('deliveries').select(['guid', 'payload']).execute()
  expect(rows).toHaveLength(501)
  const kept = new Map(rows.map(({ guid, payload }) => [guid, payload.toString('hex')]))
  for (const { guid, payload } of sent) expect(kept.get(guid)).toBe(payload.toString('hex'))
})

test('one that the database does not take keeps no other out', async () => {
  const { store } = await databases.create()
  const { record } = createDeliveryWriter(store)
  // PostgreSQL's texts hold no zero byte.
  const results = await Promise.allSettled(['a', 'b\0', 'c', 'd'].map((guid) => record(delivery(guid))))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  const rows = await store.database.selectFrom('deliveries').select('guid').orderBy('guid').execute()
  expect(rows.map(({ guid }) => guid)).toEqual(['a', 'c', 'd'])
})
