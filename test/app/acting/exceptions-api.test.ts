import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'
import { type ApiAnswer, signedIn, signInSettings } from './signed-in.ts'

const databases = useDatabases()
const policy = `${askingPolicy.replace('requests:\n', 'requests:\n  exceptions: { maxDays: 30 }\n')}conditions:
  visibility: [internal]
`

const listed = z.array(z.object({ id: z.string(), repository: z.object({ name: z.string() }) }).loose())
const items = ({ body }: ApiAnswer) => listed.parse(body['items'])

test('a condition is waived and counts again in the console, by the rules of the issue, which tells of it', async () => {
  const company = await askingCompany({ policy, repositories: { 'app-one': false, web: true } })
  const { dev, sam, eve, acme, app, github, openIssue, say, said, connected } = company
  const gus = github.addUser({ login: 'gus' })
  acme.members.set(gus.id, 'member')
  github.addTeam(acme, { name: 'gatehouse-owners', members: [gus, dev] })
  const program = await acting(databases, {
    ...company,
    settings: { ...company.settings, ...signInSettings(app) },
  })
  const as = (user: typeof dev) => signedIn(company, program.address, user)
  const issue = await openIssue(dev, '/gatehouse request acme/app-one for 90d to build')
  await program.settled()
  await say(sam, issue, '/gatehouse approve')
  await program.settled()
  expect(connected()).not.toContain('app-one')

  const [owner, asker, stranger] = [await as(gus), await as(dev), await as(eve)]
  const [request] = items(await owner.get('/api/v1/requests?state=approved'))
  const url = `/api/v1/requests/${request!.id}/exceptions`
  const body = {
    waived: { check: 'visibility' },
    days: 90,
    owner: 'acme/security',
    control: '<b>@ada</b> looks',
  }
  const statuses = [
    await stranger.post(url, body),
    await asker.post(url, body),
    await owner.post(url, { ...body, waived: { check: 'no-such' } }),
    await owner.post(url, { ...body, owner: 'security' }),
    await owner.post('/api/v1/requests/999999/exceptions', body),
  ].map(({ status, body: { code } }) => [status, code])
  expect(statuses).toEqual([
    [403, 'not-allowed'],
    [409, 'conflict'],
    [400, 'invalid-request'],
    [400, 'invalid-request'],
    [404, 'not-there'],
  ])
  await program.settled()
  expect(connected()).not.toContain('app-one')

  const given = await owner.post(url, body)
  expect(given).toMatchObject({
    status: 200,
    body: { said: expect.stringMatching(/^Waived by @gus until /) },
  })
  await program.settled()
  expect(connected()).toContain('app-one')
  expect(said(issue).at(-1)).toMatch(/^Waived by @gus until .*the longest/)
  expect(said(issue).join(' ')).not.toMatch(/<b>|@ada/)
  expect((await owner.post(url, body)).status).toBe(409)

  const [exception] = items(await owner.get('/api/v1/exceptions'))
  expect(exception).toMatchObject({
    waived: { check: 'visibility' },
    owner: 'acme/security',
    control: '<b>@ada</b> looks',
    by: 'gus',
    endedAt: null,
  })
  const end = `/api/v1/exceptions/${exception!.id}/end`
  expect((await stranger.post(end, {})).status).toBe(403)
  expect(connected()).toContain('app-one')
  expect(await owner.post(end, {})).toMatchObject({ status: 200, body: { endedBy: 'gus' } })
  await program.settled()
  expect(connected()).not.toContain('app-one')
  expect((await owner.post(end, {})).status).toBe(409)
  const kinds = await program.kinds('acme')
  for (const kind of ['exception.given', 'exception.ended'])
    expect(kinds.filter((one) => one === kind)).toEqual([kind])
})
