import pino from 'pino'
import { expect, test } from 'vitest'
import { accessTo } from '../../app/host-access.ts'
import { linkHost } from '../../app/host-link.ts'
import { usualWaits } from '../../app/waits.ts'
import { company } from '../github/simulated.ts'
import { openFor } from './github/opened.ts'

/** A link to a simulated host whose way there a test can close. */
async function linked(at: { time: number } = { time: Date.now() }) {
  const { github, app } = await company({ metadata: 'read' })
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const way = { isClosed: false, sent: 0 }
  const credentials = {
    app: { id: app.id, privateKey: app.privateKey, webhookSecret: undefined },
    enterpriseApp: undefined,
    classicToken: undefined,
  }
  let opened = 0
  const link = linkHost({
    access: accessTo(
      {
        name: 'github.example',
        apiUrl: github.apiUrl,
        usesClassicToken: false,
        readCredentials: async () => credentials,
      },
      () => {},
    ),
    open: async (_, fetch) => {
      opened += 1
      return openFor(github, app, { fetch, now: () => at.time })
    },
    log,
    now: () => new Date(at.time),
    everyMs: usualWaits.hostMs,
    fetch: async (input, init) => {
      way.sent += 1
      if (way.isClosed) throw new TypeError('fetch failed')
      return fetch(input, init)
    },
  })
  const look = (): Promise<void> => link.look.run(new AbortController().signal)
  return { github, link, look, way, lines, at, opened: () => opened }
}

test('a host that cannot be reached is asked for nothing but a sign of life, and is back after the next look', async () => {
  const { link, look, way, lines, opened } = await linked()
  await look()
  expect(await link.github.listInstallations()).toHaveLength(1)
  way.isClosed = true
  // What was under way fails as ever; the next look finds out why.
  await expect(link.github.listDeliveries(new Date(0))).rejects.toThrow(/fetch failed/)
  expect(link.problem()).toBeUndefined()
  await look()
  expect(link.problem()).toBe('it cannot be reached')
  const before = way.sent
  await expect(link.github.listInstallations()).rejects.toMatchObject({
    name: 'AbortError',
    message: 'github.example: it cannot be reached',
  })
  expect(way.sent).toBe(before)
  way.isClosed = false
  await look()
  expect(link.problem()).toBeUndefined()
  expect(await link.github.listInstallations()).toHaveLength(1)
  // The same credentials, so the same clients, which know how much of the limits is left.
  expect(opened()).toBe(1)
  expect(lines.filter((line) => line.includes('cannot be worked with'))).toHaveLength(1)
  expect(lines.filter((line) => line.includes('can be worked with again'))).toHaveLength(1)
})

test('one bad answer puts a host in doubt and not out of order', async () => {
  const { github, link, look } = await linked()
  await look()
  github.faults.add({
    when: ({ path }) => path.endsWith('/deliveries'),
    fault: { kind: 'status', status: 502 },
  })
  await expect(link.github.listDeliveries(new Date(0))).rejects.toMatchObject({ status: 502 })
  await look()
  expect(link.problem()).toBeUndefined()
})

test('a host that nobody doubts is not looked at again for an hour', async () => {
  const { look, way, at } = await linked()
  await look()
  const before = way.sent
  await look()
  expect(way.sent).toBe(before)
  at.time += 61 * 60_000
  await look()
  expect(way.sent).toBeGreaterThan(before)
})

test.each([-10, -2, 2, 10])('a clock that is %i minutes off is worked with, and told of', async (minutes) => {
  const { github, link, look, lines } = await linked()
  github.clock.advance(-minutes * 60_000)
  await look()
  expect(link.problem()).toBeUndefined()
  expect(await link.github.listInstallations()).toHaveLength(1)
  const told = lines.find((line) => line.includes('a clock is wrong')) ?? ''
  const [, seconds, direction] =
    /the clock here is (\d+) s (ahead of|behind) the host's/.exec(told ?? '') ?? []
  // A host tells its time in whole seconds.
  expect(Math.abs(Number(seconds) - Math.abs(minutes) * 60)).toBeLessThanOrEqual(2)
  expect(direction).toBe(minutes > 0 ? 'ahead of' : 'behind')
})
