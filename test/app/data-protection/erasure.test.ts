import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { appendAudit } from '../../../app/database/audit-log.ts'
import { erasePerson } from '../../../app/database/person/erase-person.ts'
import { exportPerson } from '../../../app/database/person/export-person.ts'
import { findKnownPerson } from '../../../app/database/person/known-person.ts'
import { mentioningWords, personPlaces } from '../../../app/database/person/places.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { openSession, recordMemberships } from '../../../app/database/sessions.ts'
import { signHeads } from '../../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey } from '../../../app/database/signing-key.ts'
import type { Store } from '../../../app/database/store.ts'
import { run } from '../../cli/run.ts'
import { addOrganization } from '../database/add-organization.ts'
import { addressOf } from '../database/address-of.ts'
import { useDatabases } from '../database/test-database.ts'

const databases = useDatabases()
const now = new Date('2026-11-28T12:00:00Z')
const sealer = createSealer([createSealKey(randomBytes(32))])

/** Ada, who has signed in, asked, and is named by others and by an identity provider; and Adam, whose name begins like hers. */
async function company() {
  const { store, connection } = await databases.create()
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-erasure-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const acme = await addOrganization(store, 'acme')
  const { id: host } = await store.database.selectFrom('hosts').select('id').executeTakeFirstOrThrow()
  const ada = await recordPerson(store, host, 1815, 'ada')
  const adam = await recordPerson(store, host, 7, 'adam')
  await store.transact((unit) => recordMemberships(unit, ada, [{ organization: acme, role: 'member' }], now))
  const avatarUrl = 'https://avatars.example/1815'
  const session = { person: ada, avatarUrl, agent: 'canary-browser', tokens: '{"token":"x"}', at: now }
  await store.transact((unit) => openSession(unit, sealer, session))
  const { id: repository } = await store.database
    .insertInto('repositories')
    .values({
      organization_id: acme,
      github_id: '17',
      name: 'web',
      visibility: 'private',
      is_archived: false,
      is_fork: false,
      first_seen_at: now,
      last_seen_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [by, reason] of [
    [ada, 'canary-words'],
    [adam, 'so says @Ada, ada@acme.example and @adam'],
  ] as const)
    await store.database
      .insertInto('access_requests')
      .values({
        organization_id: acme,
        repository_id: repository,
        requested_by: by,
        reason,
        state: 'denied',
        source: 'issue',
        opened_at: now,
        closed_at: now,
      })
      .execute()
  const times = { created_at: now, changed_at: now }
  const { id: provider } = await store.database
    .insertInto('identity_connections')
    .values({ organization_id: acme, kind: 'oidc', name: 'Acme', settings: '{}', created_by: adam, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  await store.database
    .insertInto('identities')
    .values({ connection_id: provider, person_id: ada, email: 'ada@acme.example', ...times })
    .execute()
  const { id: tenant } = await store.database
    .insertInto('claude_tenants')
    .values({ organization_id: acme, key_ending: 'x', set_by: adam, set_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await store.database
    .insertInto('claude_people')
    .values({ tenant_id: tenant, user_id: 'u1', email: 'Ada@acme.example', role: 'user' })
    .execute()
  await store.transact((unit) =>
    appendAudit(unit, acme, now, [
      { kind: 'session.opened', actor: ada, subject: `person:${ada}`, data: {} },
    ]),
  )
  const variables = { DATABASE_URL: addressOf(connection), DATA_FOLDER: folder }
  const gatehouse = (...args: readonly string[]) => run(args, { variables })
  return { store, acme, host, ada, adam, folder, gatehouse }
}

/** Everything in the database, as text; but the append-only log, which is looked at by itself. */
async function everything(store: Store): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(store.database)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(
      store.database,
    )
    texts.push(...rows.map(({ text }) => text))
  }
  return texts.join('\n')
}

test('somebody is erased from every table, and the audit log verifies as before: in the database and by the script', async () => {
  const { store, ada, folder, gatehouse } = await company()
  await makeSigningKey(store, sealer, now)
  await signHeads(store, await openSigningKey(store, sealer), now)
  const before = await everything(store)
  for (const canary of ['canary-browser', 'canary-words', '1815', '@Ada', 'ada@acme.example'])
    expect(before).toContain(canary)
  const asked = await gatehouse('person', 'erase', 'ADA')
  expect(asked.stdout).toContain('Nothing was erased')
  expect(await everything(store)).toBe(before)
  expect((await gatehouse('person', 'erase', 'ada', '--confirm', 'adam')).code).toBe(2)
  const erased = await gatehouse('person', 'erase', 'ada', '--confirm', 'ada')
  expect([erased.stderr, erased.stdout]).toEqual(['', expect.stringContaining(ada)])
  const after = await everything(store)
  for (const canary of ['canary-browser', 'canary-words', '1815', '@Ada', 'a@acme.example', '"token"'])
    expect([canary, after.includes(canary)]).toEqual([canary, false])
  expect(after).toContain('so says (erased), (erased) and @adam')
  await signHeads(store, await openSigningKey(store, sealer), now)
  expect((await gatehouse('audit', 'verify', '--no-progress')).code).toBe(0)
  const file = path.join(folder, 'export.jsonl')
  await gatehouse('audit', 'export', '-o', file, '--no-progress')
  const script = path.join(import.meta.dirname, '../../../docs/verify_audit.py')
  expect(execFileSync('python3', [script, file], { encoding: 'utf8' })).toContain('whole: 2 events')
})

test('whoever was erased and comes again is a new person, whom nothing links to the old one', async () => {
  const { store, host, ada } = await company()
  await erasePerson(store, { person: await findKnownPerson(store, ada), by: null, at: now })
  await expect(findKnownPerson(store, 'ada')).rejects.toMatchObject({ code: 'not-found' })
  const again = await recordPerson(store, host, 1815, 'ada')
  expect(again).not.toBe(ada)
  const person = await findKnownPerson(store, ada)
  expect(person).toMatchObject({ login: null, host: null, githubId: null, erasedAt: now })
  await expect(erasePerson(store, { person, by: null, at: now })).rejects.toMatchObject({ code: 'conflict' })
})

test('an export holds every row that names them, and nothing that lets anybody in', async () => {
  const { store, ada, acme } = await company()
  const person = await findKnownPerson(store, 'ada@acme.example')
  expect(person.id).toBe(ada)
  const exported = await exportPerson(store, { person, by: ada, at: now })
  expect(Object.keys(exported.tables).toSorted()).toEqual([
    'access_requests',
    'claude_people',
    'identities',
    'memberships',
    'person_names',
    'sessions',
  ])
  expect(exported.tables['access_requests']).toMatchObject([{ reason: 'canary-words', requested_by: ada }])
  expect(exported.mentions).toEqual([{ table: 'access_requests', column: 'reason', row: '2' }])
  expect(exported.auditEvents).toMatchObject([{ kind: 'session.opened', organization: acme }])
  expect(JSON.stringify(exported)).not.toContain('csrf_token')
})

test('nobody is erased while what is kept of them is held', async () => {
  const { store, acme, ada, adam } = await company()
  const person = await findKnownPerson(store, ada)
  const hold = { organization_id: acme, repository_id: null, reason: 'a case', placed_at: now }
  for (const held of [ada, null]) {
    const { id } = await store.database
      .insertInto('legal_holds')
      .values({ ...hold, person_id: held, placed_by: adam })
      .returning('id')
      .executeTakeFirstOrThrow()
    const refused = erasePerson(store, { person, by: adam, at: now })
    await expect(refused).rejects.toThrow(`hold ${id} of acme`)
    await store.database.updateTable('legal_holds').set({ lifted_at: now }).execute()
  }
  await erasePerson(store, { person, by: adam, at: now })
})

test('every table that names people is decided about, and every text that erasure looks into is there', async () => {
  const { store } = await databases.create()
  const { rows } = await sql<{ table: string; column: string }>`
    select conrelid::regclass::text as table, attname as column from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = any(conkey)
    where contype = 'f' and confrelid = 'people'::regclass`.execute(store.database)
  const decided = new Set([
    ...personPlaces.flatMap(({ table, people }) => people.map((column) => `${table}.${column}`)),
    // The opaque id alone, which is part of what is hashed.
    'audit_events.actor',
  ])
  const missing = rows
    .map(({ table, column }) => `${table}.${column}`)
    .filter((column) => !decided.has(column))
  expect(missing).toEqual([])
  const { rows: columns } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`.execute(
    store.database,
  )
  const names = new Set(columns.map(({ name }) => name))
  const read = [
    ...mentioningWords.map(({ table, column }) => `${table}.${column}`),
    ...personPlaces.flatMap(({ table, words = {}, secret = [] }) =>
      [...Object.entries(words).flat(), ...secret].map((column) => `${table}.${column}`),
    ),
  ]
  expect(read.filter((name) => !names.has(name))).toEqual([])
})
