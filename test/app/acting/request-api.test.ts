import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { requestLabel } from '../../../app/enforcement/requests/request-form.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany } from './asking-company.ts'

const databases = useDatabases()
const answered = z.object({ status: z.number(), body: z.record(z.string(), z.unknown()) })

test('people ask with their own token, and nobody learns of what they cannot see', async () => {
  const company = await askingCompany({
    repositories: { 'app-one': false, 'app-two': true, 'app-public': false },
  })
  const { dev, sam, eve, acme, github, say, connected, issues, repository } = company
  acme.defaultRepositoryPermission = 'none'
  github.addTeam(acme, {
    name: 'developers',
    members: [dev],
    repositories: [[repository('app-one'), 'read']],
  })
  github.addTeam(acme, { name: 'readers', members: [sam], repositories: [[repository('gatehouse'), 'read']] })
  Object.assign(repository('app-public'), { visibility: 'public' })
  const outsider = github.addUser({ login: 'outsider' })
  const program = await acting(databases, company)
  const tokens: string[] = []
  const tokenOf = (user: typeof dev): string => {
    const token = github.addClassicToken(user, ['repo'])
    tokens.push(token)
    return token
  }
  const call = async (token: string, repository: string, body?: object) => {
    const url = `${program.address}/api/v1/requests`
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify({ repository, ...body }) }),
    })
    return answered.parse({ status: response.status, body: await response.json() })
  }
  const asking = { reason: 'to <b>build</b> it @ada', days: 30 }
  const [ofDev, ofEve, ofOutsider] = [tokenOf(dev), tokenOf(eve), tokenOf(outsider)]

  const seen = await fetch(`${github.apiUrl}/repos/acme/app-public`, {
    headers: { authorization: `Bearer ${ofOutsider}`, 'user-agent': 'a test' },
  })
  expect(seen.status).toBe(200)
  const unseen = await call(ofEve, 'acme/app-one', asking)
  expect(unseen.status).toBe(404)
  // One that is not there, one that is not for them, and one that is for everybody but not theirs to ask for.
  for (const [token, name] of [
    [ofEve, 'acme/none'],
    [ofEve, 'nobody/none'],
    [ofOutsider, 'acme/app-one'],
    [ofOutsider, 'acme/app-public'],
  ] as const)
    expect(withoutRequest(await call(token, name, asking))).toEqual(withoutRequest(unseen))
  expect(await call(ofEve, 'acme/app-one')).toEqual({ status: 200, body: { items: [], next: null } })
  expect((await call(['no', 'body'].join('_'), 'acme/app-one', asking)).status).toBe(401)
  expect(await program.kinds('acme')).not.toContain('request.opened')

  expect((await call(ofDev, 'acme/app-one', asking)).status).toBe(201)
  expect(await call(ofDev, 'acme/app-one', asking)).toMatchObject({
    status: 409,
    body: { code: 'conflict', detail: expect.stringContaining('already') },
  })
  await vi.waitFor(() => expect(issues()).toHaveLength(1), { timeout: 100_000 })
  await program.settled()
  const { number, body } = issues()[0]!
  expect(body).toContain('@dev asks')
  expect(body).not.toMatch(/<b>|@ada/)
  await say(sam, number, '/gatehouse approve')
  await program.settled()
  expect(connected()).toContain('app-one')
  const { status, body: told } = await call(ofDev, 'acme/app-one')
  expect(status).toBe(200)
  expect(told).toMatchObject({
    items: [
      {
        state: 'approved',
        days: 30,
        isMine: true,
        source: 'api',
        issue: expect.stringContaining(`/acme/gatehouse/issues/${number}`),
        repository: { name: 'app-one' },
        readiness: { outcome: 'allowed' },
        rules: [{ by: ['acme/security'], count: 1, given: ['sam'] }],
        approvals: [{ by: 'sam', actsFor: ['acme/security'] }],
      },
    ],
  })
  // A token that leaked is not enough to answer anything.
  const [{ id: request }] = z.tuple([z.object({ id: z.string() })], z.unknown()).parse(told['items'])
  const answer = await fetch(`${program.address}/api/v1/requests/${request}/answers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf(sam)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ answer: 'deny', reason: 'no' }),
  })
  expect(answer.status).toBe(403)
  // What has come with it is listed when Gatehouse leaves.
  const made = await program.store.database.selectFrom('made_things').select(['kind', 'reference']).execute()
  expect(made).toEqual(
    expect.arrayContaining([
      { kind: 'issue', reference: String(number) },
      { kind: 'label', reference: requestLabel },
    ]),
  )
  const log = program.log.join('\n')
  for (const token of tokens) expect(log).not.toContain(token)
})

/** Each problem names its own request. */
const withoutRequest = ({ status, body }: z.output<typeof answered>) => ({
  status,
  body: { ...body, request: null },
})
