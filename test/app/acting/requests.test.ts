import { expect, test, vi } from 'vitest'
import { readConfig } from '../../../app/config.ts'
import { leave } from '../../../app/database/leave.ts'
import { listRequests } from '../../../app/database/list-requests.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import { requestAccess } from '../../../app/acts/request-access.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany } from './asking-company.ts'

const databases = useDatabases()

const form = (repository: string): string =>
  `### Repository\n\n${repository}\n\n### For how many days\n\n30\n\n### Why it is needed\n\n<b>@ada</b> [x](y)`

test('who is let in by a team is connected, who is not is not, and a revocation takes it away', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false, 'app-two': true, api: false } })
  const { dev, sam, eve, openIssue, say, said, connected } = company
  const program = await acting(databases, company)
  expect(connected()).toEqual(['app-two'])
  const issue = await openIssue(dev, form('acme/app-one'))
  await program.settled()
  expect(said(issue)).toEqual([expect.stringContaining('needs approval')])
  await say(eve, issue, '/gatehouse approve')
  await say(dev, issue, '/gatehouse approve')
  await program.settled()
  expect(said(issue).slice(1)).toEqual([
    expect.stringContaining('changes nothing'),
    expect.stringContaining('changes nothing'),
  ])
  expect(connected()).toEqual(['app-two'])
  await say(sam, issue, 'Fine with me.\n\n/gatehouse approve 365d')
  await program.settled()
  expect(said(issue).slice(3)).toEqual([expect.stringMatching(/Approved by @sam until .*the longest/)])
  expect(connected()).toEqual(['app-one', 'app-two'])
  expect(company.issues().find(({ number }) => number === issue)!.state).toBe('closed')
  await say(sam, issue, '/gatehouse revoke the work is done')
  await program.settled()
  expect(connected()).toEqual(['app-two'])
  await say(sam, issue, '/gatehouse approve')
  await program.settled()
  expect(connected()).toEqual(['app-two'])
  // Everything that is recorded, and nothing twice.
  const kinds = await program.kinds('acme')
  for (const kind of ['request.opened', 'approval.given', 'request.closed', 'approval.ended'])
    expect(kinds.filter((one) => one === kind)).toEqual([kind])
  expect(said(issue)).toHaveLength(6)
})

test('a team that cannot be read makes an approval wait, and then it counts', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false, 'app-two': true } })
  const { dev, sam, openIssue, say, said, connected, security, acme } = company
  const program = await acting(databases, company)
  const issue = await openIssue(dev, '/gatehouse request acme/app-one for 30d to try it')
  await program.settled()
  acme.teams.splice(acme.teams.indexOf(security), 1)
  await say(sam, issue, '/gatehouse approve')
  const isSaid = (): void => expect(said(issue).slice(1)).toEqual([expect.stringContaining('This waits')])
  await vi.waitFor(isSaid, { timeout: 100_000 })
  expect(connected()).toEqual(['app-two'])
  acme.teams.push(security)
  // It is tried again by itself.
  await program.settled()
  expect(said(issue).slice(2)).toEqual([expect.stringContaining('Approved by @sam')])
  expect(connected()).toEqual(['app-one', 'app-two'])
})

test('an emergency lets in at once, alarms, and asks for a review', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false, 'app-two': true } })
  const { dev, eve, openIssue, say, said, connected } = company
  const program = await acting(databases, company)
  const issue = await openIssue(dev, 'The shop is down.')
  await say(eve, issue, '/gatehouse emergency acme/app-one it burns INC-1')
  await program.settled()
  expect(said(issue)).toEqual([expect.stringContaining('changes nothing')])
  expect(connected()).toEqual(['app-two'])
  await say(dev, issue, '/gatehouse emergency acme/app-one it @ada <i>burns</i> INC-1')
  await program.settled()
  expect(connected()).toEqual(['app-one', 'app-two'])
  const review = company.issues().find(({ title }) => title.startsWith('Emergency access'))
  expect(review?.body).toContain('Told at once: @ada')
  expect(review?.body).not.toContain('<i>')
  expect(review?.body).toContain('INC')

  // Who leaves closes what they opened; who stays after all asks again.
  const { store } = program
  const [acme] = await listOrganizations(store, 'everything')
  const by = await recordPerson(store, acme!.hostId, dev.id, 'dev')
  const isOpen = () => company.issues().find(({ number }) => number === review!.number)!.state
  await leave(store, acme!.id, 'remove', { by, unverified: undefined }, new Date())
  await program.settled()
  expect(isOpen()).toBe('closed')
  await leave(store, acme!.id, 'stay', { by, unverified: undefined }, new Date())
  await program.settled()
  expect(isOpen()).toBe('open')
})

