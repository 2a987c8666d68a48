import { describe, expect, test } from 'vitest'
import { allowedAddresses } from '../../../../app/notifications/channels/allowed-addresses.ts'
import { retryAfter, tryToSend } from '../../../../app/notifications/channels/outcome-of.ts'
import type { Resolve } from '../../../../app/notifications/channels/resolve-allowed.ts'
import { receiver } from '../receiver.ts'
import { localNetwork } from '../sample.ts'

const now = new Date('2026-11-27T10:00:00Z')
const post = (url: string) => ({ method: 'POST', url, headers: {}, body: '{}' }) as const

describe('addresses', () => {
  const closed = allowedAddresses([])
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '168.63.129.16',
    '100.64.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    'example.com',
    '',
  ])('%s is refused', (address) => {
    expect(closed.problem(address, false)).toBeDefined()
  })

  test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])('%s is public', (address) => {
    expect(closed.problem(address, false)).toBeUndefined()
    // Nothing goes there that anybody on the way could read.
    expect(closed.problem(address, true)).toContain('not be encrypted')
  })

  test('what is named is allowed, and nothing beside it; where clouds tell credentials, never', () => {
    const named = allowedAddresses(['10.1.0.0/16', '127.0.0.1', 'fd00::/8', '169.254.0.0/16'])
    expect(named.problem('10.1.2.3', true)).toBeUndefined()
    expect(named.problem('::ffff:10.1.2.3', true)).toBeUndefined()
    expect(named.problem('fd12::1', false)).toBeUndefined()
    expect(named.problem('10.2.0.1', false)).toBeDefined()
    expect(named.problem('127.0.0.2', false)).toBeDefined()
    expect(named.problem('169.254.169.254', false)).toBeDefined()
    expect(named.problem('fd00:ec2::254', false)).toBeDefined()
  })
})

describe('requests', () => {
  test.each(['http://2130706433/', 'http://0x7f.1/', 'http://[::ffff:7f00:1]/', 'http://localhost/'])(
    '%s reaches nothing on this machine',
    async (written) => {
      const { port, received } = await receiver()
      const url = new URL(written)
      url.port = String(port)
      const network = localNetwork({
        ranges: [],
        resolve: async (name) => [{ address: name === 'localhost' ? '127.0.0.1' : name, family: 4 }],
      })
      expect(await tryToSend(network.send, post(url.href), now)).toMatchObject({
        kind: 'failed',
        why: expect.stringContaining('not allowed'),
      })
      expect(received).toEqual([])
    },
  )

  test('a redirect is not followed, wherever it leads', async () => {
    const inside = await receiver()
    for (const location of ['http://169.254.169.254/latest/meta-data/', inside.url]) {
      const { url, received } = await receiver((_, response) => {
        response.writeHead(307, { location }).end()
      })
      expect(await tryToSend(localNetwork().send, post(url), now)).toEqual({
        kind: 'failed',
        why: 'it answered 307: redirects are not followed',
        isFinal: true,
      })
      expect(received).toHaveLength(1)
    }
    expect(inside.received).toEqual([])
  })

  test('a name whose answer changes is asked for once, and what was checked is what is connected to', async () => {
    const { port, received } = await receiver()
    let asked = 0
    const rebinding: Resolve = async () => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    }
    const network = localNetwork({ resolve: rebinding })
    expect(await tryToSend(network.send, post(`http://hooks.example:${port}/`), now)).toEqual({
      kind: 'sent',
    })
    expect(asked).toBe(1)
    expect(received[0]?.headers.host).toBe(`hooks.example:${port}`)
    expect(await tryToSend(network.send, post(`http://hooks.example:${port}/`), now)).toMatchObject({
      kind: 'failed',
    })
    expect(received).toHaveLength(1)
  })

  test('a name that leads outside and inside leads nowhere', async () => {
    const { port, received } = await receiver()
    const resolve: Resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    const outcome = await tryToSend(
      localNetwork({ resolve }).send,
      post(`http://hooks.example:${port}/secret-path`),
      now,
    )
    expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringContaining('hooks.example leads to') })
    expect(JSON.stringify(outcome)).not.toContain('secret-path')
    expect(received).toEqual([])
  })

  test('an answer without end is not read to its end, and its status counts', async () => {
    const { url } = await receiver((_, response) => {
      response.writeHead(200)
      const more = (): void => {
        if (!response.destroyed && response.write('x'.repeat(65_536))) setImmediate(more)
        else response.once('drain', more)
      }
      more()
    })
    const answer = await localNetwork().send(post(url))
    expect(answer).toMatchObject({ status: 200, isCut: true })
    expect(answer.text).toHaveLength(256 * 1024)
    expect(await tryToSend(localNetwork().send, post(url), now)).toEqual({ kind: 'sent' })
  })

  test('an answer that does not come is not waited for', async () => {
    const { url } = await receiver(() => {})
    expect(await tryToSend(localNetwork({ timeoutMs: 200 }).send, post(url), now)).toEqual({
      kind: 'failed',
      why: 'no answer in time',
    })
    const dripping = await receiver((_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(await tryToSend(localNetwork({ timeoutMs: 300 }).send, post(dripping.url), now)).toEqual({
      kind: 'failed',
      why: 'no answer in time',
    })
  })

  test('a connection that fails is told of without its address', async () => {
    const outcome = await tryToSend(localNetwork().send, post('http://127.0.0.1:1/secret-path'), now)
    expect(outcome).toEqual({ kind: 'failed', why: 'the connection failed (ECONNREFUSED)' })
  })

  test('who asks to be asked later is, and what is refused is not sent again', async () => {
    const answers = [
      { status: 429, headers: { 'retry-after': '90' }, text: '' },
      { status: 503, headers: { 'retry-after': 'Fri, 27 Nov 2026 10:02:00 GMT' }, text: '' },
      { status: 404, headers: {}, text: 'no_service' },
      { status: 401, headers: {}, text: '<script>' },
      { status: 202, headers: {}, text: '' },
    ]
    const { url } = await receiver((_, response) => {
      const { status, headers, text } = answers.shift()!
      response.writeHead(status, headers).end(text)
    })
    const { send } = localNetwork()
    const outcomes = []
    for (let each = 0; each < 5; each += 1) outcomes.push(await tryToSend(send, post(url), now))
    expect(outcomes).toEqual([
      { kind: 'failed', why: 'it answered 429', notBefore: new Date('2026-11-27T10:01:30Z') },
      { kind: 'failed', why: 'it answered 503', notBefore: new Date('2026-11-27T10:02:00Z') },
      { kind: 'failed', why: 'it answered 404 (no_service)', isFinal: true },
      { kind: 'failed', why: 'it answered 401' },
      { kind: 'sent' },
    ])
    expect(retryAfter('soon', now)).toBeUndefined()
  })
})
