import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  readFailures,
  readTargetFigures,
  replayFailures,
} from '../../../app/database/notifications/failures.ts'
import { openStore } from '../../../app/database/store.ts'
import type { Target } from '../../../app/notifications/target.ts'
import { addOrganization } from '../database/add-organization.ts'
import { useDatabases } from '../database/test-database.ts'
import { type Received, receiver } from './receiver.ts'
import { target } from './sample.ts'
import { happens, telling } from './told.ts'

const databases = useDatabases()
const begin = new Date('2026-11-27T10:00:00Z')
const after = (minutes: number): Date => new Date(begin.getTime() + minutes * 60_000)
const secret = (): string => `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const webhook = (url: string, over: Partial<Target> = {}): Target =>
  target({
    channel: { kind: 'webhook', url, secret },
    events: new Set(['plan.held', 'plan.released', 'policy.invalid', 'sweep.incomplete']),
    ...over,
  })
const held = (hold: string) => ({ kind: 'hold.opened', data: { hold, effects: 9 } }) as const
const invalid = { kind: 'policy.invalid', data: { state: 'invalid' } } as const
const titles = (received: readonly Received[]): readonly string[] =>
  received.map(({ body }) => JSON.parse(body).data.title)

async function acme() {
  const { store, connection } = await databases.create()
  return { store, connection, organization: await addOrganization(store, 'acme'), clock: { now: begin } }
}

test('what is recorded is told, once, and what was rolled back is not', async () => {
  const { store, organization, clock } = await acme()
  const { url, received } = await receiver()
  const told = telling(store, [webhook(url)], clock)
  await happens(store, organization, begin, [held('1'), { kind: 'decision.made', data: {} }])
  await expect(
    store.transact(async (unit) => {
      await unit.database.updateTable('organizations').set({ login: 'other' }).execute()
      throw new Error('the transaction fails')
    }),
  ).rejects.toThrow('the transaction fails')
  for (let each = 0; each < 3; each += 1) {
    await told.distribute()
    await told.send()
  }
  expect(titles(received)).toEqual(['acme: A plan that takes much away at once waits for a Gatehouse owner'])
  await happens(store, organization, after(1), [{ kind: 'hold.closed', data: { hold: '1' } }])
  clock.now = after(1)
  await told.distribute()
  await told.send()
  expect(titles(received)).toHaveLength(2)
})

test('who is told for the first time hears nothing of last year', async () => {
  const { store, organization, clock } = await acme()
  const { url, received } = await receiver()
  await happens(store, organization, new Date('2025-11-27T10:00:00Z'), [held('1'), held('2')])
  await happens(store, organization, after(-5), [invalid])
  const told = telling(store, [webhook(url)], clock)
  await told.distribute()
  await told.send()
  expect(titles(received)).toEqual(['acme: The policy cannot be used; the last valid one stays in force'])
})

test('several processes tell each thing once', async () => {
  const { store, connection, organization, clock } = await acme()
  const { url, received } = await receiver()
  const other = openStore(connection)
  onTestFinished(() => other.close())
  await happens(store, organization, begin, [held('1'), held('2'), held('3')])
  const all = [store, other, store, other].map((one) => telling(one, [webhook(url)], clock))
  await Promise.all(all.map((one) => one.distribute()))
  await Promise.all(all.map((one) => one.send()))
  for (const one of all) await one.send()
  expect(received).toHaveLength(3)
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(3)
})

test('a process that is killed between sending and recording has it sent again, with the same id', async () => {
  const { store, connection, organization, clock } = await acme()
  let kill = (): void => {}
  const { url, received } = await receiver((_, response) => {
    kill()
    response.end('ok')
  })
  await happens(store, organization, begin, [held('1')])
  const file = path.join(import.meta.dirname, 'dying-process.ts')
  const dying = spawn(process.execPath, [file, JSON.stringify({ connection, url, now: begin })])
  kill = () => void dying.kill('SIGKILL')
  await once(dying, 'exit')
  kill = () => {}
  expect(received).toHaveLength(1)
  const told = telling(store, [webhook(url)], clock)
  // It holds the target for as long as one try may take, and no longer.
  await told.send()
  expect(received).toHaveLength(1)
  clock.now = after(3)
  await told.send()
  await told.send()
  expect(received).toHaveLength(2)
  expect(received[1]!.headers['webhook-id']).toBe(received[0]!.headers['webhook-id'])
  expect(received[1]!.body).toBe(received[0]!.body)
}, 120_000)

test('a receiver that is down for a day gets all of it afterwards, in the meantime it is seen, and others are told', async () => {
  const { store, organization, clock } = await acme()
  let isDown = true
  const down = await receiver((_, response) => {
    response.writeHead(isDown ? 500 : 200).end()
  })
  const well = await receiver()
  const told = telling(store, [webhook(down.url), webhook(well.url, { name: 'other' })], clock)
  await happens(store, organization, begin, [held('1')])
  await told.distribute()
  for (let minutes = 0; minutes < 24 * 60; minutes += 30) {
    clock.now = after(minutes)
    await told.send()
  }
  expect(well.received).toHaveLength(1)
  const tries = down.received.length
  expect(tries).toBeGreaterThan(5)
  expect(tries).toBeLessThan(20)
  const [figures] = await readTargetFigures(store, ['security'], 'everything')
  expect(figures).toMatchObject({ waiting: 1, dead: 0, lastError: 'it answered 500' })
  isDown = false
  clock.now = after(29 * 60)
  await told.send()
  expect(down.received).toHaveLength(tries + 1)
  expect(new Set(down.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(await readTargetFigures(store, ['security'], 'everything')).toMatchObject([
    { waiting: 0, dead: 0, lastError: null },
  ])
})

test('who asks to be asked later is left alone until then', async () => {
  const { store, organization, clock } = await acme()
  let isBusy = true
  const { url, received } = await receiver((_, response) => {
    response.writeHead(isBusy ? 429 : 200, { 'retry-after': '600' }).end()
  })
  const told = telling(store, [webhook(url)], clock)
  await happens(store, organization, begin, [held('1'), held('2')])
  await told.distribute()
  await told.send()
  isBusy = false
  clock.now = after(9)
  await told.send()
  expect(received).toHaveLength(1)
  clock.now = after(10.1)
  await told.send()
  expect(received).toHaveLength(3)
})

test('what is refused is given up at once, holds up nothing, is shown to who may see it, and can be tried again', async () => {
  const { store, organization, clock } = await acme()
  let refused = 1
  const { url, received } = await receiver((_, response) => {
    refused -= 1
    response.writeHead(refused >= 0 ? 404 : 200).end('no_service')
  })
  const told = telling(store, [webhook(url)], clock)
  await happens(store, organization, begin, [held('1'), held('2')])
  await told.distribute()
  await told.send()
  expect(received).toHaveLength(2)
  const failures = await readFailures(store, 'everything', 10)
  expect(failures).toMatchObject([
    {
      target: 'security',
      organization: 'github.com/acme',
      attempts: 1,
      lastError: 'it answered 404 (no_service)',
      events: ['plan.held'],
    },
  ])
  expect(await readFailures(store, { organizations: ['999'] }, 10)).toEqual([])
  expect(await replayFailures(store, { organizations: ['999'] }, undefined, after(1))).toBe(0)
  expect(await replayFailures(store, 'everything', ['not-an-id'], after(1))).toBe(0)
  expect(await replayFailures(store, 'everything', [failures[0]!.id], after(1))).toBe(1)
  clock.now = after(1)
  await told.send()
  expect(received).toHaveLength(3)
  expect(received[2]!.headers['webhook-id']).toBe(failures[0]!.id)
  expect(await readFailures(store, 'everything', 10)).toEqual([])
})

test('a summary holds what has come together, and after many messages the rest waits for ten minutes', async () => {
  const { store, organization, clock } = await acme()
  const daily = await receiver()
  const direct = await receiver()
  const told = telling(
    store,
    [
      webhook(daily.url, { name: 'daily', digest: { every: 'daily', at: '12:00', timeZone: 'UTC' } }),
      webhook(direct.url),
    ],
    clock,
  )
  for (let each = 0; each < 12; each += 1) {
    clock.now = new Date(begin.getTime() + each * 5000)
    await happens(store, organization, clock.now, [invalid])
    await told.distribute()
    await told.send()
  }
  expect(direct.received).toHaveLength(5)
  expect(daily.received).toHaveLength(0)
  clock.now = after(121)
  await told.send()
  expect(titles(direct.received).at(-1)).toBe(
    'acme: The policy could not be used 7 times; the last valid one stays in force',
  )
  expect(titles(daily.received)).toEqual([
    'acme: The policy could not be used 12 times; the last valid one stays in force',
  ])
})

test('days that come are told once: a request that waits, an approval that ends, a review that is overdue', async () => {
  const { store, organization, clock } = await acme()
  const { url, received } = await receiver()
  const all = new Set([
    'request.overdue',
    'approval.expiring',
    'approval.expired',
    'emergency.review-overdue',
  ])
  const told = telling(store, [webhook(url, { events: all })], clock)
  const { database } = store
  const repository = async (name: string): Promise<string> => {
    const { id } = await database
      .insertInto('repositories')
      .values({
        organization_id: organization,
        github_id: String(name.length + 100),
        name,
        visibility: 'private',
        is_archived: false,
        is_fork: false,
        default_branch: 'main',
        first_seen_at: begin,
        last_seen_at: begin,
        gone_at: null,
        snapshot: null,
        properties: null,
        workflow_evidence: null,
        reconciled_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
  const { id: host } = await database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
  const { id: ada } = await database
    .insertInto('people')
    .values({ host_id: host, github_id: '7' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const days = (count: number): Date => after(count * 24 * 60)
  await database
    .insertInto('access_requests')
    .values({
      organization_id: organization,
      repository_id: await repository('web'),
      requested_by: ada,
      reason: 'because',
      days: 90,
      state: 'open',
      source: 'issue',
      issue: 4,
      opened_at: days(-8),
      closed_at: null,
      closed_by: null,
      close_reason: null,
    })
    .execute()
  await database
    .insertInto('approvals')
    .values({
      organization_id: organization,
      repository_id: await repository('billing'),
      request_id: null,
      kind: 'approval',
      given_by: ada,
      requested_by: ada,
      acts_for: '[]',
      granted_at: days(-80),
      expires_at: days(5),
      ticket: null,
      reason: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .execute()
  const look = async (at: Date): Promise<readonly string[]> => {
    clock.now = at
    const before = received.length
    for (let each = 0; each < 2; each += 1) {
      await told.days()
      await told.send()
    }
    return received
      .slice(before)
      .flatMap(({ body }): string[] =>
        JSON.parse(body).data.notices.map(({ event }: { event: string }) => event),
      )
      .toSorted()
  }
  expect(await look(begin)).toEqual(['approval.expiring', 'request.overdue'])
  expect(await look(days(1))).toEqual([])
  expect(await look(days(4.5))).toEqual(['approval.expiring'])
  expect(await look(days(5.2))).toEqual(['approval.expired'])
  expect(await look(days(6.5))).toEqual(['request.overdue'])
  expect(received.every(({ body }) => !body.includes('billing') && !body.includes('because'))).toBe(true)
}, 60_000)

test('what was sent long ago is forgotten, and with it what it told of', async () => {
  const { store, organization, clock } = await acme()
  const { url } = await receiver()
  const told = telling(store, [webhook(url)], clock)
  await happens(store, organization, begin, [held('1')])
  await told.distribute()
  await told.send()
  await told.records.forget(after(-1), after(-1))
  expect(await store.database.selectFrom('notification_items').selectAll().execute()).toHaveLength(1)
  await told.records.forget(after(1), after(-1))
  expect(await store.database.selectFrom('notification_items').selectAll().execute()).toEqual([])
})
