import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { type AskingCompany, askingCompany } from './asking-company.ts'
import { signedIn, signInSettings } from './signed-in.ts'

const databases = useDatabases()

/** The program at work on a company in which people can sign in to the console; `gus` owns Gatehouse there. */
async function signingIn(company: AskingCompany) {
  const { github, acme, dev } = company
  const gus = github.addUser({ login: 'gus' })
  acme.members.set(gus.id, 'member')
  github.addTeam(acme, { name: 'gatehouse-owners', members: [gus, dev] })
  const settings = { ...company.settings, ...signInSettings(company.app) }
  const program = await acting(databases, { ...company, settings })
  const rows = await program.store.database.selectFrom('repositories').select(['id', 'name']).execute()
  const ids = new Map(rows.map(({ id, name }) => [name, id]))
  return {
    program,
    gus,
    id: (name: string) => ids.get(name) ?? '',
    as: (user: typeof gus) => signedIn(company, program.address, user),
  }
}

const outcomesSchema = z.array(
  z.object({ repository: z.string(), problem: z.object({ code: z.string() }).nullable() }),
)
const codesOf = (body: Readonly<Record<string, unknown>>): readonly (string | null)[] =>
  outcomesSchema.parse(body['outcomes']).map(({ problem }) => problem?.code ?? null)

test('what taking several back would disconnect is shown before, and each is answered by itself', async () => {
  const company = await askingCompany({
    repositories: { 'app-one': false, 'app-two': false, web: true },
    files: {
      'app-one': {
        '.github/workflows/claude.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: anthropics/claude-code-action@v1\n',
      },
    },
  })
  const { dev, sam, eve, openIssue, say, connected } = company
  const { program, id, as } = await signingIn(company)
  for (const name of ['app-one', 'app-two']) {
    const issue = await openIssue(dev, `/gatehouse request acme/${name} for 90d to build`)
    await program.settled()
    await say(sam, issue, '/gatehouse approve')
    await program.settled()
  }
  const before = connected()
  expect(before).toEqual(expect.arrayContaining(['app-one', 'app-two']))
  const writes = company.github.calls.filter(({ isWrite }) => isWrite).length

  const all = [id('app-one'), id('app-two'), id('web'), '999999']
  const security = await as(sam)
  const preview = await security.post('/api/v1/approvals/revocations/preview', { repositories: all })
  expect(preview).toMatchObject({
    status: 200,
    body: {
      outcomes: [
        {
          repository: id('app-one'),
          preview: {
            name: 'acme/app-one',
            approvals: 1,
            endsRequest: false,
            outcome: 'allowed',
            after: {
              outcome: 'needs-approval',
              mode: 'enforce',
              taken: [{ path: 'app-installation', what: 'claude' }],
              stays: ['workflow'],
            },
          },
          problem: null,
        },
        { preview: { after: { stays: [] } } },
        { preview: { approvals: 0, after: { taken: [{ path: 'app-installation' }] } } },
        { repository: '999999', preview: null, problem: { code: 'not-there', status: 404 } },
      ],
    },
  })
  expect(connected()).toEqual(before)
  expect(company.github.calls.filter(({ isWrite }) => isWrite)).toHaveLength(writes)

  const body = { repositories: all, reason: 'They are <b>done</b>.' }
  const stranger = await (await as(eve)).post('/api/v1/approvals/revocations', body)
  expect(codesOf(stranger.body)).toEqual(['not-allowed', 'not-allowed', 'not-allowed', 'not-there'])
  expect((await security.post('/api/v1/approvals/revocations', { repositories: all })).status).toBe(400)
  const revoked = await security.post('/api/v1/approvals/revocations', body)
  expect(revoked.status).toBe(200)
  expect(codesOf(revoked.body)).toEqual([null, null, 'not-allowed', 'not-there'])
  await program.settled()
  expect(connected()).not.toContain('app-one')
  expect(connected()).not.toContain('app-two')
  const again = await security.post('/api/v1/approvals/revocations', {
    ...body,
    repositories: all.slice(0, 1),
  })
  expect(codesOf(again.body)).toEqual(['conflict'])
  expect(await security.get(`/api/v1/approvals?state=over&repository=${id('app-one')}`)).toMatchObject({
    body: { items: [{ endedBy: 'sam', endReason: 'They are <b>done</b>.' }] },
  })
})

test('an emergency is reviewed in the console by the rules of its issue, which then says so and closes', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false } })
  const { dev, eve, said, issues, connected, github } = company
  const { program, gus, id, as } = await signingIn(company)
  const [user, stranger, owner] = [await as(dev), await as(eve), await as(gus)]
  const begun = await user.post('/api/v1/emergency', {
    repository: id('app-one'),
    reason: 'It <i>burns</i>.',
    ticket: 'INC-1',
  })
  expect(begun.status).toBe(200)
  await program.settled()
  expect(connected()).toContain('app-one')
  const { number } = issues().find(({ title }) => title.startsWith('Emergency access'))!
  const listed = await owner.get('/api/v1/emergency-reviews')
  expect(listed).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          repository: { name: 'app-one' },
          usedBy: 'dev',
          isMine: false,
          reason: 'It <i>burns</i>.',
          ticket: 'INC-1',
          issue: number,
          reviewedAt: null,
        },
      ],
      next: null,
    },
  })
  const [{ approval }] = z.tuple([z.object({ approval: z.string() })]).parse(listed.body['items'])
  const url = `/api/v1/emergency-reviews/${approval}`
  const found = { found: 'All is <i>well</i> @ada' }
  expect(await user.post(`${url}/answers`, found)).toMatchObject({
    status: 409,
    body: { code: 'conflict', detail: expect.stringContaining('cannot review it') },
  })
  expect(await stranger.post(`${url}/answers`, found)).toMatchObject({
    status: 403,
    body: { code: 'not-allowed' },
  })
  expect(await owner.post(`${url}/answers`, { found: ' ' })).toMatchObject({ status: 400 })
  expect((await owner.get(url)).body['reviewedAt']).toBeNull()
  expect(await owner.post(`${url}/answers`, found)).toMatchObject({
    status: 200,
    body: { reviewedBy: 'gus', words: 'All is <i>well</i> @ada', reviewedAt: expect.any(String) },
  })
  expect(await owner.post(`${url}/answers`, found)).toMatchObject({ status: 409 })
  await program.settled()
  expect(said(number)).toEqual([expect.stringContaining('Reviewed by @gus')])
  expect(issues().find((one) => one.number === number)!.state).toBe('closed')
  expect(await owner.get('/api/v1/emergency-reviews?state=open')).toMatchObject({ body: { items: [] } })
  expect(await owner.get('/api/v1/emergency-reviews?state=reviewed')).toMatchObject({
    body: { items: [{ approval }] },
  })
  expect((await program.kinds('acme')).filter((kind) => kind === 'emergency.reviewed')).toHaveLength(1)

  // Whoever needs no issue may be faster than it is made: it is closed as soon as it is there.
  github.faults.add({
    when: ({ operationId }) => operationId === 'issues/create',
    fault: { kind: 'status', status: 503 },
  })
  const asked = await user.post('/api/v1/requests', { repository: id('app-one'), reason: 'to build' })
  expect(asked.status).toBe(201)
  const withdrawn = await user.post(`/api/v1/requests/${String(asked.body['request'])}/answers`, {
    answer: 'withdraw',
  })
  expect(withdrawn.status).toBe(200)
  github.faults.clear()
  await expect
    .poll(() => issues().find(({ title }) => title.startsWith('Claude access'))?.state, { timeout: 200_000 })
    .toBe('closed')
})
