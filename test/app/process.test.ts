import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sign } from '@octokit/webhooks-methods'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPrivatePostgres } from '../../app/database/private-postgres/open.ts'
import { readPostmaster } from '../../app/database/private-postgres/postmaster.ts'
import { openStore } from '../../app/database/store.ts'
import { compileCache } from '../compile-cache.ts'

const main = path.join(import.meta.dirname, '../../app/main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-process-'))
chmodSync(folder, 0o755)
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** `npm start`, as a process of its own. */
function start(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], ...compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (piece) => (stdout += String(piece)))
  child.stderr.on('data', (piece) => (stderr += String(piece)))
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  const said = async (message: string): Promise<Record<string, unknown>> => {
    for (const until = Date.now() + 100_000; Date.now() < until; await delay(50)) {
      const line = stdout.split('\n').find((one) => one.includes(`"msg":"${message}"`))
      if (line !== undefined) return JSON.parse(line)
    }
    throw new Error(`it never said ${message}: ${stdout}${stderr}`)
  }
  return { child, ended, said, output: () => stdout + stderr, stderr: () => stderr }
}

describe('a configuration that is wrong', () => {
  test.each([
    [
      { PORT: 'eighty', LOG_LEVEL: 'loud' },
      /^error: The configuration is not valid\.\nPORT: .+\nLOG_LEVEL: .+\ndocs\/configuration\.md .+\n$/,
    ],
    [{ GITHUB_APP_ID: '17' }, /^error: .+ only one of them is set\.\n.+\n$/],
    [{ WORK_ONLY: 'true', DATA_FOLDER: '/nowhere' }, /^error: With WORK_ONLY no set-up opens: .+\n.+\n$/],
  ])('%o is said in lines and ends with 2', async (environment, text) => {
    const { ended, stderr } = start(environment)
    expect(await ended).toBe(2)
    expect(stderr()).toMatch(text)
    expect(stderr()).not.toMatch(/^\s+at /m)
  })
})

