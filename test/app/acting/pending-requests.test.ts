import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'

const databases = useDatabases()
const day = 24 * 60 * 60 * 1000
const ago = (days: number): Date => new Date(Date.now() - days * day)

/** As the usual one, and of two who have to approve one is not enough. */
const policyWith = (more: string): string =>
  askingPolicy
    .replace(
      'notifications: { issues: false }',
      `notifications: { issues: false, remindAfterDays: 5${more} }`,
    )
    .replace('maxDays: 90 }', 'maxDays: 90, count: 2 }')

test('who may approve is reminded once for each step, the owners at the last one, and nobody who has answered or while it is quiet', async () => {
  const company = await askingCompany({
    policy: policyWith(''),
    repositories: { 'app-one': false, 'app-two': false, web: true },
    files: { 'app-one': { '.github/CODEOWNERS': '* @acme/shop_team @sam\n' } },
  })
  const { dev, sam, acme, ada, github, openIssue, say, said, repository } = company
  github.addTeam(acme, { name: 'shop_team', members: [sam] })
  const program = await acting(databases, company)
  const [organization] = await listOrganizations(program.store, 'everything')
  const follow = async (): Promise<void> => {
    await program.want([`requests:${organization!.id}`])
    await program.settled()
  }
  const later = async (days: number): Promise<void> => {
    await program.store.database
      .updateTable('access_requests')
      .set({ opened_at: ago(days) })
      .execute()
    await program.store.database
      .updateTable('request_reminders')
      .set({ given_at: ago(days) })
      .execute()
    await follow()
    await follow()
  }
  const issue = await openIssue(dev, '/gatehouse request acme/app-one for 30d to build')
  const other = await openIssue(dev, '/gatehouse request acme/app-two for 30d to build')
  await program.settled()
  const due = new Date(Date.now() + 5 * day).toISOString().slice(0, 10)
  expect(said(issue)[0]).toContain(`by ${due} (UTC); then they are reminded`)
  await later(4)
  expect(said(issue)).toHaveLength(1)
  await later(5)
  expect(said(issue).slice(1)).toEqual([
    expect.stringMatching(/^@acme\/security: this request was to be answered by .*spoken of again on/),
  ])
  await say(sam, other, '/gatehouse deny not now')
  await program.settled()
  await github.pushCommit(repository('gatehouse'), {
    files: {
      'gatehouse.yml': policyWith(
        ", quietHours: { from: '00:00', to: '23:59', days: [mon, tue, wed, thu, fri, sat, sun] }",
      ),
    },
    sender: ada,
  })
  await program.settled()
  await later(6)
  expect(said(issue)).toHaveLength(2)
  await github.pushCommit(repository('gatehouse'), {
    files: { 'gatehouse.yml': policyWith('') },
    sender: ada,
  })
  await program.settled()
  await later(6)
  await later(6)
  await later(60)
  expect(said(issue).slice(2)).toEqual([
    expect.stringMatching(/^@acme\/security: /),
    expect.stringMatching(/^@acme\/security, @acme\/shop\\_team, @sam: .*last reminder/),
  ])
  // Of what is answered nobody is reminded, and no name is kept.
  expect(said(other).filter((text) => text.includes('was to be answered'))).toHaveLength(1)
  const kept = await program.store.database.selectFrom('effects').select('action').execute()
  expect(JSON.stringify(kept)).not.toContain('@sam')
})

test('the request of a repository that is gone is closed with a reason and what was given of it, and is made again when it is back', async () => {
  const company = await askingCompany({
    policy: policyWith(''),
    repositories: { 'app-one': false, 'app-two': false, web: true },
  })
  const { dev, sam, acme, github, openIssue, say, said, issues, connected, repository, security } = company
  const beta = github.addOrganization({ login: 'beta', owners: [company.ada] })
  const kim = github.addUser({ login: 'kim' })
  acme.members.set(kim.id, 'member')
  security.members.set(kim.id, 'member')
  const program = await acting(databases, company)
  const state = (number: number) => issues().find((one) => one.number === number)!.state
  const issue = await openIssue(dev, '/gatehouse request acme/app-one for 30d to build')
  const other = await openIssue(dev, '/gatehouse request acme/app-two for 30d to build')
  await program.settled()
  await say(sam, issue, '/gatehouse approve')
  await program.settled()
  expect(said(issue).at(-1)).toContain('1 so far')

  github.transfer(repository('app-one'), { owner: beta })
  // As its organization is told of it.
  github.remove(repository('app-two'))
  await program.swept()
  await program.settled()
  for (const number of [issue, other]) {
    expect(said(number).at(-1)).toMatch(
      number === issue
        ? // Only its new owner is told, where Gatehouse is not.
          /^@dev: this request is closed\. Its repository was deleted, moved .*GitHub does not say which/
        : /^@dev: this request is closed\. Its repository was deleted\. When/,
    )
    expect(state(number)).toBe('closed')
  }
  await say(kim, issue, '/gatehouse approve')
  await program.settled()
  expect(said(issue).at(-1)).toMatch(/over|no such repository|No request/)
  const closed = await program.store.database
    .selectFrom('access_requests')
    .select(['state', 'close_reason', 'closed_by'])
    .execute()
  expect(closed).toEqual([
    { state: 'gone', close_reason: 'its repository is gone', closed_by: null },
    { state: 'gone', close_reason: 'its repository is gone', closed_by: null },
  ])
  const kinds = await program.kinds('acme')
  const count = (wanted: string): number => kinds.filter((one) => one === wanted).length
  expect(['request.closed', 'approval.ended'].map(count)).toEqual([2, 1])

  // It comes back: what was approved halfway is not, and it is asked for in the same issue.
  github.transfer(repository('app-one'), { owner: acme })
  await program.swept()
  await say(dev, issue, '/gatehouse request acme/app-one for 30d once more')
  await program.settled()
  expect(state(issue)).toBe('open')
  await say(kim, issue, '/gatehouse approve')
  await program.settled()
  expect(said(issue).at(-1)).toContain('1 so far')
  expect(connected()).not.toContain('app-one')
  await say(sam, issue, '/gatehouse approve')
  await program.settled()
  expect(connected()).toContain('app-one')
})
