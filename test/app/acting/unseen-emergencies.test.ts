import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany } from './asking-company.ts'
import { signedIn, signInSettings } from './signed-in.ts'

const databases = useDatabases()
const listed = z.tuple([z.looseObject({ approval: z.string() })])

test('who may review an emergency does so without seeing its repository, and is told what its issue tells', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false } })
  const { dev, sam, eve, acme, app, github, issues, said, repository } = company
  const [gus, kai] = ['gus', 'kai'].map((login) => {
    const user = github.addUser({ login })
    acme.members.set(user.id, 'member')
    return user
  })
  acme.defaultRepositoryPermission = 'none'
  github.addTeam(acme, {
    name: 'developers',
    members: [dev, kai!],
    repositories: [[repository('app-one'), 'read']],
  })
  github.addTeam(acme, {
    name: 'everybody',
    members: [dev, sam, eve, gus!],
    repositories: [[repository('gatehouse'), 'read']],
  })
  github.addTeam(acme, { name: 'gatehouse-owners', members: [gus!] })
  const program = await acting(databases, {
    ...company,
    settings: { ...company.settings, ...signInSettings(app) },
  })
  const as = (user: typeof dev) => signedIn(company, program.address, user)
  const user = await as(dev)
  const { id } = await program.store.database
    .selectFrom('repositories')
    .select('id')
    .where('name', '=', 'app-one')
    .executeTakeFirstOrThrow()
  const begun = await user.post('/api/v1/emergency', { repository: id, reason: 'It burns.', ticket: 'INC-1' })
  expect(begun.status).toBe(200)
  await program.settled()
  const { number, title, body } = issues().find((one) => one.title.startsWith('Emergency access'))!
  // What whoever reviews it reads there.
  expect(title).toContain('acme/app-one')
  expect(body).toContain('It burns.')

  const url = '/api/v1/emergency-reviews'
  // Who approves in the repository's group, and who owns Gatehouse; the third sees the repository alone, the last one nothing.
  const [approver, owner, seer, stranger] = [await as(sam), await as(gus!), await as(kai!), await as(eve)]
  const told = {
    repository: { id, name: 'app-one' },
    usedBy: 'dev',
    isSeen: false,
    reason: 'It burns.',
    ticket: 'INC-1',
    issue: number,
    reviewedAt: null,
  }
  for (const one of [approver, owner])
    expect(await one.get(url)).toMatchObject({ status: 200, body: { items: [told] } })
  expect(await seer.get(url)).toMatchObject({ body: { items: [{ isSeen: true }] } })
  expect(await stranger.get(url)).toMatchObject({ status: 200, body: { items: [] } })
  const [{ approval }] = listed.parse((await approver.get(url)).body['items'])
  expect((await stranger.get(`${url}/${approval}`)).status).toBe(404)
  expect((await approver.get(`/api/v1/repositories/${id}`)).status).toBe(404)

  const found = { found: 'It was needed, and is as it was.' }
  expect(await stranger.post(`${url}/${approval}/answers`, found)).toMatchObject({ status: 404 })
  expect(await seer.post(`${url}/${approval}/answers`, found)).toMatchObject({ status: 403 })
  expect(await approver.post(`${url}/${approval}/answers`, found)).toMatchObject({
    status: 200,
    body: { reviewedBy: 'sam', words: found.found, isSeen: false },
  })
  await program.settled()
  expect(said(number)).toEqual([expect.stringContaining('Reviewed by @sam')])
  expect(issues().find((one) => one.number === number)!.state).toBe('closed')
  // What somebody else found its issue does not tell.
  expect(await owner.get(`${url}/${approval}`)).toMatchObject({ body: { reviewedBy: 'sam', words: null } })
  expect((await program.kinds('acme')).filter((kind) => kind === 'emergency.reviewed')).toHaveLength(1)
})
