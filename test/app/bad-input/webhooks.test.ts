import { createHmac, randomUUID } from 'node:crypto'
import { sign } from '@octokit/webhooks-methods'
import { expect, test } from 'vitest'
import { createBodyReader } from '../../../app/webhooks/body-reader.ts'
import { useDatabases } from '../database/test-database.ts'
import { hostCalled, programOnHosts } from '../many-hosts/program-on-hosts.ts'

const databases = useDatabases()
const megabyte = 1024 * 1024

/** The real program on one host, whose webhooks a test makes up. */
async function webhooks() {
  const { store, connection } = await databases.create()
  const host = await hostCalled('github.example', 'ghec', ['shop'])
  const program = await programOnHosts(connection, [host])
  const swept = async (): Promise<boolean> =>
    (await store.database.selectFrom('sweeps').select('finished_at').execute()).some(
      ({ finished_at: end }) => end !== null,
    )
  await program.until(swept)
  const secret = host.app.webhook.secret
  const signed = (body: string | Buffer) => ({
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  })
  const post = async (
    body: string | Buffer,
    headers: Readonly<Record<string, string | undefined>> = {},
  ): Promise<number> => {
    // Only where nothing else is said: much is hashed for long.
    const signature = 'x-hub-signature-256' in headers ? {} : signed(body)
    const all: Readonly<Record<string, string | undefined>> = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      ...signature,
      ...headers,
    }
    const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    )
    const answer = await fetch(`${program.address}/webhooks/github`, {
      method: 'POST',
      headers: given,
      body: typeof body === 'string' ? Buffer.from(body) : body,
    })
    await answer.arrayBuffer()
    return answer.status
  }
  const recorded = () =>
    store.database.selectFrom('deliveries').select(['event', 'handled_at', 'problem']).execute()
  const handled = () => program.until(async () => (await recorded()).every((row) => row.handled_at !== null))
  const residentMegabytes = async (): Promise<number> => {
    const found = /^process_resident_memory_bytes (\S+)$/m.exec(await program.metrics())
    return Number(found?.[1]) / megabyte
  }
  return { store, host, program, secret, signed, post, recorded, handled, residentMegabytes }
}

test('forged, unsigned and sha1-signed webhooks are refused, and nothing of them is kept', async () => {
  const { post, secret, recorded } = await webhooks()
  const before = (await recorded()).length
  const sha1 = `sha1=${createHmac('sha1', secret).update('{}').digest('hex')}`
  for (const headers of [
    { 'x-hub-signature-256': undefined },
    { 'x-hub-signature-256': undefined, 'x-hub-signature': sha1 },
    { 'x-hub-signature-256': sha1 },
    { 'x-hub-signature-256': await sign('the secret of somebody else', '{}') },
    { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
    { 'x-hub-signature-256': 'ä'.repeat(71) },
    { 'x-hub-signature-256': await sign(secret, '{ }') },
  ])
    expect(await post('{}', headers).catch(() => 401), JSON.stringify(headers)).toBe(401)
  expect(await recorded()).toHaveLength(before)
})

test('what GitHub signs is kept whatever it is: unknown events, broken JSON, JSON of another shape, ids of nothing', async () => {
  const { host, post, recorded, handled, program } = await webhooks()
  expect(await post('{"action":"created"}', { 'x-github-event': 'no_such_event_yet' })).toBe(202)
  expect(await post('{"a":')).toBe(202)
  expect(await post(Buffer.from([0xff, 0xfe, 0x00]))).toBe(202)
  for (const body of ['null', '[]', '"text"', '{}', '{"repository":{"id":"1"}}', '{"repository":null}'])
    expect(await post(body)).toBe(202)
  expect(
    await post(JSON.stringify({ repository: { id: 2 ** 60, name: 'x' }, organization: { id: -1 } })),
  ).toBe(202)
  // Prototypes are no content.
  expect(await post('{"__proto__":{"installation":{"id":1}},"constructor":{"prototype":1}}')).toBe(202)
  await handled()
  const rows = await recorded()
  expect(rows.filter(({ problem }) => problem !== null).length).toBeGreaterThanOrEqual(2)
  expect(rows.find(({ event }) => event === 'no_such_event_yet')).toMatchObject({ problem: null })
  // And what is right goes on being heard.
  await host.github.pushCommit([...host.github.world.repositories.values()][0]!, { files: { 'a.txt': 'a' } })
  await host.github.webhooks.settled()
  await handled()
  expect((await program.ready()).status).toBe(200)
})

test('a payload of 25 MB is taken, one byte more is not, and many at once need bounded memory', async () => {
  const { post, signed, handled, residentMegabytes, recorded, program } = await webhooks()
  const largest = Buffer.alloc(25 * megabyte, ' ')
  largest.write('{}')
  expect(await post(largest)).toBe(202)
  await handled()
  expect(await post(Buffer.concat([largest, Buffer.from(' ')])).catch(() => 413)).toBe(413)
  const before = await residentMegabytes()
  const forged = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }
  const huge = Buffer.alloc(30 * megabyte, ' ')
  const hugeSignature = signed(huge)
  let most = 0
  const watched = new AbortController()
  const watching = (async () => {
    while (!watched.signal.aborted) most = Math.max(most, await residentMegabytes().catch(() => 0))
  })()
  // Small ones are taken all the while, one after the other: a slow machine would be too long at all of them at once.
  const postSmall = async (): Promise<readonly number[]> => {
    const statuses: number[] = []
    for (let index = 0; index < 30; index += 1) statuses.push(await post('{}'))
    return statuses
  }
  const [tooLarge, unsigned, small] = await Promise.all([
    Promise.all(Array.from({ length: 30 }, () => post(huge, hugeSignature).catch(() => 413))),
    Promise.all(Array.from({ length: 30 }, () => post(largest, forged).catch(() => 503))),
    postSmall(),
  ])
  watched.abort()
  await watching
  expect(new Set(tooLarge)).toEqual(new Set([413]))
  // Or it has taken too long to arrive.
  expect(unsigned.filter((status) => ![401, 408, 503].includes(status))).toEqual([])
  expect(new Set(small)).toEqual(new Set([202]))
  // Sixty bodies of 25 MB and more are 1,600 MB.
  expect(most - before).toBeLessThan(700)
  await handled()
  expect((await recorded()).filter(({ problem }) => problem !== null)).toEqual([])
  expect(await program.metrics()).toContain('gatehouse_deliveries_total{result="too-large"}')
})

test('bodies that arrive at once share what memory is set aside, and who announces much takes nothing', async () => {
  const read = createBodyReader(megabyte)
  async function* body(pieces: number): AsyncGenerator<Buffer> {
    for (let index = 0; index < pieces; index += 1) {
      await new Promise(setImmediate)
      yield Buffer.alloc(megabyte / 4)
    }
  }
  const both = await Promise.allSettled([read(body(5), undefined), read(body(5), undefined)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  // What was counted is given back, also of the one that was refused.
  expect((await read(body(5), String(24 * megabyte))).length).toBe((5 * megabyte) / 4)
  await expect(read(body(1), String(26 * megabyte))).rejects.toMatchObject({ statusCode: 413 })
})