describe('with an App', () => {
  const secret = randomBytes(20).toString('hex')
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString()
  const dataFolder = path.join(folder, 'data')
  const environment = {
    DATA_FOLDER: dataFolder,
    PORT: '0',
    METRICS_PORT: '0',
    PUBLIC_URL: 'https://gatehouse.example',
    GITHUB_APP_ID: '17',
    GITHUB_PRIVATE_KEY: privateKey,
    GITHUB_WEBHOOK_SECRET: secret,
    LOG_LEVEL: 'debug',
  }
  let first: ReturnType<typeof start>
  let url = ''
  let metricsUrl = ''
  beforeAll(async () => {
    first = start(environment)
    const { port, metricsPort } = await first.said('listening')
    url = `http://127.0.0.1:${String(port)}`
    metricsUrl = `http://127.0.0.1:${String(metricsPort)}`
  })

  const deliver = async (guid: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${url}/webhooks/github`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': guid,
        'x-hub-signature-256': await sign(secret, body),
        ...headers,
      },
      body,
    })

  const guids = [randomUUID(), randomUUID(), randomUUID()]

  test('it lives, says what it lacks, takes webhooks in, counts them, and shows no metrics on the pages', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    const ready = await fetch(`${url}/readyz`)
    expect(await ready.json()).toMatchObject({ checks: { process: 'ready', database: 'ready' } })
    expect((await deliver(guids[0]!, '{"a":1}')).status).toBe(202)
    // Once more, as after a redelivery.
    expect((await deliver(guids[0]!, '{"a":1}')).status).toBe(202)
    // Signed, and no JSON, of no known event: GitHub says it, so it is kept, and whoever handles it says what is wrong.
    expect((await deliver(guids[1]!, '{"a":', { 'x-github-event': 'no_such_event' })).status).toBe(202)
    // Sent yesterday or tomorrow by its clock.
    expect((await deliver(guids[2]!, '{}', { date: new Date(0).toUTCString() })).status).toBe(202)
    expect((await deliver(randomUUID(), '{}', { 'x-hub-signature-256': 'sha256=0' })).status).toBe(401)
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
    const metrics = await (await fetch(`${metricsUrl}/metrics`)).text()
    expect(metrics).toContain('gatehouse_deliveries_total{result="accepted"} 4')
    expect(metrics).toContain('gatehouse_deliveries_total{result="unsigned"} 1')
    expect((await fetch(`${metricsUrl}/healthz`)).status).toBe(200)
  })

  test('nothing of set-up is there', async () => {
    expect((await fetch(`${url}/setup?token=x`)).status).toBe(404)
  })

  test('a second process joins its database and serves nothing where it only works', async () => {
    const second = start({ ...environment, WORK_ONLY: 'true' })
    await second.said('working only')
    second.child.kill('SIGINT')
    expect(await second.ended).toBe(0)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('on a port that is taken it says so and ends with 2', async () => {
    const third = start({ ...environment, PORT: new URL(url).port })
    expect(await third.ended).toBe(2)
    expect(third.stderr()).toMatch(/^error: Cannot listen on 127\.0\.0\.1, port \d+: something else does\.\n/)
  })

  test('told to stop twice it ends at once, with nothing lost and no PostgreSQL left behind', async () => {
    const folderOfItsOwn = path.join(folder, 'twice')
    const program = start({ ...environment, DATA_FOLDER: folderOfItsOwn })
    const { port } = await program.said('listening')
    const guid = randomUUID()
    const body = '{}'
    const accepted = await fetch(`http://127.0.0.1:${String(port)}/webhooks/github`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': guid,
        'x-hub-signature-256': await sign(secret, body),
      },
      body,
    })
    expect(accepted.status).toBe(202)
    // A body that never ends is under way for as long as the process allows.
    const slow = connect(Number(port), '127.0.0.1')
    slow.on('error', () => {})
    slow.write(
      'POST /webhooks/github HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
    )
    await delay(200)
    const told = performance.now()
    program.child.kill('SIGTERM')
    await program.said('stopping')
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(128 + 15)
    // By itself it would have waited for the slow one.
    expect(performance.now() - told).toBeLessThan(4000)
    slow.destroy()
    for (const end = Date.now() + 100_000; Date.now() < end; await delay(100))
      if (readPostmaster(path.join(folderOfItsOwn, 'postgres')) === undefined) break
    const postgres = await openPrivatePostgres({ folder: folderOfItsOwn })
    const store = openStore(postgres.connection)
    const rows = await store.database.selectFrom('deliveries').select('guid').execute()
    await store.close()
    await postgres.close()
    expect(rows).toEqual([{ guid }])
    expect(readPostmaster(path.join(postgres.folder, 'postgres'))).toBeUndefined()
  })

  test('told to stop, it answers what is under way, ends with 0, and leaves no PostgreSQL and no secret behind', async () => {
    const guid = randomUUID()
    const underWay = deliver(guid, `{"a":"${'x'.repeat(5_000_000)}"}`)
    await delay(20)
    first.child.kill('SIGTERM')
    const answered = await underWay.then(
      ({ status }) => status,
      () => undefined,
    )
    expect(await first.ended).toBe(0)
    const postgres = await openPrivatePostgres({ folder: dataFolder })
    const store = openStore(postgres.connection)
    const rows = await store.database.selectFrom('deliveries').select('guid').execute()
    await store.close()
    await postgres.close()
    expect(rows.map((row) => row.guid)).toEqual(expect.arrayContaining(guids))
    // What was answered is kept; what was not answered may be either.
    expect(answered !== 202 || rows.some((row) => row.guid === guid)).toBe(true)
    expect(readPostmaster(path.join(postgres.folder, 'postgres'))).toBeUndefined()
    const password = readFileSync(path.join(postgres.folder, 'postgres', 'gatehouse-password'), 'utf8')
    const lines = privateKey.split('\n').filter((line) => line.length > 20 && !line.includes('KEY'))
    for (const one of [secret, password.trim(), ...lines]) expect(first.output()).not.toContain(one)
  })
})
