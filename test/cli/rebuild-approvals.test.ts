import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { appendAudit } from '../../app/database/audit-log.ts'
import { recordHost, recordOrganizations } from '../../app/database/organizations.ts'
import { recordPerson } from '../../app/database/people.ts'
import { recordSnapshots } from '../../app/database/repositories.ts'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import { signHeads } from '../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey } from '../../app/database/signing-key.ts'
import type { NewAuditEvent } from '../../app/enforcement/audit/event.ts'
import { addressOf } from '../app/database/address-of.ts'
import { listedRepository } from '../app/database/listed-repository.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { run } from './run.ts'

const databases = useDatabases()
const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-rebuild-'))
const file = (name: string): string => path.join(folder, name)
const day = 24 * 60 * 60 * 1000
const now = new Date()

/** A database that knows acme and its repositories `web` (17) and `api` (18), and nothing else. */
async function acme(isFirst: boolean) {
  const { store, connection } = await databases.create()
  const host = await recordHost(store, 'github.com')
  const other = { installationId: 8, githubId: 2, login: 'other', selection: 'all', permissions: {} } as const
  const ours = { installationId: 9, githubId: 1, login: 'acme', selection: 'all', permissions: {} } as const
  // Our own ids are others in the second one.
  const listed = isFirst ? [ours] : [other, ours]
  const { all } = await store.transact((unit) =>
    recordOrganizations(
      unit,
      host,
      listed.map((one) => ({ ...one, isSuspended: false })),
      now,
    ),
  )
  const id = all.at(-1)!
  const snapshots = ['web', 'api'].map((name, index) => ({ snapshot: listedRepository(17 + index, name) }))
  if (!isFirst)
    await store.transact((unit) => recordSnapshots(unit, id, [{ snapshot: listedRepository(3, 'x') }], now))
  const repositories = await store.transact((unit) => recordSnapshots(unit, id, snapshots, now))
  return {
    store,
    host,
    id,
    repositories,
    variables: { DATABASE_URL: addressOf(connection), DATA_FOLDER: folder },
  }
}

let variables: Record<string, string>

beforeAll(async () => {
  const first = await acme(true)
  const { store, host, id, repositories } = first
  variables = first.variables
  const mona = await recordPerson(store, host, 5, 'mona')
  const hubot = await recordPerson(store, host, 6, 'hubot')
  const sealer = createSealer([createSealKey(randomBytes(32))])
  await makeSigningKey(store, sealer, now)
  const given = (approval: string, repository: number, days: number): NewAuditEvent => ({
    kind: 'approval.given',
    actor: mona,
    subject: `repository:${repositories[0]!}`,
    data: {
      approval,
      request: '1',
      kind: 'approval',
      repository,
      requestedBy: hubot,
      actsFor: [{ name: 'acme/security', githubId: 12 }],
      expiresAt: new Date(now.getTime() + days * day).toISOString(),
    },
  })
  const added: NewAuditEvent = {
    kind: 'organization.added',
    actor: null,
    subject: `organization:${id}`,
    data: {},
  }
  const ended: NewAuditEvent = {
    kind: 'approval.ended',
    actor: mona,
    subject: `repository:${repositories[1]!}`,
    data: { approval: '2', why: 'revoked' },
  }
  // In force; ended; over; of a repository that is gone.
  const events = [
    added,
    given('1', 17, 30),
    given('2', 18, 30),
    ended,
    given('3', 17, -1),
    given('4', 99, 30),
  ]
  await store.transact((unit) => appendAudit(unit, id, new Date(now.getTime() - 2 * day), events))
  await store.database
    .insertInto('approvals')
    .values({
      organization_id: id,
      repository_id: repositories[0]!,
      request_id: null,
      kind: 'approval',
      given_by: mona,
      requested_by: hubot,
      acts_for: '[]',
      granted_at: now,
      expires_at: now,
      ticket: null,
      reason: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .execute()
  await signHeads(store, await openSigningKey(store, sealer), now)
  await run(['audit', 'export', '-o', file('all.jsonl')], { variables })
  await run(['audit', 'heads', '-o', file('heads.jsonl')], { variables })
})

const rebuild = (given: Readonly<Record<string, string>>, name: string, ...more: readonly string[]) =>
  run(['audit', 'rebuild-approvals', file(name), ...more], { variables: given })

test('what was approved is approved in a new database, once, by the same people, and exported again', async () => {
  const fresh = await acme(false)
  const heads = ['--heads', file('heads.jsonl')]
  const rebuilt = await rebuild(fresh.variables, 'all.jsonl', ...heads)
  expect(rebuilt).toMatchObject({ code: 4, stderr: '' })
  expect(rebuilt.stdout.replaceAll(/\s+/g, ' ')).toContain(
    'github.com/acme: 1 given again · 1 whose term is over · 1 whose repository or people are not known here',
  )
  const rows = await fresh.store.database.selectFrom('approvals').selectAll().execute()
  expect(rows).toMatchObject([
    {
      repository_id: fresh.repositories[0]!,
      kind: 'approval',
      acts_for: [{ name: 'acme/security', githubId: 12 }],
      granted_at: new Date(now.getTime() - 2 * day),
      expires_at: new Date(now.getTime() + 30 * day),
    },
  ])
  // Who comes back to Gatehouse is the same person, and cannot approve twice.
  expect(await recordPerson(fresh.store, fresh.host, 5, 'mona')).toBe(rows[0]!.given_by)
  expect(await recordPerson(fresh.store, fresh.host, 6, 'hubot')).toBe(rows[0]!.requested_by)
  const asked = await fresh.store.database.selectFrom('work').select('key').execute()
  expect(asked).toEqual([{ key: `repository:${fresh.repositories[0]!}` }])
  const again = await rebuild(fresh.variables, 'all.jsonl', ...heads)
  expect(again.stdout).toContain('0 given again · 1 here already')
  await run(['audit', 'export', '-o', file('second.jsonl')], { variables: fresh.variables })
  const events = readFileSync(file('second.jsonl'), 'utf8')
  expect(events).toContain('"rebuiltFrom":{"hash":')
  expect(events).toContain('{"type":"person"')
})

test('nothing is taken from a record that vouches only for itself, was changed, or is a part', async () => {
  const fresh = await acme(false)
  const heads = ['--heads', file('heads.jsonl')]
  expect(await rebuild(fresh.variables, 'all.jsonl')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('vouches only for itself'),
  })
  const text = readFileSync(file('all.jsonl'), 'utf8')
  writeFileSync(file('changed.jsonl'), text.replace('"repository":17', '"repository":18'))
  writeFileSync(file('cut.jsonl'), text.split('\n').slice(0, -3).join('\n'))
  for (const name of ['changed.jsonl', 'cut.jsonl'])
    expect(await rebuild(fresh.variables, name, ...heads)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not proven whole'),
    })
  // Without its people nobody is made up.
  const nobody = text.split('\n').filter((line) => !line.startsWith('{"type":"person"'))
  writeFileSync(file('nobody.jsonl'), nobody.join('\n'))
  expect((await rebuild(fresh.variables, 'nobody.jsonl', ...heads)).stdout).toContain('0 given again')
  expect(await fresh.store.database.selectFrom('approvals').selectAll().execute()).toEqual([])
})
