import { expect, test } from 'vitest'
import { listDeadLetters } from '../../../app/database/sinks/list-sinks.ts'
import { changeSink, endSink, replaySink } from '../../../app/database/sinks/order-sinks.ts'
import { readSealed } from '../../../app/database/sealed-values.ts'
import type { SinkSettings } from '../../../app/sinks/settings.ts'
import { useDatabases } from '../database/test-database.ts'
import { type Received, receiver } from '../notifications/receiver.ts'
import { sealer, setUpSink } from './set-up-sink.ts'

const databases = useDatabases()
const secret = 'a-signing-secret-of-a-test'

const webhook = (url: string): SinkSettings => ({ kind: 'webhook', url, body: 'lines' })
const idsIn = ({ body }: Received): readonly string[] =>
  body
    .split('\n')
    .slice(0, -1)
    .map((text) => String(Object(JSON.parse(text)).metadata.uid))

test('an event that is refused is put aside, the others arrive, and it is sent again when somebody says so', async () => {
  const database = await databases.create()
  const taken: string[] = []
  let isStrict = true
  const { url, received } = await receiver((one, response) => {
    const isRefused = isStrict && one.body.includes('"bad"')
    if (!isRefused) taken.push(...idsIn(one))
    response.writeHead(isRefused ? 400 : 200).end()
  })
  const sink = await setUpSink(database, webhook(url), secret)
  const { organization, append, send, state } = sink
  await append(40)
  await append(1, { outcome: 'bad' })
  await append(40)
  await send()
  await expect.poll(async () => (await state()).lagEvents).toBe(0)
  const bad = `${organization}-42`
  const all = Array.from({ length: 82 }, (_, index) => `${organization}-${index + 1}`)
  expect(taken.toSorted()).toEqual(all.filter((id) => id !== bad).toSorted())
  expect(await state()).toMatchObject({ deadLetters: 1, sent: 81, problem: null })
  // Halves are tried, and not one after the other.
  expect(received.length).toBeLessThan(20)
  const query = { organization, sink: sink.sink, limit: 10 }
  expect((await listDeadLetters(database.store, 'everything', query)).rows).toMatchObject([
    { sequence: 42, kind: 'decision.made', problem: { code: 'invalid' }, isReplaying: false },
  ])
  // Still refused: it stays.
  expect(await replaySink(database.store, sink.order, sink.sink, undefined)).toBe(1)
  await send()
  await expect.poll(async () => (await state()).replaying).toBe(0)
  expect((await state()).deadLetters).toBe(1)
  isStrict = false
  expect(await replaySink(database.store, sink.order, sink.sink, [42])).toBe(1)
  await send()
  await expect.poll(async () => (await state()).deadLetters).toBe(0)
  expect(taken.filter((id) => id === bad)).toEqual([bad])
  expect(sink.errors).toEqual([])
})

test('what is too large is sent in parts', async () => {
  const { url, received } = await receiver(
    ({ body }, response) => void response.writeHead(body.length > 20_000 ? 413 : 200).end(),
  )
  const { append, send, state } = await setUpSink(await databases.create(), webhook(url), secret)
  await append(200)
  await send()
  await expect.poll(async () => (await state()).lagEvents).toBe(0)
  expect(await state()).toMatchObject({ sent: 201, deadLetters: 0 })
  const refused = received.filter(({ body }) => body.length > 20_000)
  expect(refused.length).toBeLessThan(8)
})

test('a receiver that refuses everything is out of order: no more than twenty events are put aside', async () => {
  const { url } = await receiver((_, response) => void response.writeHead(422).end())
  const { append, send, state } = await setUpSink(await databases.create(), webhook(url), secret)
  await append(100)
  await send()
  await expect.poll(async () => (await state()).problem?.code).toBe('refuses-everything')
  expect(await state()).toMatchObject({ deadLetters: 20, lagEvents: 81, sent: 0 })
})

test('what a receiver says of when to come back is followed', async () => {
  const { url } = await receiver(
    (_, response) => void response.writeHead(503, { 'retry-after': '120' }).end(),
  )
  const { send, state } = await setUpSink(await databases.create(), webhook(url), secret)
  await send()
  await expect.poll(async () => (await state()).problem?.code).toBe('busy')
  const { nextAt } = await state()
  expect(nextAt!.getTime() - Date.now()).toBeGreaterThan(100_000)
})

test('a secret that is kept goes to no other host, and is gone with its sink', async () => {
  const { store, connection } = await databases.create()
  const { order, sink, wanted } = await setUpSink(
    { store, connection },
    webhook('https://siem.acme.example/in'),
    secret,
  )
  const kept = () => readSealed(store, sealer, { kind: 'sink-secret', owner: sink })
  const change = (url: string, given?: string) =>
    changeSink(store, sealer, order, sink, { ...wanted, settings: webhook(url), secret: given })
  await change('https://siem.acme.example/other')
  await expect(change('https://evil.example/in')).rejects.toMatchObject({ code: 'invalid-request' })
  await change('https://evil.example/in', 'another-secret-for-another-host')
  expect((await kept())?.reveal()).toBe('another-secret-for-another-host')
  await endSink(store, order, sink)
  expect(await kept()).toBeUndefined()
  const events = await store.database.selectFrom('audit_events').select(['kind', 'data']).execute()
  expect(events.map(({ kind }) => kind)).toEqual(['sink.added', 'sink.changed', 'sink.changed', 'sink.ended'])
  expect(JSON.stringify(events)).not.toContain('secret-for')
})
