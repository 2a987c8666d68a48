import { describe, expect, test } from 'vitest'
import { createBlobCache, forgetOldRules } from '../../../app/database/blob-cache.ts'
import { readFindings, readPresentFindings, recordFindings } from '../../../app/database/findings.ts'
import { readContent } from '../../../app/database/content.ts'
import { recordReach } from '../../../app/database/inventory.ts'
import { readIntervals } from '../../../app/database/reach-intervals.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import { readScan, recordScan } from '../../../app/database/scans.ts'
import { readSecretAlerts, recordSecretAlerts } from '../../../app/database/secret-alerts.ts'
import type { Store } from '../../../app/database/store.ts'
import { reviewFindings, type ReviewInput } from '../../../app/enforcement/findings/review-findings.ts'
import { nextScanRecord, scanFact } from '../../../app/enforcement/findings/scan-record.ts'
import type { RepositorySnapshot, SecretAlert } from '../../../app/enforcement/github.ts'
import type { Reach } from '../../../app/enforcement/inventory/reach.ts'
import type { ScanOutcome } from '../../../app/enforcement/scanning.ts'
import { emptyAllowlist } from '../../../policies/allowlist.ts'
import { known } from '../../../policies/facts.ts'
import { resolvePolicy } from '../../../policies/resolve-policy.ts'
import type { Coverage, Finding } from '../../../scanner/engine/finding.ts'
import { createInlinePool } from '../../../scanner/pool/pool.ts'
import { scanHistory } from '../../../scanner/scan-history.ts'
import { githubRule, githubToken } from '../../cli/secrets.ts'
import { newRepository } from '../../scanner/sources/git-fixture.ts'
import { openForTest } from '../../scanner/sources/open-for-test.ts'
import { assessed, inHistory } from '../enforcement/findings/sample-finding.ts'
import { addOrganization } from './add-organization.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const on = (day: number): Date => new Date(`2026-11-${day}T08:00:00Z`)
const [monday, tuesday, wednesday] = [on(23), on(24), on(25)]

async function acmeWithWeb() {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const snapshot: RepositorySnapshot = {
    githubId: 1,
    name: 'web',
    visibility: 'private',
    isArchived: false,
    isFork: false,
    defaultBranch: 'main',
    topics: known([]),
    headCommit: 'c'.repeat(40),
    pushedAt: null,
    workflows: known([]),
    codeowners: known(null),
    origin: null,
  }
  const [web = ''] = await store.transact((unit) => recordSnapshots(unit, acme, [{ snapshot }], monday))
  return { store, acme, web }
}

const coverage: Coverage = { files: 1, bytes: 1, commits: 1, blobs: 1, notScanned: [] }
const scanned = (findings: readonly Finding[], headCommit = 'c'.repeat(40)): ScanOutcome => ({
  status: 'scanned',
  basis: 'basis',
  version: 'version',
  pushedAt: null,
  headCommit,
  history: 'whole',
  result: { findings, comments: [], coverage },
  evidence: { otherWorkflows: [], activity: [], leftOut: [] },
})
const failed: ScanOutcome = { status: 'not-scanned', code: 'unreachable', why: 'It could not be reached.' }
const policy = resolvePolicy({ version: 1, default: 'deny', groups: [] })

/** What the use case does: reads what is recorded, reviews, records. */
async function review(store: Store, web: string, input: Pick<ReviewInput, 'outcome' | 'now'>) {
  const [before, record, alerts] = await Promise.all([
    readFindings(store, 'everything', web),
    readScan(store, 'everything', web),
    readSecretAlerts(store, 'everything', web),
  ])
  const reviewed = reviewFindings({
    repository: web,
    before,
    record,
    alerts,
    policy,
    allowlist: emptyAllowlist,
    ...input,
  })
  return store.transact(async (unit) => {
    if (reviewed.record) await recordScan(unit, web, reviewed.record)
    const changes = []
    for (const one of reviewed.changes) changes.push(...(await recordFindings(unit, web, one)))
    return { ...reviewed, recorded: changes }
  })
}

