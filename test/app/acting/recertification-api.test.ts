import { expect, test } from 'vitest'
import { z } from 'zod'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'
import { type ApiAnswer, signedIn, signInSettings } from './signed-in.ts'

const databases = useDatabases()
const day = 24 * 60 * 60 * 1000
const policy = askingPolicy.replace(
  '  owners: [acme/gatehouse-owners]\n',
  '  owners: [acme/gatehouse-owners]\n  recertification: { everyDays: 30, reviewers: [acme/reviewers] }\n',
)

const accounts = z.array(
  z.object({
    id: z.string(),
    reviews: z.array(z.object({ id: z.string(), counts: z.record(z.string(), z.number()) })),
  }),
)
const items = ({ body }: ApiAnswer): readonly unknown[] => z.array(z.unknown()).parse(body['items'])

test('a recertification is answered in the console by the rules of its issue, which then says so and closes', async () => {
  const company = await askingCompany({
    policy,
    repositories: { 'app-one': false, 'app-two': false, 'app-three': false },
  })
  const { dev, sam, eve, acme, app, github, openIssue, say, said, connected, issues, repository } = company
  const [rex, gus] = ['rex', 'gus'].map((login) => {
    const user = github.addUser({ login })
    acme.members.set(user.id, 'member')
    return user
  })
  const apps = ['app-one', 'app-two', 'app-three'].map(repository)
  // Whoever is asked need not see what it is about; who asked for it does.
  acme.defaultRepositoryPermission = 'none'
  github.addTeam(acme, {
    name: 'developers',
    members: [dev, sam],
    repositories: apps.map((one) => [one, 'read'] as const),
  })
  github.addTeam(acme, {
    name: 'everybody',
    members: [dev, sam, eve, rex!, gus!],
    repositories: [[repository('gatehouse'), 'read']],
  })
  github.addTeam(acme, { name: 'reviewers', members: [rex!, dev] })
  github.addTeam(acme, { name: 'gatehouse-owners', members: [gus!] })
  const settings = { ...company.settings, ...signInSettings(app) }
  const program = await acting(databases, { ...company, settings })
  const { store } = program
  const [organization] = await listOrganizations(store, 'everything')
  const requests: number[] = []
  for (const { name } of apps) {
    const issue = await openIssue(dev, `/gatehouse request acme/${name} for 90d to build`)
    requests.push(issue)
    await program.settled()
    await say(sam, issue, '/gatehouse approve')
    await program.settled()
  }
  await store.database
    .updateTable('approvals')
    .set({ granted_at: new Date(Date.now() - 31 * day) })
    .execute()
  await program.want([`requests:${organization!.id}`])
  await program.settled()
  const { number } = issues().find(({ title }) => title.startsWith('Recertification'))!

  const as = (user: typeof dev) => signedIn(company, program.address, user)
  const [reviewer, asker, owner, stranger, seer] = [
    await as(rex!),
    await as(dev),
    await as(gus!),
    await as(eve),
    await as(sam),
  ]
  const listed = await reviewer.get('/api/v1/recertifications')
  expect(listed).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          closedAt: null,
          issuesPage: expect.stringMatching(/^https:.*\/acme\/gatehouse\/issues$/),
          reviews: [{ reviewers: ['acme/reviewers'], issue: number, counts: { open: 3 } }],
        },
      ],
    },
  })
  const [{ id, reviews }] = z.tuple([accounts.element]).parse(listed.body['items'])
  const url = `/api/v1/recertifications/${id}`
  const answers = `${url}/reviews/${reviews[0]!.id}/answers`
  // They see of it what its issue shows, and no name of a repository.
  const shown = await reviewer.get(`${url}/items`)
  expect(shown).toMatchObject({
    body: {
      items: requests.map((issue, index) => ({ number: index + 1, repository: null, issue, state: 'open' })),
    },
  })
  expect(JSON.stringify(shown)).not.toContain('app-')
  expect(items(await asker.get(`${url}/items`))).toMatchObject(
    apps.map(({ name }) => ({ repository: { name } })),
  )
  expect(items(await owner.get(`${url}/items`))).toHaveLength(3)
  expect((await stranger.get(url)).status).toBe(404)
  expect((await stranger.get('/api/v1/recertifications')).body['items']).toEqual([])

  const keepAll = { answer: 'keep', numbers: 'all' }
  expect(await stranger.post(answers, keepAll)).toMatchObject({ status: 404 })
  // Who sees a repository of it sees the review, and is not asked.
  expect(await seer.post(answers, keepAll)).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  expect(await asker.post(answers, keepAll)).toMatchObject({
    status: 409,
    body: { code: 'conflict', detail: expect.stringContaining('3 left out: who asked cannot confirm') },
  })
  expect(await reviewer.post(answers, { answer: 'drop', numbers: [3] })).toMatchObject({ status: 400 })
  expect(await reviewer.post(answers, { answer: 'drop', numbers: [3], reason: '…' })).toMatchObject({
    status: 400,
  })
  expect(await reviewer.post(answers, { answer: 'keep', numbers: [9] })).toMatchObject({ status: 409 })
  expect(await reviewer.post(`${url}/reviews/999999/answers`, keepAll)).toMatchObject({ status: 404 })
  expect((await program.kinds('acme')).filter((kind) => kind === 'recertification.answered')).toEqual([])

  expect(await reviewer.post(answers, { answer: 'keep', numbers: [1] })).toMatchObject({
    status: 200,
    body: {
      recertification: { reviews: [{ counts: { open: 2, kept: 1 } }] },
      said: 'Confirmed by @rex: one approval. 2 to be confirmed.',
    },
  })
  // What one asked for oneself, one may let go.
  const letGo = { answer: 'drop', numbers: [2], reason: 'It is <b>done</b> @ada' }
  expect(await asker.post(answers, letGo)).toMatchObject({
    status: 200,
    body: { recertification: { reviews: [{ counts: { open: 1, kept: 1, dropped: 1 } }] } },
  })
  await program.settled()
  expect(connected()).toEqual(['app-one', 'app-three'])
  expect(await owner.post(answers, keepAll)).toMatchObject({
    status: 200,
    body: { recertification: { reviews: [{ counts: { open: 0, kept: 2, dropped: 1 } }] } },
  })
  await program.settled()
  expect(said(number)).toEqual([
    expect.stringMatching(/Confirmed by @rex: one approval\. 2 to be confirmed/),
    expect.stringMatching(/Ended by @dev: one approval\. 1 to be confirmed/),
    expect.stringMatching(/Confirmed by @gus: one approval\. Nothing is left/),
  ])
  expect(issues().find((one) => one.number === number)!.state).toBe('closed')
  expect(connected()).toEqual(['app-one', 'app-three'])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind === 'recertification.answered')).toHaveLength(3)
  expect(kinds.filter((kind) => kind === 'recertification.closed')).toHaveLength(1)
  expect(await owner.post(answers, keepAll)).toMatchObject({ status: 409 })
  // It stays theirs to read until the next one begins.
  expect((await reviewer.get(url)).body['closedAt']).not.toBeNull()
})
