import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createListener } from '../../../app/api/create-listener.ts'
import { createConceal } from '../../../app/logs/conceal.ts'
import { openLog } from '../../../app/logs/open-log.ts'
import { terminalLine } from '../../../app/logs/terminal-line.ts'
import { join } from '../../../scanner/engine/sample.ts'

/** A log, and everything that was written to it. */
function recorded(form: 'json' | 'terminal' = 'json', known: readonly string[] = []) {
  const lines: string[] = []
  const secrets = createConceal()
  for (const secret of known) secrets.add(secret)
  const log = openLog({
    level: 'debug',
    conceal: secrets.conceal,
    write: (line) => void lines.push(line),
    form,
  })
  return { log, text: () => lines.join('') }
}

const canary = (): string => `canary${randomBytes(12).toString('hex')}`
const thrown = (message: string, fields: object): Error => Object.assign(new Error(message), fields)

/** Where a secret may be when something is logged: each puts one there. */
const places: Readonly<Record<string, (secret: string) => object>> = {
  'a header in the request of an error of Octokit': (secret) => ({
    err: thrown('Not Found', {
      status: 404,
      request: {
        headers: { authorization: `token ${secret}` },
        url: `https://x/?token=${secret}`,
        body: secret,
      },
      response: { data: { token: secret } },
    }),
  }),
  'an error of pg': (secret) => ({
    err: thrown('connection refused', {
      code: '28P01',
      connectionString: `postgres://gatehouse:${secret}@db/x`,
      client: { password: secret },
      parameters: [secret],
      detail: `Key (token)=(${secret}) already exists.`,
      where: secret,
    }),
  }),
  'the message of an error, as an address': (secret) => ({
    err: new Error(`fatal: unable to access https://x-access-token:${secret}@github.com/acme/shop.git`),
  }),
  'the message of an error, as a header': (secret) => ({
    err: new Error(`sent Authorization: Bearer ${secret}`),
  }),
  'the cause of a cause': (secret) => ({
    err: new Error('outer', {
      cause: new Error('inner', { cause: thrown('innermost', { headers: { cookie: secret } }) }),
    }),
  }),
  'an error among other fields': (secret) => ({
    reason: thrown('x', { token: secret }),
    list: [thrown('y', { a: secret })],
  }),
  'what was thrown and is no error': (secret) => ({
    err: { password: secret, request: { headers: { a: secret } } },
  }),
  'a field by its name': (secret) => ({
    privateKey: secret,
    webhook_secret: secret,
    'x-hub-signature-256': `sha256=${secret}`,
    config: { app: { privateKey: secret }, database: { connectionString: secret } },
    Authorization: `basic ${secret}`,
  }),
  'the body of a webhook': (secret) => ({
    payload: Buffer.from(secret),
    body: { a: secret },
    raw: Buffer.from(secret),
  }),
  'an address with a query': (secret) => ({
    url: `/setup?token=${secret}&a=1`,
    to: `/callback?code=${secret}&state=${secret}`,
  }),
  'a deep place': (secret) => ({ a: { b: { c: { d: { e: { f: { g: { h: secret } } } } } } } }),
}

describe.each(['json', 'terminal'] as const)('as %s', (form) => {
  test.each(Object.entries(places))('a secret in %s is not logged', (_place, entryWith) => {
    const { log, text } = recorded(form)
    const secret = canary()
    log.error(entryWith(secret), 'it failed')
    log.child(entryWith(secret)).info('by a child')
    expect(text()).toContain('it failed')
    expect(text()).not.toContain(secret)
    expect(text()).not.toContain(Buffer.from(secret).toString('base64'))
  })

  test('a secret that is known is not logged wherever it stands', () => {
    const secret = `${canary()}"\n/ü`
    const { log, text } = recorded(form, [secret])
    log.info({ note: `it is ${secret}` }, `and ${secret} again`)
    log.error(new Error(`quoted ${encodeURIComponent(secret)}`))
    expect(text()).toContain('[concealed]')
    expect(text()).not.toContain(secret.slice(0, 20))
  })

  test.each([
    ['a token of an installation', join('gh', `s_${randomBytes(18).toString('hex')}`)],
    ['a fine-grained token', join('github', `_pat_${randomBytes(30).toString('hex')}`)],
    ['a private key', join('-----BEGIN RSA PRIVATE ', 'KEY-----\nabc\n-----END RSA PRIVATE ', 'KEY-----')],
    [
      'a JSON Web Token',
      join(
        'ey',
        `J${randomBytes(20).toString('hex')}.ey${randomBytes(20).toString('hex')}.${randomBytes(20).toString('hex')}`,
      ),
    ],
  ])('%s is known by its looks', (_kind, secret) => {
    const { log, text } = recorded(form)
    log.info({ note: secret }, `it said ${secret}.`)
    expect(text()).not.toContain(secret)
    expect(text()).not.toContain(secret.split('\n')[1] ?? secret)
  })
})

test('what an error says is logged, with its code, status, stack and causes', () => {
  const { log, text } = recorded()
  log.error({ err: thrown('outer', { code: 'E_X', status: 502, cause: new Error('inner') }) }, 'it failed')
  const { err, level, msg, time } = JSON.parse(text())
  expect(err).toMatchObject({ message: 'outer', code: 'E_X', status: 502, cause: { message: 'inner' } })
  expect(err.stack).toContain('log.test.ts')
  expect({ level, msg }).toEqual({ level: 'error', msg: 'it failed' })
  expect(new Date(time).toISOString()).toBe(time)
})

test('on a terminal a line is short, and nothing in it moves the cursor', () => {
  const line = JSON.stringify({
    level: 'warn',
    time: '2026-01-02T03:04:05.678Z',
    msg: 'work\u001b[2J failed',
    key: 'repository:1',
    err: { message: 'no\nanswer', stack: 'at …' },
  })
  expect(terminalLine(line)).toBe('03:04:05 warn  work [2J failed key="repository:1" err=no answer\n')
})

test('an answer never says what went wrong inside, and the log never what was asked for', async () => {
  const secret = canary()
  const { log, text } = recorded()
  const server = createListener(log)
  server.get('/fails', () => {
    throw thrown(`at postgres://gatehouse:${secret}@db`, { request: { headers: { authorization: secret } } })
  })
  const answer = await server.inject({
    url: `/fails?token=${secret}`,
    headers: { authorization: `Bearer ${secret}`, cookie: secret, 'x-request-id': secret },
  })
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({ message: expect.any(String), request: answer.headers['x-request-id'] })
  expect(text()).toContain(answer.headers['x-request-id'])
  const missing = await server.inject({ url: `/${secret}`, method: 'POST', payload: { a: secret } })
  expect(missing.statusCode).toBe(404)
  expect(text() + answer.payload + JSON.stringify(answer.headers) + missing.payload).not.toContain(secret)
})