describe('findings', () => {
  test('are kept with their states from scan to scan, and failures take nothing away', async () => {
    const { store, web } = await acmeWithWeb()
    const { status: _, ...finding } = assessed()
    const { status: _status, ...old } = inHistory()
    const states = async () =>
      (await readFindings(store, 'everything', web)).map(({ state, changedAt }) => [state, changedAt])
    const first = await review(store, web, { outcome: scanned([finding]), now: monday })
    expect(first.recorded).toMatchObject([{ before: undefined, id: expect.stringMatching(/^\d+$/) }])
    expect((await review(store, web, { outcome: failed, now: tuesday })).recorded).toEqual([])
    expect(await states()).toEqual([['open', monday]])
    expect(await readContent(store, web)).toEqual({
      scan: { known: true, value: { coverage, history: true } },
      failedAt: tuesday,
      findings: [finding],
      comments: [],
      alerts: [],
      verdicts: [],
      scanned: { commit: 'c'.repeat(40), pushedAt: null, version: 'version' },
      otherWorkflows: { known: true, value: [] },
    })
    const fixed = await review(store, web, { outcome: scanned([old]), now: tuesday })
    expect(fixed.recorded).toMatchObject([{ before: 'open', after: { state: 'fixed-at-tip' } }])
    expect(fixed.recorded[0]!.id).toBe(first.recorded[0]!.id)
    // Nothing was scanned, only looked at again.
    expect((await review(store, web, { outcome: undefined, now: wednesday })).findings).toMatchObject([
      { status: 'open', history: { tracked: false } },
    ])
    await review(store, web, { outcome: scanned([]), now: wednesday })
    expect(await states()).toEqual([['gone', wednesday]])
    expect(await readPresentFindings(store, 'everything', web)).toEqual([])
  })

  test('may hold every character that a file does, and paths of any length', async () => {
    const { store, web } = await acmeWithWeb()
    const odd = { excerpt: 'a\u0000b\ud800 \\u0000', path: 'x/'.repeat(3000) }
    const { status: _, ...finding } = assessed(odd)
    await review(store, web, { outcome: scanned([finding]), now: monday })
    const again = await review(store, web, { outcome: scanned([finding]), now: tuesday })
    expect(again.recorded).toEqual([])
    expect(await readPresentFindings(store, 'everything', web)).toMatchObject([odd])
  })

  test('thousands are recorded in one go', async () => {
    const { store, web } = await acmeWithWeb()
    const many = Array.from({ length: 2500 }, (_, index) => {
      const { status: _status, ...finding } = assessed({ path: `${index}.txt` })
      return finding
    })
    const { recorded } = await review(store, web, { outcome: scanned(many), now: monday })
    expect(new Set(recorded.map(({ id }) => id)).size).toBe(2500)
  })

  test('are seen by nobody outside their scope', async () => {
    const { store, web } = await acmeWithWeb()
    const { status: _, ...finding } = assessed()
    await review(store, web, { outcome: scanned([finding]), now: monday })
    const nobody = { organizations: [] }
    expect(await readFindings(store, nobody, web)).toEqual([])
    expect(await readScan(store, nobody, web)).toBeUndefined()
    expect(await readSecretAlerts(store, nobody, web)).toEqual([])
    expect(await readIntervals(store, nobody, web)).toEqual([])
  })
})

describe('what a decision takes from the scans', () => {
  test('is unknown before the first, and where one failed after a push', async () => {
    const { store, web } = await acmeWithWeb()
    const factAt = async (head: string) => scanFact(await readScan(store, 'everything', web), head)
    const head = 'c'.repeat(40)
    expect(await factAt(head)).toEqual({ known: false, why: 'it was not scanned yet' })
    await review(store, web, { outcome: failed, now: monday })
    expect(await factAt(head)).toEqual({ known: false, why: 'it could not be reached' })
    await review(store, web, { outcome: scanned([]), now: tuesday })
    expect(await factAt(head)).toEqual({ known: true, value: { coverage, history: true } })
    await review(store, web, { outcome: failed, now: wednesday })
    expect(await factAt(head)).toMatchObject({ known: true })
    expect(await factAt('d'.repeat(40))).toEqual({
      known: false,
      why: 'it could not be reached; the last good scan, of 2026-11-24, looked at cccccccccccc',
    })
  })

  test('stands as it was where nothing has changed', () => {
    const good = nextScanRecord(undefined, scanned([]), monday)
    const unchanged: ScanOutcome = {
      status: 'unchanged',
      basis: 'basis',
      version: 'version',
      pushedAt: '2026-11-24T07:00:00Z',
      headCommit: 'c'.repeat(40),
    }
    expect(nextScanRecord({ ...good, failed: null }, unchanged, tuesday)).toEqual({
      good: { ...good.good, at: tuesday, pushedAt: '2026-11-24T07:00:00Z' },
      failed: null,
    })
  })
})

