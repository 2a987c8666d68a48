import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createVerdictsApi } from '../../../app/acts/answer-findings.ts'
import { askForWork } from '../../../app/database/ask-for-work.ts'
import { readFindings } from '../../../app/database/findings.ts'
import { createRecords, recordIn } from '../../../app/database/records.ts'
import { recordSnapshots } from '../../../app/database/repositories.ts'
import type { GitHubOrganization, OurInstallation } from '../../../app/enforcement/github.ts'
import type { GatehouseRole, Viewer } from '../../../app/enforcement/members/viewer.ts'
import type { Run } from '../../../app/enforcement/records.ts'
import { scanRepository } from '../../../app/enforcement/scan-repository.ts'
import type { ScanOutcome } from '../../../app/enforcement/scanning.ts'
import type { AskedVerdict } from '../../../app/enforcement/verdicts/verdict.ts'
import { known } from '../../../policies/facts.ts'
import { assessed } from '../enforcement/findings/sample-finding.ts'
import { addOrganization } from './add-organization.ts'
import { listedRepository } from './listed-repository.ts'
import { useDatabases } from './test-database.ts'

const databases = useDatabases()
const today = new Date('2026-11-27T08:00:00Z')
const [ada, ben] = ['0b5f9d2e-3d55-4a4e-9d53-3f0c5f6f8a10', '0b5f9d2e-3d55-4a4e-9d53-3f0c5f6f8a11']
const falsePositive: AskedVerdict = {
  verdict: 'false-positive',
  reason: 'The vendor prints this one in its handbook.',
  evidence: null,
  rotatedOn: null,
  expiresOn: '2027-03-01',
}

const { status: _, ...finding } = assessed()
const outcome: ScanOutcome = {
  status: 'scanned',
  basis: 'basis',
  version: 'version',
  pushedAt: null,
  headCommit: 'c'.repeat(40),
  history: 'whole',
  result: {
    findings: [finding],
    comments: [],
    coverage: { files: 1, bytes: 1, commits: 1, blobs: 1, notScanned: [] },
  },
  evidence: { otherWorkflows: [], activity: [], leftOut: [] },
}

/** An organization with a repository in which a secret is; `deciders` are those whom the shipped policy's `$owners` means. */
async function acmeWithSecret(deciders: readonly string[]) {
  const { store } = await databases.create()
  const acme = await addOrganization(store, 'acme')
  const snapshot = { ...listedRepository(1, 'web'), headCommit: 'c'.repeat(40) }
  const [web = ''] = await store.transact((unit) => recordSnapshots(unit, acme, [{ snapshot }], today))
  const records = createRecords(store, askForWork)
  const run: Run = {
    signal: new AbortController().signal,
    finish: (write) => store.transact((unit) => recordIn(unit, askForWork, write)),
  }
  const organization = {
    id: acme,
    hostId: '1',
    login: 'acme',
    // oxlint-disable-next-line no-unsafe-type-assertion -- nothing is asked of it here
    installation: {} as OurInstallation,
  }
  const scan = async (at = today) => {
    const repository = await records.repository(web)
    await scanRepository(
      {
        organization,
        repository: repository!,
        // oxlint-disable-next-line no-unsafe-type-assertion -- nothing else is asked of it here
        github: { readSecretAlerts: async () => known([]) } as unknown as GitHubOrganization,
        records,
        scanner: { scan: async () => outcome },
        now: () => at,
      },
      run,
    )
    const [recorded] = await readFindings(store, 'everything', web)
    return { id: recorded!.id, state: recorded!.state, why: recorded!.why }
  }
  const api = createVerdictsApi({
    store,
    now: () => today,
    standings: async ({ login }) =>
      new Map([
        [
          '$owners',
          deciders.includes(login) ? { is: 'yes', actsFor: { name: '$owners' } } : { is: 'no' },
        ] as const,
      ]),
  })
  const viewer = (person: string, login: string, role: GatehouseRole = 'member'): Viewer => ({
    person,
    login,
    name: null,
    avatarUrl: null,
    via: { kind: 'github-token' },
    roles: new Map([[acme, role]]),
    scope: { organizations: [acme] },
  })
  for (const [person, githubId] of [
    [ada, 1],
    [ben, 2],
  ] as const)
    await sql`insert into people (id, host_id, github_id) values (${person}, (select host_id from organizations limit 1), ${githubId})`.execute(
      store.database,
    )
  const kinds = async () =>
    (
      await sql<{
        kind: string
      }>`select kind from audit_events where kind like 'verdict.%' order by sequence`.execute(store.database)
    ).rows.map(({ kind }) => kind)
  return { store, acme, web, scan, api, kinds, ada: viewer(ada, 'ada'), ben: viewer(ben, 'ben') }
}

test('what whom the policy names calls a false positive, the next scan says nothing of, until it is taken back', async () => {
  const { scan, api, kinds, ada: decider } = await acmeWithSecret(['ada'])
  const { id, state } = await scan()
  expect(state).toBe('open')
  const [answer] = await api.answer(decider, { ids: [id] }, falsePositive)
  expect(answer).toMatchObject({ outcome: 'given', verdict: expect.any(String) })
  expect(await scan()).toMatchObject({ state: 'false-positive', why: expect.stringContaining('handbook') })
  await api.end(decider, answer!.verdict!)
  expect((await scan()).state).toBe('open')
  expect(await kinds()).toEqual(['verdict.given', 'verdict.ended'])
})

