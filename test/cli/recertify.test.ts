import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { recordHost, recordOrganizations } from '../../app/database/organizations.ts'
import { recordPerson } from '../../app/database/people.ts'
import { askForWork } from '../../app/database/ask-for-work.ts'
import { createRecords } from '../../app/database/records.ts'
import { recordSnapshots } from '../../app/database/repositories.ts'
import type { Store } from '../../app/database/store.ts'
import { addressOf } from '../app/database/address-of.ts'
import { listedRepository } from '../app/database/listed-repository.ts'
import { useDatabases } from '../app/database/test-database.ts'
import { run } from './run.ts'

const databases = useDatabases()
const day = 24 * 60 * 60 * 1000
const ago = (days: number): Date => new Date(Date.now() - days * day)
let store: Store
let acme: string
let mona: string
let repositories: readonly string[]
let variables: Record<string, string>

beforeAll(async () => {
  const created = await databases.create()
  store = created.store
  variables = {
    DATABASE_URL: addressOf(created.connection),
    DATA_FOLDER: mkdtempSync(path.join(tmpdir(), 'gatehouse-recertify-')),
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
  const { all } = await store.transact((unit) => recordOrganizations(unit, host, [ours], ago(0)))
  acme = all[0]!
  const snapshots = ['web', 'shop'].map((name, index) => ({ snapshot: listedRepository(17 + index, name) }))
  repositories = await store.transact((unit) => recordSnapshots(unit, acme, snapshots, ago(0)))
  mona = await recordPerson(store, host, 5, 'mona')
})

const gatehouse = (...args: readonly string[]) => run(args, { variables })

test('who cannot be checked begins none, and what is answered, open and overdue is shown', async () => {
  expect((await gatehouse('recertify')).stdout).toBe('No recertification was begun yet.\n')
  const refused = await gatehouse('recertify', 'start', '--by', 'mona')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('not known whether mona is a Gatehouse owner')
  expect((await gatehouse('recertify')).stdout).toBe('No recertification was begun yet.\n')

  await createRecords(store, askForWork).note(async ({ recertification }) => {
    const opened = { organization: acme, by: mona, dueDays: 21 }
    const id = (await recertification.open(opened, new Date('2026-11-01T08:00:00Z')))!
    const review = await recertification.review(id, acme, { reviewers: ['acme/audit'], repositories })
    await recertification.asked(review, 12, ago(30))
    await recertification.overdue(review, new Date('2026-11-22T08:00:00Z'))
    await recertification.answer(review, 1, 'kept', mona, ago(20))
  })
  expect((await gatehouse('recertify')).stdout).toBe(
    [
      'Begun on 2026-11-01, 21 days to answer: 1 open, 1 kept.',
      'acme/audit: 1 open, 1 kept, overdue since 2026-11-22, issue 12',
      '  2. acme/shop: open',
      '',
    ].join('\n'),
  )
  expect((await gatehouse('recertify', '--all')).stdout).toContain('  1. acme/web: kept\n')
})

test('the register of exceptions escapes what people wrote, and an overdue review is listed first', async () => {
  expect((await gatehouse('exceptions')).stdout).toBe('Nothing is waived.\n')
  await createRecords(store, askForWork).note(async ({ exceptions, requests, reviews }) => {
    const given = { organization: acme, repository: repositories[0]!, by: mona, expiresAt: ago(-30) }
    const control = 'a proxy \u001B[31mmasks it'
    const waived = { check: 'secrets-in-tree' }
    const findings = {
      rules: ['aws-*'],
      kinds: ['secret' as const],
      severity: 'high' as const,
      paths: ['a/\u001B[31m*'],
    }
    await exceptions.give({ ...given, waived, owner: 'acme/shop', control, issue: 3, actsFor: [] }, ago(1))
    const rebuilt = { ...given, expiresAt: ago(-60), waived: { findings }, control: null }
    await exceptions.give({ ...rebuilt, owner: 'acme/shop', issue: 3, actsFor: [] }, ago(1))
    const approval = await requests.approve(
      {
        ...given,
        condition: null,
        request: null,
        kind: 'emergency',
        requestedBy: mona,
        actsFor: [],
        ticket: 'X-1',
        reason: 'x',
      },
      ago(5),
    )
    const [, repository] = repositories
    const dueAt = new Date('2026-11-20T08:00:00Z')
    await reviews.open({ organization: acme, approval, repository: repository!, usedBy: mona, dueAt })
  })
  const { stdout } = await gatehouse('exceptions')
  expect(stdout).toMatch(
    /^\d+\. acme\/web: secrets-in-tree until .*acme\/shop answers for it.*granted by mona in issue 3\n/,
  )
  expect(stdout).toMatch(
    /acme\/web: findings of aws-\* of kind secret up to severity high in a\/.* until .*what is done instead is not in the record.*\n$/,
  )
  expect(stdout).not.toContain('\u001B')
  expect((await gatehouse('requests')).stdout).toMatch(
    /^acme\/shop, emergency, its review OVERDUE since 2026-11-20\n/,
  )
})