test('alerts keep the day on which they were first seen resolved, and those that are gone are forgotten', async () => {
  const { store, web } = await acmeWithWeb()
  const alert = (number: number, more: Partial<SecretAlert> = {}): SecretAlert => ({
    number,
    type: 'github_personal_access_token',
    state: 'open',
    resolution: null,
    validity: 'unknown',
    places: [{ path: 'z.sh', line: 1, blob: 'b'.repeat(40) }],
    ...more,
  })
  const revoked = { state: 'resolved', resolution: 'revoked' } as const
  const record = (alerts: readonly SecretAlert[], at: Date) =>
    store.transact((unit) => recordSecretAlerts(unit, web, alerts, at))
  await record([alert(1), alert(2)], monday)
  const { recorded } = await review(store, web, { outcome: scanned([]), now: monday })
  expect(recorded).toMatchObject([
    { after: { source: 'github', path: 'z.sh' } },
    { after: { source: 'github' } },
  ])
  await record([alert(1, revoked)], tuesday)
  await record([alert(1, revoked)], wednesday)
  expect(await readSecretAlerts(store, 'everything', web)).toEqual([
    { ...alert(1, revoked), resolvedAt: tuesday },
  ])
  const later = await review(store, web, { outcome: undefined, now: wednesday })
  expect(later.recorded.map(({ before, after }) => `${before} ${after.state}`).toSorted()).toEqual([
    'open gone',
    'open rotated',
  ])
  await record([alert(1)], on(26))
  expect(await readSecretAlerts(store, 'everything', web)).toMatchObject([{ resolvedAt: null }])
})

test('what blobs hold is kept by organization and version, and is enough for the same findings', async () => {
  const { store, acme } = await acmeWithWeb()
  const other = await addOrganization(store, 'another')
  const repository = await openForTest(
    newRepository({ 'a.sh': `${githubToken()}\n`, 'b.txt': 'b\n', '.env': `\u0000 T=${githubToken(2)}\n` }),
  )
  const cache = (organization: string, version: string, now = monday) =>
    createBlobCache(store, organization, version, () => now)
  const scan = (organization: string, version: string) =>
    scanHistory(repository, {
      openPool: () => createInlinePool({ userRules: [] }),
      cache: cache(organization, version),
      ref: 'main',
    })
  const first = await scan(acme, 'one')
  expect(first.findings.filter(({ rule }) => rule === githubRule)).toHaveLength(2)
  expect(await scan(acme, 'one')).toEqual(first)
  const ids = await store.database.selectFrom('matched_blobs').select(['blob', 'found']).execute()
  expect(ids).toHaveLength(3)
  expect(ids.filter(({ found }) => found === null)).toHaveLength(1)
  const hex = ids.map(({ blob }) => blob.toString('hex'))
  expect((await cache(acme, 'one').read(hex)).size).toBe(3)
  expect((await cache(acme, 'two').read(hex)).size).toBe(0)
  expect((await cache(other, 'one').read(hex)).size).toBe(0)
  await cache(acme, 'two', wednesday).read(hex)
  await forgetOldRules(store, new Date('2026-12-01T09:00:00Z'))
  expect((await store.database.selectFrom('matched_blobs').select('blob').execute()).length).toBe(0)
  expect(await store.database.selectFrom('rule_versions').select('version').execute()).toEqual([
    { version: 'two' },
  ])
})

test('since when, and until when, paths are there is kept with what was read of them', async () => {
  const { store, web } = await acmeWithWeb()
  const reach = (state: Reach['state'], path: Reach['path'] = 'workflow'): Reach => ({
    assistant: 'claude',
    path,
    state,
    control: 'enforceable',
    evidence: [],
  })
  const read = (at: Date, ...reaches: readonly Reach[]) =>
    store.transact((unit) => recordReach(unit, web, reaches, at))
  await read(monday, reach('connected'), reach('not-seen', 'secret'))
  await read(tuesday, reach('unknown'), reach('possible', 'secret'))
  await read(wednesday, reach('not-seen'), reach('connected', 'secret'))
  const shared = { assistant: 'claude' }
  expect(await readIntervals(store, { organizations: [await organizationOf(store)] }, web)).toEqual([
    { ...shared, path: 'workflow', state: 'connected', from: monday, beginIsKnown: false, until: wednesday },
    { ...shared, path: 'secret', state: 'possible', from: tuesday, beginIsKnown: true, until: wednesday },
    { ...shared, path: 'secret', state: 'connected', from: wednesday, beginIsKnown: true, until: null },
  ])
})

async function organizationOf({ database }: Store): Promise<string> {
  return (await database.selectFrom('organizations').select('id').executeTakeFirstOrThrow()).id
}
