import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readAudit } from '../../app/database/audit-log.ts'
import { recordHold } from '../../app/database/brakes.ts'
import { recordEffectStep, recordPlan } from '../../app/database/effects.ts'
import { recordHost, recordOrganizations } from '../../app/database/organizations.ts'
import { recordPerson } from '../../app/database/people.ts'
import { recordSnapshots } from '../../app/database/repositories.ts'
import type { Store } from '../../app/database/store.ts'
import { addressOf } from '../app/database/address-of.ts'
import { listedRepository } from '../app/database/listed-repository.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { run } from './run.ts'

const databases = useDatabases()
const now = new Date('2026-11-26T08:00:00Z')
let store: Store
let acme: string
let repositories: readonly string[]
let variables: Record<string, string>

beforeAll(async () => {
  const created = await databases.create()
  store = created.store
  variables = {
    DATABASE_URL: addressOf(created.connection),
    DATA_FOLDER: mkdtempSync(path.join(tmpdir(), 'gatehouse-plan-')),
    MODE: 'enforce',
  }
  const host = await recordHost(store, 'github.com')
  const ours = {
    installationId: 9,
    githubId: 1,
    login: 'acme',
    isSuspended: false,
    selection: 'all' as const,
    permissions: {},
  }
  const { all } = await store.transact((unit) => recordOrganizations(unit, host, [ours], now))
  acme = all[0]!
  const snapshots = ['web', '\u001B[31mapi'].map((name, index) => ({
    snapshot: listedRepository(17 + index, name),
  }))
  repositories = await store.transact((unit) => recordSnapshots(unit, acme, snapshots, now))
  await recordPerson(store, host, 5, 'mona')
})

const gatehouse = (...args: readonly string[]) => run(args, { variables })
const planFor = async (index: number): Promise<string> => {
  const repository = repositories[index]!
  const wanted = {
    action: { kind: 'disconnect', assistant: 'claude', installation: 7, githubId: 17 + index },
    reason: 'The decision denies it.',
    policy: null,
  } as const
  const subject = { planner: 'decision', organization: acme, repository } as const
  const { planned } = await store.transact((unit) => recordPlan(unit, subject, [wanted], now))
  return planned[0]!.id
}
const digestIn = (text: string): string => /--digest ([0-9a-f]{16})/.exec(text)![1]!
const accept = (digest: string, ...more: readonly string[]) =>
  gatehouse('plan', 'accept', '--by', 'mona', '--digest', digest, ...more)
const events = async () => {
  const found = []
  for await (const event of readAudit(store, 'everything', acme)) found.push(event)
  return found
}

test('a plan is shown with what keeps it, and only what was shown is accepted', async () => {
  expect(await gatehouse('plan')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing is open'),
  })
  await planFor(0)
  const shown = await gatehouse('plan', 'show', '--organization', 'acme')
  expect(shown.code).toBe(3)
  expect(shown.stdout).toContain(
    '? acme: 1 change for a Gatehouse owner to accept\n  1 disconnect, to be made\n',
  )
  expect(shown.stdout).toContain('Nobody has accepted yet what would be enforced')
  expect(shown.stdout).toContain('  acme/web  disconnect assistant claude, installation 7\n')
  expect(shown.stdout).toContain('The decision denies it.')
  const seen = digestIn(shown.stdout)
  // Something else comes up between looking and accepting.
  await planFor(1)
  const refused = await accept(seen)
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('it has changed since') })
  expect(await events()).toEqual([])
  const again = await gatehouse('plan')
  expect(again.stdout).not.toContain('\u001B')
  const accepted = await accept(digestIn(again.stdout), '--reason', 'looked at in SEC-12')
  expect(accepted.code).toBe(0)
  expect(accepted.stdout).toContain('Accepted for acme: 2 changes.')
  expect(accepted.stdout).toContain('It is not known whether mona is a Gatehouse owner:')
  expect((await events()).map(({ kind, data, actor }) => [kind, actor !== null, data])).toEqual([
    [
      'enforcement.accepted',
      true,
      {
        digest: digestIn(again.stdout),
        effects: 2,
        reason: 'looked at in SEC-12',
        unverified: expect.stringContaining('credentials'),
      },
    ],
  ])
  expect(await accept(digestIn(again.stdout))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Nothing waits to be accepted'),
  })
})

