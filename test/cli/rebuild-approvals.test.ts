import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { appendAudit } from '../../app/database/audit-log.ts'
import { exceptionRecorder } from '../../app/database/exceptions.ts'
import { recordHost, recordOrganizations } from '../../app/database/organizations.ts'
import { recordPerson } from '../../app/database/people.ts'
import { recertificationRecords } from '../../app/database/recertification.ts'
import { recordSnapshots } from '../../app/database/repositories.ts'
import { createSealer, createSealKey } from '../../app/database/sealed.ts'
import { signHeads } from '../../app/database/sign-heads.ts'
import { makeSigningKey, openSigningKey } from '../../app/database/signing-key.ts'
import type { NewAuditEvent } from '../../app/enforcement/audit/event.ts'
import { givenEvent } from '../../app/enforcement/exceptions/exception-events.ts'
import { askedEvent, teamsAndPeople } from '../../app/enforcement/recertification/recertification-events.ts'
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

/** Of a condition; of findings; ended; over; and one of an older version, which did not say where it was granted. */
function exceptions(repositories: readonly string[], gus: string): readonly NewAuditEvent[] {
  const [web, api] = repositories
  const about = (repository: string, githubId: number, days: number) => ({
    repository,
    githubId,
    owner: 'acme/risk',
    issue: 4,
    actsFor: [{ name: 'acme/owners' }],
    by: gus,
    expiresAt: new Date(now.getTime() + days * day),
  })
  const findings = { rules: ['aws-*'], paths: ['test/**'] }
  const old = givenEvent('5', { ...about(web!, 17, 9), waived: { check: 'visibility' } })
  const { issue: _, ...data } = old.data
  const end = { exception: '3', check: 'visibility', findings: null }
  return [
    givenEvent('1', { ...about(web!, 17, 9), waived: { check: 'secrets-in-tree' } }),
    givenEvent('2', { ...about(api!, 18, 9), waived: { findings } }),
    givenEvent('3', { ...about(web!, 17, 9), waived: { check: 'visibility' } }),
    { kind: 'exception.ended', actor: gus, subject: `repository:${web!}`, data: end },
    givenEvent('4', { ...about(web!, 17, -1), waived: { check: 'visibility' } }),
    { ...old, data },
  ]
}

/** One that is over; and one with two issues: of three approvals one is confirmed, one is of a repository that is gone. */
function recertification(
  id: string,
  repositories: readonly string[],
  mona: string,
): readonly NewAuditEvent[] {
  const subject = `organization:${id}`
  const opened = (one: string): NewAuditEvent => ({
    kind: 'recertification.opened',
    actor: mona,
    subject,
    data: { recertification: one, approvals: 4, issues: 2, leftOut: 0, dueDays: 21 },
  })
  const answered = (review: string, number: number): NewAuditEvent => ({
    kind: 'recertification.answered',
    actor: mona,
    subject: `repository:${repositories[0]!}`,
    data: { recertification: '8', review, number, answer: 'kept' },
  })
  const asked = { organization: id, recertification: '8' }
  const items = [17, 18, 99].map((githubId, index) => ({ number: index + 1, githubId }))
  const closed = { recertification: '7', approvals: 4, kept: 4 }
  return [
    opened('7'),
    { kind: 'recertification.closed', actor: null, subject, data: closed },
    opened('8'),
    askedEvent({ ...asked, review: '1', issue: 12, ...teamsAndPeople(['acme/risk', '@ada']) }, items),
    askedEvent({ ...asked, review: '2', issue: 13, ...teamsAndPeople(['@ada']) }, items.slice(0, 1)),
    answered('1', 1),
    answered('2', 1),
  ]
}

/** Answered; open in an issue; open, and nobody knows in which; of a repository that is gone. */
function requests(repositories: readonly string[], tess: string): readonly NewAuditEvent[] {
  const subject = `repository:${repositories[0]!}`
  const opened = (request: string, repository: number, issue: number | null): NewAuditEvent => ({
    kind: 'request.opened',
    actor: tess,
    subject,
    data: { request, repository, source: 'issue', days: 30, issue },
  })
  return [
    opened('21', 17, 31),
    { kind: 'request.closed', actor: tess, subject, data: { request: '21', state: 'denied' } },
    opened('22', 17, 32),
    opened('23', 18, null),
    opened('24', 99, 34),
  ]
}

