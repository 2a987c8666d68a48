import { sign } from '@octokit/webhooks-methods'
import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { recordDelivery, settleDeliveries, takeDeliveries } from '../../../app/database/deliveries.ts'
import { createBodyReader } from '../../../app/webhooks/body-reader.ts'
import { addWebhookIntake, type AcceptedWebhook } from '../../../app/webhooks/intake.ts'
import { useDatabases } from '../database/test-database.ts'

const secret = 'it is only a test, and long enough'
const path = '/webhooks/github'

async function openIntake(accept: (webhook: AcceptedWebhook) => Promise<void>) {
  const server = Fastify()
  server.get('/other', async () => ({ ok: true }))
  await addWebhookIntake(server, {
    path,
    readBody: createBodyReader(),
    secret: async () => secret,
    accept,
  })
  const post = async (body: string | Buffer, headers: Record<string, string> = {}) =>
    server.inject({
      method: 'POST',
      url: path,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-hub-signature-256': await sign(secret, body.toString()),
        ...headers,
      },
      payload: body,
    })
  return { server, post }
}

describe('a webhook', () => {
  const accepted: AcceptedWebhook[] = []
  const accept = async (webhook: AcceptedWebhook): Promise<void> => void accepted.push(webhook)

  test('is accepted with its exact bytes, also where they are no canonical JSON', async () => {
    const { post } = await openIntake(accept)
    const body = '{ "ref":  "refs/heads/m\\u00e4in", "n": 1.0, "emoji": "💥" }\n'
    expect((await post(body)).statusCode).toBe(202)
    const last = accepted.at(-1)
    expect(last).toMatchObject({ event: 'push', guid: '72d3162e-cc78-11e3-81ab-4c9367dc0958' })
    expect(last?.payload.toString()).toBe(body)
  })

  test('that was not signed, or not with our secret, or altered, is refused before anything else is looked at', async () => {
    const { post } = await openIntake(async () => {
      throw new Error('accepted')
    })
    const other = await sign('another secret', '{}')
    for (const headers of [
      { 'x-hub-signature-256': '' },
      { 'x-hub-signature-256': 'sha256=' },
      { 'x-hub-signature-256': other },
      { 'x-hub-signature-256': other.replace('sha256', 'sha1') },
      { 'x-hub-signature-256': await sign(secret, '{"a":1}'), 'x-github-event': '../../etc' },
    ]) {
      expect((await post('{}', headers)).statusCode).toBe(401)
    }
  })

  test('with headers that GitHub never sends is told which one is wrong', async () => {
    const { post } = await openIntake(accept)
    const event = await post('{}', { 'x-github-event': 'Push; drop table' })
    expect([event.statusCode, event.json()]).toEqual([
      400,
      { message: 'The header X-GitHub-Event is missing or malformed.' },
    ])
    const guid = await post('{}', { 'x-github-delivery': 'a/b' })
    expect(guid.statusCode).toBe(400)
  })

  test('of 25 MB is accepted, and a larger one refused', async () => {
    const { post } = await openIntake(accept)
    const filled = (size: number): string => `{"a":"${'x'.repeat(size - 8)}"}`
    expect((await post(filled(25 * 1024 * 1024))).statusCode).toBe(202)
    expect((await post(filled(25 * 1024 * 1024 + 1))).statusCode).toBe(413)
  })

  test('that cannot be made durable is not accepted', async () => {
    const { post } = await openIntake(async () => {
      throw new Error('no database')
    })
    expect((await post('{}')).statusCode).toBe(500)
  })

  test('of another content type is refused, and other routes read JSON as before', async () => {
    const { post, server } = await openIntake(accept)
    expect((await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(415)
    expect((await server.inject('/other')).json()).toEqual({ ok: true })
  })
})

describe('deliveries', () => {
  const databases = useDatabases()
  const delivery = (guid: string) => ({
    host: 'github.com',
    guid,
    event: 'push',
    payload: Buffer.from([0x7b, 0xff, 0x00, 0x7d]),
  })

  test('are kept once, byte for byte, however often they come', async () => {
    const { store } = await databases.create()
    const recorded = await Promise.all(
      Array.from({ length: 20 }, () => recordDelivery(store, delivery('one'))),
    )
    expect(recorded.filter(Boolean)).toHaveLength(1)
    const taken = await store.transact((unit) => takeDeliveries(unit, 10))
    expect(taken).toEqual([delivery('one')])
  })

  test('are handled once, by one process, and their payloads are not kept', async () => {
    const { store } = await databases.create()
    for (const guid of ['a', 'b', 'c']) await recordDelivery(store, delivery(guid))
    const seen: string[] = []
    await store.transact(async (unit) => {
      const mine = await takeDeliveries(unit, 2)
      // Meanwhile another process gets only what is left.
      await store.transact(async (other) => {
        const others = await takeDeliveries(other, 10)
        expect(others.map(({ guid }) => guid)).toEqual(['c'])
        await settleDeliveries(
          other,
          others.map((one) => ({ delivery: one })),
        )
      })
      seen.push(...mine.map(({ guid }) => guid))
      await settleDeliveries(
        unit,
        mine.map((one) => ({ delivery: one, problem: 'it was no JSON' })),
      )
    })
    expect(seen).toEqual(['a', 'b'])
    expect(await store.transact((unit) => takeDeliveries(unit, 10))).toEqual([])
    const rows = await store.database.selectFrom('deliveries').select(['payload', 'problem']).execute()
    expect(rows.every(({ payload }) => payload.length === 0)).toBe(true)
    expect(rows.filter(({ problem }) => problem !== null)).toHaveLength(2)
  })

  test('that were under way when their process died are taken again', async () => {
    const { store } = await databases.create()
    await recordDelivery(store, delivery('one'))
    const dying = store.transact(async (unit) => {
      await settleDeliveries(
        unit,
        (await takeDeliveries(unit, 10)).map((one) => ({ delivery: one })),
      )
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    expect(await store.transact((unit) => takeDeliveries(unit, 10))).toHaveLength(1)
  })
})
