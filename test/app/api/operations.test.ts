import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createListener } from '../../../app/api/create-listener.ts'
import { createMetrics, metricList } from '../../../app/api/metrics.ts'
import { addHealth, addMetrics, measureRequests } from '../../../app/api/operations.ts'
import type { Check } from '../../../app/api/readiness.ts'
import { metricsPage, metricsPageFile } from '../../../build/metrics-page.ts'

const silent = pino({ level: 'silent' })

async function readyz(...checks: readonly Check[]) {
  const server = createListener(silent)
  addHealth(server, checks)
  const { statusCode, json } = await server.inject('/readyz')
  return [statusCode, json()]
}

test('the process lives whatever else does not', async () => {
  const server = createListener(silent)
  addHealth(server, [{ name: 'database', problem: () => 'down' }])
  expect((await server.inject('/healthz')).json()).toEqual({ status: 'alive' })
})

test('readiness names what is in the way, and never why it threw', async () => {
  const well: Check = { name: 'queue', problem: () => undefined }
  expect(await readyz(well)).toEqual([200, { status: 'ready', checks: { queue: 'ready' } }])
  expect(
    await readyz(
      well,
      { name: 'process', problem: () => 'it is stopping' },
      { name: 'database', problem: () => Promise.reject(new Error('postgres://user:secret@db')) },
      { name: 'slow', problem: () => new Promise(() => {}) },
    ),
  ).toEqual([
    503,
    {
      status: 'not ready',
      checks: {
        queue: 'ready',
        process: 'it is stopping',
        database: 'it does not answer',
        slow: 'no answer within 2 s',
      },
    },
  ])
})

test('every listed metric is rendered, and none besides but those of Node', async () => {
  const metrics = createMetrics(async () => ({
    gatehouse_work_open: [{ labels: { kind: 'repository' }, value: 3 }],
    gatehouse_sweep_coverage_ratio: [{ labels: { host: 'github.com', organization: 'acme' }, value: 0.5 }],
  }))
  const server = createListener(silent)
  measureRequests(server, metrics, ['/hook'])
  addMetrics(server, metrics)
  server.post('/hook', (request, reply) => reply.code(Number(request.headers['x-status'])).send())
  for (const status of ['202', '202', '401', '413', '500'])
    await server.inject({ url: '/hook', method: 'POST', headers: { 'x-status': status } })
  await server.inject('/a/path/that/somebody/chose')
  const { payload, headers } = await server.inject('/metrics')
  expect(headers['content-type']).toContain('text/plain')
  const shown = [...payload.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind])
  const ours = shown.filter(([name]) => !/^(?:nodejs|process)_/.test(name!))
  expect(new Map(ours.map(([name, kind]) => [name, kind]))).toEqual(
    new Map(Object.entries(metricList).map(([name, { kind }]) => [name, kind])),
  )
  expect(payload).toContain('gatehouse_deliveries_total{result="accepted"} 2')
  for (const result of ['unsigned', 'too-large', 'failed'])
    expect(payload).toContain(`gatehouse_deliveries_total{result="${result}"} 1`)
  expect(payload).toContain('gatehouse_work_open{kind="repository"} 3')
  expect(payload).toContain('gatehouse_sweep_coverage_ratio{host="github.com",organization="acme"} 0.5')
  expect(payload).not.toContain('somebody')
})

test('where figures cannot be read they are left out, not repeated', async () => {
  let isDown = false
  const metrics = createMetrics(async () => {
    if (isDown) throw new Error('down')
    return { gatehouse_work_open: [{ labels: { kind: 'scan' }, value: 1 }] }
  })
  expect((await metrics.render()).text).toContain('gatehouse_work_open{')
  isDown = true
  expect((await metrics.render()).text).not.toContain('gatehouse_work_open{')
})

test('every answer is guarded, and none says what runs here', async () => {
  const server = createListener(silent, { isHttps: true })
  const { headers } = await server.inject('/nothing')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'strict-transport-security': expect.any(String),
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('server')
})

test('a body is bounded', async () => {
  const server = createListener(silent)
  server.post('/', () => ({}))
  const { statusCode, json } = await server.inject({
    url: '/',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify('x'.repeat(70_000)),
  })
  expect([statusCode, json()]).toEqual([413, { message: 'The body is too large.' }])
})

test('docs/metrics.md is what the list says', () => {
  expect(readFileSync(metricsPageFile, 'utf8')).toBe(metricsPage())
})