test('a repository that one cannot see is answered as one that is not there', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false, 'app-two': true } })
  const { eve, acme, github, openIssue, say, said, repository } = company
  acme.defaultRepositoryPermission = 'none'
  github.addTeam(acme, { name: 'readers', members: [eve], repositories: [[repository('gatehouse'), 'read']] })
  const program = await acting(databases, company)
  const issue = await openIssue(eve, '/gatehouse request acme/app-one for 30d x')
  await say(eve, issue, '/gatehouse request acme/none for 30d x')
  await program.settled()
  const words = said(issue).map((text) => text.replaceAll(/<!--.*-->/g, ''))
  expect(words).toHaveLength(2)
  expect(words[0]).toBe(words[1])
  expect(words[0]).toContain('no such repository')
  expect(await program.kinds('acme')).not.toContain('request.opened')
})

test('a request by a command gets an issue, and its end is spoken of once', async () => {
  const company = await askingCompany({ repositories: { 'app-one': false, 'app-two': true } })
  const { dev, sam, say, said, connected, github, app, issues } = company
  const program = await acting(databases, company)
  const { store } = program
  const config = readConfig({
    GITHUB_API_URL: github.apiUrl,
    GITHUB_APP_ID: String(app.id),
    GITHUB_PRIVATE_KEY: app.privateKey,
    MODE: 'enforce',
  })
  const [acme] = await listOrganizations(store, 'everything')
  const ask = (repository: string) => {
    const asked = { repository, by: 'dev', reason: 'to <b>try</b> it @ada', days: 30 }
    return requestAccess(config, store, acme!, asked, () => new Date())
  }
  expect(await ask('acme/none')).toMatchObject({ ok: false })
  expect(await ask('acme/app-one')).toEqual({ ok: true })
  expect(await ask('acme/app-one')).toMatchObject({ ok: false, why: expect.stringContaining('already') })
  await vi.waitFor(() => expect(issues()).toHaveLength(1), { timeout: 100_000 })
  await program.settled()
  const { number, body, labels } = issues()[0]!
  expect(labels).toEqual(['claude-access'])
  expect(body).toContain(`@${dev.login} asks`)
  expect(body).not.toMatch(/<b>|@ada/)
  await say(sam, number, '/gatehouse approve')
  await program.settled()
  expect(connected()).toEqual(['app-one', 'app-two'])
  const day = 24 * 60 * 60 * 1000
  await store.database
    .updateTable('approvals')
    .set({ granted_at: new Date(Date.now() - 25 * day), expires_at: new Date(Date.now() + 5 * day) })
    .execute()
  for (let each = 0; each < 2; each += 1) {
    await program.want([`requests:${acme!.id}`])
    await program.settled()
  }
  expect(said(number).filter((text) => text.includes('ends on'))).toHaveLength(1)
  expect(await listRequests(store, 'everything', acme!.id, new Date())).toMatchObject([
    { repository: 'app-one', state: 'approved', requestedBy: 'dev', issue: number },
  ])
  await say(dev, number, '/gatehouse renew')
  await program.settled()
  expect(issues()[0]!.state).toBe('open')
  expect(connected()).toEqual(['app-one', 'app-two'])
})