beforeAll(async () => {
  const first = await acme(true)
  const { store, host, id, repositories } = first
  variables = first.variables
  const mona = await recordPerson(store, host, 5, 'mona')
  const hubot = await recordPerson(store, host, 6, 'hubot')
  // Who has approved nothing is known to the record by the exception alone.
  const gus = await recordPerson(store, host, 7, 'gus')
  // And who has only asked, by the request.
  const tess = await recordPerson(store, host, 8, 'tess')
  await store.transact((unit) =>
    exceptionRecorder(unit).give(
      {
        organization: id,
        repository: repositories[0]!,
        waived: { check: 'secrets-in-tree' },
        owner: 'acme/risk',
        control: 'x',
        issue: 4,
        by: gus,
        actsFor: [],
        expiresAt: now,
      },
      now,
    ),
  )
  await store.database
    .insertInto('access_requests')
    .values({
      organization_id: id,
      repository_id: repositories[0]!,
      requested_by: tess,
      reason: 'x',
      days: 30,
      state: 'open',
      source: 'issue',
      issue: 32,
      opened_at: now,
      closed_at: null,
      closed_by: null,
      close_reason: null,
    })
    .execute()
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
    ...exceptions(repositories, gus),
    ...requests(repositories, tess),
    ...recertification(id, repositories, mona),
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
  const asked = await fresh.store.database.selectFrom('work').select('key').orderBy('key').execute()
  expect(asked.map(({ key }) => key)).toEqual([
    ...fresh.repositories.map((id) => `repository:${id}`).toSorted(),
    `requests:${fresh.id}`,
  ])
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

test('exceptions and what was still to be confirmed are there again, in the same issues, and from a second export too', async () => {
  const fresh = await acme(false)
  const heads = ['--heads', file('heads.jsonl')]
  const { stdout } = await rebuild(fresh.variables, 'all.jsonl', ...heads)
  const lines = stdout.replaceAll(/\s+/g, ' ')
  expect(lines).toContain(
    'github.com/acme, exceptions: 2 given again · 1 whose term is over · 1 that do not say enough',
  )
  expect(lines).toContain(
    'github.com/acme, approvals to confirm: 1 given again · 1 whose repository or people are not known here',
  )
  const rows = await fresh.store.database.selectFrom('exceptions').selectAll().orderBy('id').execute()
  const common = { control: null, owner: 'acme/risk', issue: 4, ended_at: null }
  expect(rows).toMatchObject([
    { ...common, repository_id: fresh.repositories[0]!, check_id: 'secrets-in-tree', findings: null },
    {
      ...common,
      repository_id: fresh.repositories[1]!,
      check_id: null,
      findings: { rules: ['aws-*'], paths: ['test/**'] },
      granted_at: new Date(now.getTime() - 2 * day),
      expires_at: new Date(now.getTime() + 9 * day),
    },
  ])
  const open = async ({ store, id }: Pick<typeof fresh, 'store' | 'id'>) => {
    const records = recertificationRecords(store)
    return records.reviews((await records.open(id))!, now)
  }
  const review = {
    reviewers: ['acme/risk'],
    dueDays: 21,
    issue: 12,
    askedAt: new Date(now.getTime() - 2 * day),
    overdueAt: null,
  }
  expect(await open(fresh)).toMatchObject([
    { ...review, items: [{ number: 2, repository: fresh.repositories[1]!, state: 'open' }] },
  ])
  const again = (await rebuild(fresh.variables, 'all.jsonl', ...heads)).stdout.replaceAll(/\s+/g, ' ')
  expect(again).toContain('exceptions: 0 given again · 2 here already')
  expect(again).toContain('approvals to confirm: 0 given again · 2 here already')

  // What is exported from here says all of it too.
  const sealer = createSealer([createSealKey(randomBytes(32))])
  await makeSigningKey(fresh.store, sealer, now)
  await signHeads(fresh.store, await openSigningKey(fresh.store, sealer), now)
  await run(['audit', 'export', '--organization', 'acme', '-o', file('third.jsonl')], {
    variables: fresh.variables,
  })
  await run(['audit', 'heads', '-o', file('third-heads.jsonl')], { variables: fresh.variables })
  const third = await acme(true)
  expect(await rebuild(third.variables, 'third.jsonl', '--heads', file('third-heads.jsonl'))).toMatchObject({
    code: 0,
    stderr: '',
  })
  expect(
    await third.store.database.selectFrom('exceptions').selectAll().orderBy('id').execute(),
  ).toMatchObject(
    rows.map(({ check_id, findings, granted_at, expires_at }) => ({
      check_id,
      findings,
      granted_at,
      expires_at,
    })),
  )
  expect(await open(third)).toMatchObject([
    { ...review, items: [{ number: 2, repository: third.repositories[1]! }] },
  ])
})

test('requests that nobody had answered are open again, in their issues, once', async () => {
  const fresh = await acme(false)
  const heads = ['--heads', file('heads.jsonl')]
  const said = async () =>
    (await rebuild(fresh.variables, 'all.jsonl', ...heads)).stdout.replaceAll(/\s+/g, ' ')
  expect(await said()).toContain(
    'github.com/acme, requests: 1 given again · 1 whose repository or people are not known here · 1 that do not say enough',
  )
  const rows = await fresh.store.database.selectFrom('access_requests').selectAll().execute()
  expect(rows).toMatchObject([
    {
      repository_id: fresh.repositories[0]!,
      requested_by: await recordPerson(fresh.store, fresh.host, 8, 'tess'),
      reason: '',
      days: 30,
      state: 'open',
      issue: 32,
      opened_at: new Date(now.getTime() - 2 * day),
      closed_at: null,
    },
  ])
  // Also when somebody has answered it here meanwhile.
  await fresh.store.database.updateTable('access_requests').set({ state: 'denied', closed_at: now }).execute()
  expect(await said()).toContain('requests: 0 given again · 1 here already')
  expect(await fresh.store.database.selectFrom('access_requests').selectAll().execute()).toHaveLength(1)
})