test('what is held passes when it is accepted, and nothing that was added behind it', async () => {
  const held = await store.database.selectFrom('effects').select('id').orderBy('id').execute()
  const hold = await store.transact(async (unit) => {
    const id = await recordHold(unit, acme, 'It would take 2 connections within an hour.', now)
    await recordEffectStep(unit, held[0]!.id, { state: 'held', problem: 'too much', hold: id }, now)
    return id
  })
  const shown = await gatehouse('plan')
  expect(shown).toMatchObject({ code: 3 })
  expect(shown.stdout).toContain(
    '? Held since 2026-11-26 08:00 UTC: It would take 2 connections within an hour.',
  )
  expect(shown.stdout).toContain('  1 disconnect, held\n  1 disconnect, to be made\n')
  await store.transact((unit) =>
    recordEffectStep(unit, held[1]!.id, { state: 'held', problem: 'too much', hold }, now),
  )
  expect(await accept(digestIn(shown.stdout))).toMatchObject({ code: 2 })
  const record = JSON.parse((await gatehouse('plan', '-f', 'json')).stdout)
  expect(record).toMatchObject({
    version: 1,
    counts: [{ kind: 'disconnect', state: 'held', count: 2 }],
    isAccepted: true,
    doneAt: null,
  })
  expect(await accept(record.digest)).toMatchObject({ code: 0 })
  const states = await store.database.selectFrom('effects').select('state').execute()
  expect(states).toEqual([{ state: 'planned' }, { state: 'planned' }])
  const closed = (await events()).at(-1)
  expect(closed).toMatchObject({ kind: 'hold.closed', data: { hold, outcome: 'accepted', effects: 2 } })
  expect((await gatehouse('plan')).stdout).toContain('is done by about')
})

test('pause and resume are in the chain, with the reason, and say where another pause goes on', async () => {
  await gatehouse('pause', '--reason', 'the whole of it')
  await gatehouse('pause', '--organization', 'acme', '--reason', 'only acme')
  expect((await gatehouse('pause', '--reason', 'again')).stdout).toContain('It was paused already')
  expect((await gatehouse('plan')).stdout).toMatch(/Paused since .* by .+: the whole of it/)
  expect((await gatehouse('resume')).stdout).toMatch(/acme is still paused by .+: only acme/)
  expect((await gatehouse('resume', '--organization', 'acme')).stdout).not.toContain('still paused')
  expect((await gatehouse('resume')).stdout).toContain('The whole deployment was not paused by itself.')
  const told = (await events()).filter(({ kind }) => kind.startsWith('changes.'))
  expect(told.map(({ kind, data }) => [kind, data['of'], data['reason']])).toEqual([
    ['changes.paused', 'deployment', 'the whole of it'],
    ['changes.paused', 'organization', 'only acme'],
    ['changes.resumed', 'deployment', ''],
    ['changes.resumed', 'organization', ''],
  ])
})

test.each([
  [['plan', 'accept', '--digest', '0'.repeat(16)], '--by'],
  [['plan', 'accept', '--by', 'mona'], '--digest'],
  [['plan', 'accept', '--by', 'nobody', '--digest', '0'.repeat(16)], 'Nobody called nobody is known'],
  [['pause'], '--reason'],
  [['pause', '--reason', ' '], 'Say why with --reason.'],
  [['plan', '--organization', 'none'], 'No organization called none'],
])('%j is refused', async (args, problem) => {
  expect(await gatehouse(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(problem) })
})

test('the help says that a refused plan stays held', async () => {
  const help = await gatehouse('plan', 'accept', '--help')
  expect(help.stdout.replaceAll(/\s+/g, ' ')).toContain('there is no command to drop it')
})

test('who pauses and who resumes is recorded, as far as it is known, and nobody is refused', async () => {
  const before = (await events()).length
  const told = async () =>
    (await events()).slice(before).map(({ kind, actor, data }) => [kind, actor !== null, data])
  const unverified = 'GitHub was not asked who ordered it'
  const pause = expect.stringMatching(/^[0-9]+$/)
  const paused = await gatehouse('pause', '--reason', 'SEC-13', '--by', 'mona')
  expect(paused).toMatchObject({ code: 0, stderr: '' })
  expect(paused.stdout).toBe('Paused: nothing is changed in the whole deployment until `gatehouse resume`.\n')
  expect((await gatehouse('plan')).stdout).toMatch(/Paused since [-0-9: ]+ UTC by mona: SEC-13/)
  expect(JSON.parse((await gatehouse('plan', '-f', 'json')).stdout)).toMatchObject({
    pause: 'SEC-13',
    pausedBy: 'mona',
  })
  // Whoever it is, they stop everything; that they are not known is said.
  const other = await gatehouse('pause', '--reason', 'me too', '--by', 'hubot', '--organization', 'acme')
  expect(other.stdout).toContain('Nobody called hubot is known here yet')
  // Nobody says who: it is the account that the command runs as, which is in no chain.
  const resumed = await gatehouse('resume', '--reason', 'it is over')
  expect(resumed.stdout).toContain('acme is still paused by hubot: me too')
  expect(await told()).toEqual([
    ['changes.paused', true, { reason: 'SEC-13', of: 'deployment', pause, unverified }],
    ['changes.paused', false, { reason: 'me too', of: 'organization', pause, unverified: null }],
    ['changes.resumed', false, { reason: 'it is over', of: 'deployment', pause, unverified: null }],
  ])
  const kept = await store.database
    .selectFrom('pauses')
    .select(['paused_account', 'resumed_account'])
    .orderBy('id')
    .execute()
  expect(kept.slice(-2)).toEqual([
    { paused_account: 'tester', resumed_account: 'tester' },
    { paused_account: 'hubot', resumed_account: null },
  ])
  expect(await gatehouse('resume', '--organization', 'acme')).toMatchObject({ code: 0 })
})
