import { expect, test } from 'vitest'
import { askForWork } from '../../../app/database/ask-for-work.ts'
import { readRecertification } from '../../../app/database/list-recertification.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { createRecords } from '../../../app/database/records.ts'
import { openRecertification } from '../../../app/enforcement/recertification/open-recertification.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { collected } from './collected.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'

const databases = useDatabases()
const day = 24 * 60 * 60 * 1000
const policy = askingPolicy.replace(
  '  owners: [acme/gatehouse-owners]\n',
  '  owners: [acme/gatehouse-owners]\n  recertification: { everyDays: 30, reviewers: [acme/reviewers] }\n',
)

test('what reviewers keep stays, and what nobody confirms ends after they were told that it is overdue', async () => {
  const company = await askingCompany({
    policy,
    repositories: { 'app-one': false, 'app-two': false, 'app-three': true },
  })
  const { dev, sam, eve, acme, github, openIssue, say, said, connected, issues, repository } = company
  const rex = github.addUser({ login: 'rex' })
  acme.members.set(rex.id, 'member')
  github.addTeam(acme, { name: 'reviewers', members: [rex, dev] })
  github.addTeam(acme, { name: 'gatehouse-owners', members: [] })
  const program = await acting(databases, company)
  const { store } = program
  const [organization] = await listOrganizations(store, 'everything')
  const { id } = organization!
  for (const name of ['app-one', 'app-two']) {
    const issue = await openIssue(dev, `/gatehouse request acme/${name} for 90d to build`)
    await program.settled()
    await say(sam, issue, '/gatehouse approve')
    await program.settled()
  }
  expect(connected()).toEqual(['app-one', 'app-three', 'app-two'])

  const follow = async (): Promise<void> => {
    await program.want([`requests:${id}`])
    await program.settled()
  }
  await follow()
  expect(issues()).toHaveLength(2)
  await store.database
    .updateTable('approvals')
    .set({ granted_at: new Date(Date.now() - 31 * day) })
    .execute()
  // By itself, because the policy says so; and only one at a time.
  await follow()
  const records = createRecords(store, askForWork)
  const opening = { organization: { id }, records, ceiling: 'enforce', by: null, now: new Date() } as const
  expect(await openRecertification(opening)).toEqual({ opened: 'open-already' })
  const { number, body } = issues().find(({ title }) => title.startsWith('Recertification'))!
  expect(body).toContain('@acme/reviewers')
  expect(body).toContain('1. #1\n2. #2')
  // Who reads the issue may not be allowed to see the repositories.
  expect(body).not.toContain('app-one')

  await say(eve, number, '/gatehouse keep all')
  await say(dev, number, '/gatehouse keep all')
  await say(rex, number, '/gatehouse keep 1')
  await program.settled()
  expect(said(number)).toEqual([
    expect.stringContaining('changes nothing'),
    expect.stringContaining('2 left out: who asked cannot confirm'),
    expect.stringContaining('1 to be confirmed'),
  ])
  // From the record it could be asked again, with the same numbers and in the same issue.
  const { recertification } = await collected(store, id)
  expect(recertification).toMatchObject({
    by: null,
    reviews: [
      {
        issue: number,
        reviewers: ['acme/reviewers'],
        people: 0,
        items: [{ number: 2, repository: repository('app-two').id }],
      },
    ],
  })
  const move = (values: { asked_at?: Date; overdue_at?: Date }) =>
    store.database.updateTable('recertification_reviews').set(values).execute()
  await move({ asked_at: new Date(Date.now() - 15 * day) })
  await follow()
  await follow()
  expect(said(number).slice(3)).toEqual([
    expect.stringMatching(/@acme\/reviewers: One approval .*not confirmed yet/),
  ])
  await move({ asked_at: new Date(Date.now() - 60 * day) })
  await follow()
  // However late it is: grace runs from when they were told.
  expect(said(number).slice(4)).toEqual([expect.stringContaining('the time is over')])
  expect(connected()).toEqual(['app-one', 'app-three', 'app-two'])
  await move({ overdue_at: new Date(Date.now() - 8 * day) })
  // While nobody can read whether somebody has answered, nothing ends.
  const ours = [...github.world.installations.values()].find(({ appId }) => appId === company.app.id)!
  const all = ours.permissions
  ours.permissions = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'issues'))
  await follow()
  const states = async () =>
    (await readRecertification(store, 'everything', id))!.reviews[0]!.items.map(({ state }) => state)
  expect(await states()).toEqual(['kept', 'open'])
  ours.permissions = all
  await follow()
  expect(connected()).toEqual(['app-one', 'app-three'])
  expect(said(number).at(-1)).toContain('ended, because nobody confirmed it')
  expect(issues().find((one) => one.number === number)!.state).toBe('closed')
  const found = await readRecertification(store, 'everything', id)
  expect(found!.closedAt).not.toBeNull()
  expect(await states()).toEqual(['kept', 'lapsed'])
  expect((await collected(store, id)).recertification).toBeUndefined()
  const kinds = await program.kinds('acme')
  for (const kind of ['recertification.opened', 'approval.ended', 'recertification.closed'])
    expect(kinds.filter((one) => one === kind)).toEqual([kind])
  expect(kinds.filter((one) => one === 'recertification.answered')).toHaveLength(2)
})