test('a verdict ends by itself after its last day', async () => {
  const { scan, api, ada: decider } = await acmeWithSecret(['ada'])
  await api.answer(decider, { ids: [(await scan()).id] }, falsePositive)
  expect((await scan(new Date('2027-03-01T23:00:00Z'))).state).toBe('false-positive')
  expect((await scan(new Date('2027-03-02T00:00:00Z'))).state).toBe('open')
})

test('whoever else answers only asks, and nobody confirms what they asked for', async () => {
  const deciders: string[] = []
  const { scan, api, kinds, ada: asker, ben: decider } = await acmeWithSecret(deciders)
  const { id } = await scan()
  const [asked] = await api.answer(asker, { ids: [id] }, falsePositive)
  expect(asked).toMatchObject({ outcome: 'asked' })
  expect((await scan()).state).toBe('open')
  await expect(api.confirm(decider, asked!.verdict!)).rejects.toMatchObject({ code: 'not-allowed' })
  deciders.push('ada', 'ben')
  await expect(api.confirm(asker, asked!.verdict!)).rejects.toMatchObject({ code: 'not-allowed' })
  await api.confirm(decider, asked!.verdict!)
  expect((await scan()).state).toBe('false-positive')
  expect(await kinds()).toEqual(['verdict.asked', 'verdict.given'])
})

test('who asks for something takes nothing away that was given', async () => {
  const { scan, api, ada: decider, ben: asker } = await acmeWithSecret(['ada'])
  const { id } = await scan()
  await api.answer(decider, { ids: [id] }, falsePositive)
  await api.answer(asker, { ids: [id] }, { ...falsePositive, verdict: 'risk-accepted' })
  expect((await scan()).state).toBe('false-positive')
})

test('a rotated secret says so, with its evidence', async () => {
  const { scan, api, ada: decider } = await acmeWithSecret(['ada'])
  const { id } = await scan()
  const rotated = { ...falsePositive, verdict: 'rotated', evidence: 'SEC-114 has the new key id' } as const
  expect(await api.answer(decider, { ids: [id] }, rotated)).toMatchObject([{ outcome: 'refused' }])
  await api.answer(decider, { ids: [id] }, { ...rotated, rotatedOn: '2026-11-26' })
  expect((await scan()).state).toBe('rotated')
})

test('what ends too late, or is over, is refused, and what is not seen is not there', async () => {
  const { scan, api, ada: decider } = await acmeWithSecret(['ada'])
  const { id } = await scan()
  for (const expiresOn of ['2027-12-01', '2026-11-26'])
    expect(await api.answer(decider, { ids: [id] }, { ...falsePositive, expiresOn })).toMatchObject([
      { outcome: 'refused', why: expect.any(String) },
    ])
  const stranger = { ...decider, roles: new Map(), scope: { organizations: [] } }
  expect(await api.answer(stranger, { ids: [id] }, falsePositive)).toEqual([])
  const [given] = await api.answer(decider, { ids: [id] }, falsePositive)
  await expect(api.end(stranger, given!.verdict!)).rejects.toMatchObject({ code: 'not-there' })
})

test('what waits is listed to those who see its repository, until it is given or refused', async () => {
  const { store, scan, api, acme, web, kinds, ada: asker, ben: decider } = await acmeWithSecret(['ben'])
  const { id } = await scan()
  await sql`insert into person_names (person_id, login) values (${ada}, 'ada')`.execute(store.database)
  const [asked] = await api.answer(asker, { ids: [id] }, falsePositive)
  const list = async (viewer: Viewer) => (await api.waiting(viewer, { limit: 10 })).rows
  const [row, ...others] = await list(decider)
  expect(others).toEqual([])
  expect(row).toMatchObject({
    id: asked!.verdict,
    organization: { id: acme, login: 'acme' },
    repository: { id: web, name: 'web' },
    rule: finding.rule,
    title: finding.title,
    severity: finding.severity,
    path: finding.path,
    verdict: 'false-positive',
    reason: falsePositive.reason,
    expiresOn: falsePositive.expiresOn,
    askedBy: 'ada',
    isMine: false,
  })
  expect(await list(asker)).toMatchObject([{ isMine: true }])
  const stranger = { ...decider, roles: new Map(), scope: { organizations: [] } }
  expect(await list(stranger)).toEqual([])
  expect(await api.waiting(decider, { organization: '999', limit: 10 })).toEqual({
    rows: [],
    next: undefined,
  })

  // A second one, of another finding: pages go on where the one before ended.
  await sql`insert into verdicts (organization_id, repository_id, rule, fingerprint, verdict, reason, expires_on, asked_by, asked_at)
    values (${acme}, ${web}, 'gone-rule', ${`g1:${'0'.repeat(40)}`}, 'risk-accepted', 'It is gone by now.', '2027-01-01', ${ada}, now())`.execute(
    store.database,
  )
  const first = await api.waiting(decider, { limit: 1 })
  expect(first.next).toBe(asked!.verdict)
  expect((await api.waiting(decider, { limit: 1, after: first.next! })).rows).toMatchObject([
    { rule: 'gone-rule', title: 'gone-rule', path: null },
  ])

  // Who is not named refuses nothing; who asked takes their own back.
  await expect(api.end({ ...decider, person: ben, login: 'eve' }, asked!.verdict!)).rejects.toMatchObject({
    code: 'not-allowed',
  })
  await api.end(decider, asked!.verdict!)
  expect((await list(decider)).map(({ rule }) => rule)).toEqual(['gone-rule'])
  expect((await scan()).state).toBe('open')
  expect(await kinds()).toEqual(['verdict.asked', 'verdict.ended'])
})
