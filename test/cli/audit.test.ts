import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { appendAudit } from '../../app/database/audit-log.ts'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import { signHeads } from '../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey, pemOf } from '../../app/database/signing-key.ts'
import type { Store } from '../../app/database/store.ts'
import { addOrganization } from '../app/database/add-organization.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { run } from './run.ts'

const databases = useDatabases()
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-audit-'))
chmodSync(folder, 0o755)
const file = (name: string): string => path.join(folder, name)
let store: Store
let variables: Record<string, string>

beforeAll(async () => {
  const created = await databases.create()
  const { connection } = created
  store = created.store
  if (!('host' in connection)) throw new Error('the private PostgreSQL is reached by a socket')
  const { user, password, host, port, database } = connection
  variables = {
    DATABASE_URL: `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
  }
  const sealer = createSealer([createSealKey(randomBytes(32))])
  await makeSigningKey(store, sealer, new Date())
  const key = await openSigningKey(store, sealer)
  writeFileSync(file('key.pem'), pemOf(key.publicKey))
  const acme = await addOrganization(store, 'acme')
  // The clock goes back between them.
  for (const at of ['2026-11-26T08:00:00.000Z', '2026-11-25T08:00:00.000Z', '2026-11-27T08:00:00.000Z'])
    await store.transact((unit) =>
      appendAudit(unit, acme, new Date(at), [
        {
          kind: 'policy.changed',
          actor: null,
          subject: "=cmd|'/C calc'!A0",
          data: { name: '+1', ü: ['💥'] },
        },
      ]),
    )
  await signHeads(store, key, new Date())
})

const audit = (...args: readonly string[]) => run(['audit', ...args], { variables })

test('a whole record verifies, exports, and verifies again from its file', async () => {
  const verified = await audit('verify', '--public-key', file('key.pem'))
  expect(verified).toMatchObject({ code: 0, stderr: '' })
  expect(verified.stdout).toContain('Whole: 3 events of 1 organization')
  expect(await audit('export', '-o', file('all.jsonl'))).toMatchObject({ code: 0 })
  expect(await audit('heads', '-o', file('heads.jsonl'))).toMatchObject({ code: 0 })
  const fromFile = await run([
    'audit',
    'verify',
    '--export',
    file('all.jsonl'),
    '--heads',
    file('heads.jsonl'),
  ])
  expect(fromFile).toMatchObject({ code: 0, stderr: '' })
})

test('a part is cut at its ends and verifies as a part', async () => {
  await audit('export', '--from', '2026-11-27', '-o', file('part.jsonl'))
  const { code, stdout } = await run(['audit', 'verify', '--export', file('part.jsonl')])
  expect(code).toBe(4)
  expect(stdout).toContain('Unbroken, but not proven whole')
  expect(stdout).toContain('only events 3 to 3')
})

test('CSV keeps formulas harmless, OCSF is one event a line', async () => {
  const { stdout } = await audit('export', '--format', 'csv')
  const rows = parse<Record<string, string>>(stdout, { columns: true })
  expect(rows).toHaveLength(3)
  expect(rows[0]?.['subject']).toMatch(/^'=cmd/)
  const ocsf = await audit('export', '--format', 'ocsf')
  expect(
    ocsf.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).class_uid),
  ).toEqual([3004, 3004, 3004])
})

test('no output has a password or a sealed value', async () => {
  const password = /:([^@]+)@/.exec(variables['DATABASE_URL']!)![1]!
  for (const args of [['verify'], ['export'], ['heads'], ['verify', '--organization', 'nobody']]) {
    const { stdout, stderr } = await audit(...args)
    expect(stdout + stderr).not.toContain(password)
    expect(stdout + stderr).not.toContain('PRIVATE')
  }
})

test('a script in Python agrees, and sees a change', ({ skip }) => {
  skip(spawnSync('python3', ['--version']).status !== 0, 'there is no Python here')
  const script = path.join(import.meta.dirname, '../../docs/verify_audit.py')
  const kept = ['--heads', file('heads.jsonl'), '--public-key', file('key.pem')]
  const said = execFileSync('python3', [script, file('all.jsonl'), ...kept], { encoding: 'utf8' })
  expect(said).toBe('whole: 3 events of 1 organizations\n')
  writeFileSync(file('changed.jsonl'), readFileSync(file('all.jsonl'), 'utf8').replace('"+1"', '"+2"'))
  expect(spawnSync('python3', [script, file('changed.jsonl')]).status).toBe(1)
})

test('a changed event ends with 1 and says where and what that means', async () => {
  await sql`alter table audit_events disable trigger append_only`.execute(store.database)
  await sql`update audit_events set data = '{}' where sequence = 2`.execute(store.database)
  const { code, stdout } = await audit('verify')
  expect(code).toBe(1)
  expect(stdout).toContain('github.com/acme: event 2 does not match its own hash')
  expect(stdout).toContain('changed after it was recorded')
})
