import { expect, test } from 'vitest'
import { countOverdueReviews, listReviews } from '../../../app/database/emergency-reviews.ts'
import { listExceptions } from '../../../app/database/exceptions.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { collected } from './collected.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'

const databases = useDatabases()
const day = 24 * 60 * 60 * 1000
const policy = `${askingPolicy.replace('requests:\n', 'requests:\n  exceptions: { maxDays: 30 }\n')}conditions:
  visibility: [internal]
`

test('an exception lets in for a while, and the review of an emergency is asked for until somebody has done it', async () => {
  const company = await askingCompany({ policy, repositories: { 'app-one': false, web: true } })
  const { dev, sam, eve, acme, github, openIssue, say, said, connected, issues } = company
  const gus = github.addUser({ login: 'gus' })
  acme.members.set(gus.id, 'member')
  github.addTeam(acme, { name: 'gatehouse-owners', members: [gus, dev] })
  const program = await acting(databases, company)
  const { store } = program
  const [organization] = await listOrganizations(store, 'everything')
  const { id } = organization!
  const follow = async (): Promise<void> => {
    await program.want([`requests:${id}`])
    await program.settled()
  }
  const issue = await openIssue(dev, '/gatehouse request acme/app-one for 90d to build')
  await program.settled()
  await say(sam, issue, '/gatehouse approve')
  await program.settled()
  expect(connected()).not.toContain('app-one')

  const except = '/gatehouse except visibility 90d owner:@acme/security control: <b>@ada</b> looks at it'
  await say(eve, issue, except)
  // A Gatehouse owner, who has asked for it.
  await say(dev, issue, except)
  await program.settled()
  expect(connected()).not.toContain('app-one')
  await say(gus, issue, except)
  await program.settled()
  expect(connected()).toContain('app-one')
  const answers = said(issue).slice(-3)
  expect(answers).toEqual([
    expect.stringContaining('changes nothing'),
    expect.stringContaining('Who asks cannot grant'),
    expect.stringMatching(/Waived by @gus until .*the longest/),
  ])
  expect(answers.join(' ')).not.toMatch(/<b>|@ada/)
  const [exception] = await listExceptions(store, 'everything', id, new Date())
  expect(exception).toMatchObject({
    repositoryName: 'app-one',
    waived: { check: 'visibility' },
    owner: 'acme/security',
    control: '<b>@ada</b> looks at it',
    by: 'gus',
  })
  const told = await collected(store, id)
  expect(told.exceptions).toMatchObject({
    open: [
      {
        waived: { check: 'visibility' },
        owner: 'acme/security',
        issue,
        repository: company.repository('app-one').id,
        actsFor: [{ name: 'acme/gatehouse-owners' }],
        expiresAt: exception!.expiresAt,
      },
    ],
    unreadable: 0,
  })
  expect(told.approvals).toMatchObject({ open: [{ kind: 'approval' }], unreadable: 0 })
  await store.database
    .updateTable('exceptions')
    .set({ granted_at: new Date(Date.now() - 25 * day), expires_at: new Date(Date.now() + 5 * day) })
    .execute()
  await follow()
  await follow()
  const ends = said(issue).filter((text) => text.startsWith(`@acme/security: exception ${exception!.id}`))
  expect(ends).toHaveLength(1)
  await say(eve, issue, `/gatehouse end-exception ${exception!.id}`)
  await program.settled()
  expect(connected()).toContain('app-one')
  await say(gus, issue, `/gatehouse end-exception ${exception!.id}`)
  await program.settled()
  expect(connected()).not.toContain('app-one')

  await say(dev, issue, '/gatehouse emergency acme/app-one it burns INC-1')
  await program.settled()
  const { number } = issues().find(({ title }) => title.startsWith('Emergency access'))!
  expect(await listReviews(store, 'everything', id, new Date())).toMatchObject([
    { repository: 'app-one', issue: number, isOverdue: false },
  ])
  await store.database
    .updateTable('emergency_reviews')
    .set({ due_at: new Date(Date.now() - day) })
    .execute()
  expect((await countOverdueReviews(store, new Date())).map(({ value }) => value)).toEqual([1])
  await follow()
  await follow()
  expect(said(number)).toEqual([
    expect.stringContaining('@acme/gatehouse-owners: the review of this emergency'),
  ])
  await say(dev, number, '/gatehouse reviewed all is well')
  await say(eve, number, '/gatehouse reviewed all is well')
  await say(gus, number, '/gatehouse reviewed <i>all</i> is well @ada')
  await program.settled()
  expect(said(number).slice(1)).toEqual([
    expect.stringContaining('cannot review it'),
    expect.stringContaining('changes nothing'),
    expect.stringContaining('Reviewed by @gus'),
  ])
  expect(issues().find((one) => one.number === number)!.state).toBe('closed')
  expect(await listReviews(store, 'everything', id, new Date())).toEqual([])
  const kinds = await program.kinds('acme')
  for (const kind of ['exception.given', 'exception.ended', 'emergency.reviewed'])
    expect(kinds.filter((one) => one === kind)).toEqual([kind])
})
