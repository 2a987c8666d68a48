import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { appendAudit, readAudit, readEnd, readHeads, recordHead } from '../../../app/database/audit-log.ts'
import type { Scope } from '../../../app/database/scope.ts'
import type { Store } from '../../../app/database/store.ts'
import { checkChain } from '../../../app/enforcement/audit/chain.ts'
import type { AuditEvent, NewAuditEvent } from '../../../app/enforcement/audit/event.ts'
import { isSignedBy, signHead } from '../../../app/enforcement/audit/signed-head.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const run = promisify(execFile)
const now = new Date('2026-11-26T08:00:00.123Z')

const event = (over: Partial<NewAuditEvent> = {}): NewAuditEvent => ({
  kind: 'decision.made',
  actor: null,
  subject: 'repository:17',
  data: { outcome: 'denied', reasons: ['visibility'], count: 3 },
  ...over,
})

/** As somebody would who owns the tables and switches off what refuses. */
async function tamper({ database }: Store, statement: string): Promise<void> {
  await sql`alter table audit_events disable trigger append_only`.execute(database)
  await sql.raw(statement).execute(database)
  await sql`alter table audit_events enable always trigger append_only`.execute(database)
}

async function readAll(
  store: Store,
  organization: string,
  scope: Scope = { organizations: [organization] },
): Promise<readonly AuditEvent[]> {
  const events: AuditEvent[] = []
  for await (const one of readAudit(store, scope, organization)) events.push(one)
  return events
}

test('events come back as they were written, and their chain verifies', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const odd = event({
    subject: 'branch:a\0b\uD800',
    data: { 'ключ"\n': [1.5, -0, 1e21, null, { a: '\0', z: '💥' }] },
  })
  const written = await store.transact((unit) => appendAudit(unit, acme, now, [event(), odd]))
  expect(await readAll(store, acme)).toEqual(written)
  expect(await checkChain(await readAll(store, acme))).toEqual({ end: await readEnd(store.database, acme) })
  expect(written[1]).toMatchObject({
    sequence: 2,
    at: '2026-11-26T08:00:00.123Z',
    previous: written[0]!.hash,
  })
})

test('writers at the same time make one chain, without a gap, each organization its own', async () => {
  const { store } = await databases.create()
  const [one, two] = [await addOrganization(store, 'one'), await addOrganization(store, 'other')]
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      store.transact((unit) => appendAudit(unit, index % 2 === 0 ? one : two, now, [event(), event()])),
    ),
  )
  for (const organization of [one, two]) {
    const check = await checkChain(await readAll(store, organization))
    expect(check).toMatchObject({ end: { sequence: 40 } })
    expect(check.fault).toBeUndefined()
  }
})

test('two processes at once make one chain: nothing lost, nothing torn apart', async () => {
  const { store, connection } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const script = path.join(import.meta.dirname, 'appending-process.ts')
  const start = (name: string) =>
    run(process.execPath, [script, JSON.stringify(connection), acme, name, '60'])
  await Promise.all([start('one'), start('two')])
  const events = await readAll(store, acme)
  expect(await checkChain(events)).toEqual({ end: await readEnd(store.database, acme) })
  const subjects = events.map(({ subject }) => subject)
  const expected = ['one', 'two'].flatMap((name) => Array.from({ length: 60 }, (_, at) => `${name}:${at}`))
  expect(subjects.toSorted()).toEqual(expected.flatMap((one) => [one, one]).toSorted())
  // The two events of a transaction stand side by side.
  for (let at = 0; at < subjects.length; at += 2) expect(subjects[at]).toBe(subjects[at + 1])
})

test('a transaction that fails leaves no trace in the chain', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const failing = store.transact(async (unit) => {
    await appendAudit(unit, acme, now, [event()])
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await store.transact((unit) => appendAudit(unit, acme, now, [event()]))
  expect((await readAll(store, acme)).map(({ sequence }) => sequence)).toEqual([1])
})

test.each([
  ['changed', 'a changed reason', `update audit_events set data = '{}' where sequence = 2`],
  ['changed', 'a changed time', `update audit_events set at = at + interval '1 second' where sequence = 2`],
  ['missing', 'a removed event', 'delete from audit_events where sequence = 2'],
  ['not-linked', 'a replaced event', `update audit_events set previous = '\\x00' where sequence = 2`],
])('the chain shows %s: %s', async (fault, _, tampering) => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  await store.transact((unit) => appendAudit(unit, acme, now, [event(), event(), event()]))
  await tamper(store, tampering)
  expect(await checkChain(await readAll(store, acme))).toMatchObject({ fault: { sequence: 2, fault } })
})

test('a signed head shows that the end was cut off', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  await store.transact(async (unit) => {
    await appendAudit(unit, acme, now, [event(), event()])
    const end = await readEnd(unit.database, acme)
    await recordHead(unit, signHead(acme, end, now, { key, publicKey }))
  })
  await tamper(store, 'delete from audit_events where sequence = 2')
  const { end, fault } = await checkChain(await readAll(store, acme))
  expect(fault).toBeUndefined()
  const [head] = await readHeads(store, 'everything', acme)
  expect(isSignedBy(head!, publicKey)).toBe(true)
  expect(head!.sequence).toBeGreaterThan(end.sequence)
  expect(isSignedBy({ ...head!, sequence: 1 }, publicKey)).toBe(false)
})

test('who may not see an organization reads nothing of it', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  await store.transact((unit) => appendAudit(unit, acme, now, [event()]))
  expect(await readAll(store, acme, { organizations: ['999'] })).toEqual([])
  expect(await readAll(store, acme, { organizations: [] })).toEqual([])
})

test('more events than one statement takes are one chain', async () => {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const events = Array.from({ length: 8000 }, (_, number) => ({
    kind: 'repository.gone' as const,
    actor: null,
    subject: `repository:${number}`,
    data: {},
  }))
  await store.transact((unit) => appendAudit(unit, acme, new Date('2026-11-26T08:00:00Z'), events))
  const checked = await checkChain(readAudit(store, 'everything', acme))
  expect(checked).toMatchObject({ end: { sequence: 8000 } })
  expect(checked).not.toHaveProperty('fault')
})
