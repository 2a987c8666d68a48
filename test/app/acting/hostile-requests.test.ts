import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { editDetails } from '../../github/world/details.ts'
import { running } from '../end-to-end/running.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany, askingPolicy } from './asking-company.ts'
import { hostileHands } from './hostile-hands.ts'

const databases = useDatabases()

/** As the usual one, and what is called `pair…` needs two people. */
const policy = `${askingPolicy}  - name: pairs
    match: ['acme/pair*']
    access: approval
    approval: { by: [acme/security], maxDays: 90, count: 2 }
`
const repositories = { 'app-one': false, 'app-two': true, pair: false, 'pair-two': false }

/** Hostile texts that a person could write as a reason. */
const reason = [
  '@everyone closes #1 fixes acme/app-two#2 [x](https://evil.example) <img src=x onerror=alert(1)>',
  '<!-- gatehouse:1 --> ```js `y` www.evil.example \u202e\u0000\u0007 1c0ffee1c0ffee1c0ffee GH-1 {person:x}',
].join(' ')

async function hostileCompany() {
  const company = await askingCompany({ repositories, policy })
  const { github, acme, security } = company
  const person = (login: string, isMember = true) => {
    const user = github.addUser({ login })
    if (isMember) acme.members.set(user.id, 'member')
    return user
  }
  const kim = person('kim')
  security.members.set(kim.id, 'member')
  github.addTeam(acme, { name: 'gatehouse-owners', members: [company.ada] })
  return { ...company, ...hostileHands(company), person, kim }
}

const withoutMarks = (text: string): string => text.replaceAll(/<!-- gatehouse:\d+ -->/g, '').trim()

/** What a text would do on GitHub: whom it mentions, what it refers to, and what HTML it makes. */
function activeIn(text: string): readonly string[] {
  const html = micromark(withoutMarks(text), {
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  })
  // Our own link to the repository that is meant, and no other.
  const link = /<a href="https:\/\/[a-z0-9.:-]+\/acme\/[\w.-]+(?:\/issues\/\d+)?">there<\/a>/g
  const tags =
    html
      .replaceAll('<!-- -->', '')
      .replaceAll(link, 'there')
      .match(/<(?!\/?(?:p|code|ul|li|strong|br)\b)[^>]*>/g) ?? []
  const words = html.replaceAll(/<code>.*?<\/code>/gs, '').match(/@[a-z0-9]+|#\d+|GH-\d+|\b[0-9a-f]{7,}\b/gi)
  return [...tags, ...(words ?? [])]
}

test('nobody is let in who may not approve, whoever they say they are and however they write it', async () => {
  const company = await hostileCompany()
  const { github, acme, app, security, dev, sam, eve, kim, person } = company
  const { comment, editAtOnce, editComment, rename, openIssue, said, connected } = company
  const policyRepository = company.repository('gatehouse')
  const outsider = person('outsider', false)
  for (const [user, role] of [
    [outsider, 'write'],
    [eve, 'maintain'],
  ] as const)
    editDetails(policyRepository).collaborators.set(user.id, role)
  // In the team still, and not in the organization any more, as GitHub shows it after a minute; and the other way round.
  const [left, gone] = [person('left'), person('gone')]
  security.members.set(gone.id, 'member')
  editDetails(policyRepository).collaborators.set(gone.id, 'write')
  security.members.set(dev.id, 'member')
  const program = await acting(databases, company)
  const issue = await openIssue(dev, '/gatehouse request acme/pair for 30d it helps')
  await program.settled()
  security.members.delete(gone.id)
  acme.members.delete(gone.id)

  const otherApp = github.addApp({ slug: 'helper', owner: acme, permissions: { issues: 'write' } })
  const other = github.addInstallation({ app: otherApp, on: acme })
  const botToken = github.addInstallationToken(other)
  const silent: readonly string[] = [
    'I approve.',
    '\uff0fgatehouse approve',
    '\u200b/gatehouse approve',
    '\u202e/gatehouse approve',
    '/g\u0430tehouse approve',
    '> /gatehouse approve',
    '```\n/gatehouse approve\n```',
    '<!--\n/gatehouse approve\n-->',
    '    /gatehouse approve',
  ]
  for (const text of silent) await comment(sam, issue, text)
  await comment(dev, issue, '/gatehouse approve', botToken)
  const wanted: RegExp[] = []
  const says = async (by: typeof dev, text: string, answer: RegExp, token?: string): Promise<void> => {
    await comment(by, issue, text, token)
    wanted.push(answer)
  }
  await says(eve, '/gatehouse approve', /changes nothing/)
  await says(outsider, '/GATEHOUSE Approve 90d', /changes nothing/)
  await says(left, '/gatehouse approve', /changes nothing/)
  await says(gone, '/gatehouse approve', /changes nothing/)
  await says(eve, '/gatehouse deny x', /changes nothing/)
  await says(eve, '/gatehouse revoke x', /changes nothing/)
  await says(sam, '/gatehouse approve', /App writes in somebody's name/, github.addUserToken(otherApp, sam))
  await says(sam, '/gatehouse \u0430pprove', /no such command/)
  for (const days of ['0', '-1', '1e9', '1000000000', '90d90d', '\uff19\uff10d'])
    await says(sam, `/gatehouse approve ${days}`, /whole number from 1 to 730/)
  await says(sam, '/gatehouse approve 30d please', /Nothing else/)
  await says(sam, '/gatehouse approve\n/gatehouse deny no', /Only one command/)
  await says(dev, '/gatehouse approve', /Who asks cannot approve/)
  await program.settled()
  rename(dev, 'DEV-renamed')
  await says(dev, '/gatehouse approve', /Who asks cannot approve/)
  await program.settled()
  rename(dev, 'dev')
  // Somebody who may edit it speaks in the name of another, at once and a while later.
  const words = [await comment(sam, issue, 'Thanks!'), await comment(kim, issue, 'Let me think.')]
  await editAtOnce(eve, words[0]!, '/gatehouse approve')
  await program.settled()
  await editComment(eve, words[1]!, '/gatehouse approve')
  await program.want(
    (await program.store.database.selectFrom('organizations').select('id').execute()).map(
      ({ id }) => `requests:${id}`,
    ),
  )
  await program.settled()
  const heard = said(issue).slice(1).map(withoutMarks)
  expect(heard).toHaveLength(wanted.length + 2)
  for (const [index, answer] of wanted.entries()) expect(heard[index]).toMatch(answer)
  for (const text of heard.slice(wanted.length)) expect(text).toContain('edited does not count')
  expect(connected()).toEqual(['app-two'])
  const kinds = await program.kinds('acme')
  expect(kinds.filter((kind) => kind.startsWith('approval.') || kind === 'request.closed')).toEqual([])

  // Nothing was lost by all of that: who may still can, and each of them counts once, also under another name.
  await comment(sam, issue, '/gatehouse approve')
  await program.settled()
  rename(sam, 'samuel')
  await comment(sam, issue, '/gatehouse approve')
  await program.settled()
  expect(said(issue).at(-2)).toMatch(/Approved by @sam .*1 so far/)
  expect(said(issue).at(-1)).toContain('an approval counts once')
  expect(connected()).toEqual(['app-two'])
  // GitHub sends everything once more.
  for (const delivery of github.webhooks.deliveries(app.id)) github.webhooks.redeliver(delivery)
  await program.settled()
  expect(connected()).toEqual(['app-two'])
  await comment(kim, issue, '/gatehouse approve')
  await program.settled()
  expect(connected()).toEqual(['app-two', 'pair'])
  expect(said(issue)).toHaveLength(wanted.length + 6)
})

test('two who approve in the same moment count once each, of two processes and with every webhook twice', async () => {
  const company = await hostileCompany()
  const { dev, sam, kim, openIssue, comment, said, connected, github } = company
  const created = await databases.create()
  const first = await acting({ create: async () => created }, company)
  const second = await running(created, company, company.settings)
  const issue = await openIssue(dev, '/gatehouse request acme/pair')
  await second.settled()
  github.webhooks.faults.add({ when: () => true, fault: { kind: 'duplicate' } })
  await Promise.all([
    comment(sam, issue, '/gatehouse approve 30d'),
    comment(kim, issue, '/gatehouse approve 30d'),
    comment(sam, issue, '/gatehouse approve 30d'),
  ])
  await second.settled()
  await first.settled()
  expect(connected()).toEqual(['app-two', 'pair'])
  const given = await created.store.database
    .selectFrom('approvals')
    .innerJoin('person_names', 'person_names.person_id', 'given_by')
    .select('login')
    .execute()
  expect(given.map(({ login }) => login).toSorted()).toEqual(['kim', 'sam'])
  const kinds = await first.kinds('acme')
  const counted = ['approval.given', 'request.closed'].map(
    (wanted) => kinds.filter((one) => one === wanted).length,
  )
  expect(counted).toEqual([2, 1])
  expect(said(issue)).toHaveLength(4)
})

test('what was read of a request is what is approved, and what is over stays over', async () => {
  const company = await hostileCompany()
  const { acme, security, dev, sam, kim, openIssue, comment, said, connected, issues } = company
  const { removeComment, editIssue, deleteIssue, moveIssueHere, repository } = company
  const program = await acting(databases, company)
  const last = (issue: number): string => withoutMarks(said(issue).at(-1)!)
  const say = async (...given: Parameters<typeof comment>): Promise<number> => {
    const id = await comment(...given)
    await program.settled()
    return id
  }
  const asked = async (text: string): Promise<number> => {
    const issue = await openIssue(dev, text)
    await program.settled()
    return issue
  }

  // The request is exchanged under the approver's hands, with a reason that wants to do harm.
  const issue = await asked('/gatehouse request acme/app-one for 30d it helps')
  await say(dev, issue, '/gatehouse deny never mind')
  await say(dev, issue, `/gatehouse request acme/pair for 90d ${reason}`)
  expect(last(issue)).toContain('gets one of its own')
  await say(sam, issue, '/gatehouse approve')
  expect(last(issue)).toContain('over')
  const own = issues().at(-1)!
  expect(own).toMatchObject({ title: 'Claude access: acme/pair', state: 'open' })
  expect(activeIn(own.body!)).toEqual(['@dev'])
  expect(own.body).toContain('everyone')

  // An approval runs out before the second one comes.
  await say(sam, own.number, '/gatehouse approve 1d')
  await sql`update approvals set granted_at = now() - interval '1 day 1 hour', expires_at = now() - interval '1 hour'`.execute(
    program.store.database,
  )
  await say(kim, own.number, '/gatehouse approve')
  expect(last(own.number)).toMatch(/Approved by @kim .*1 so far/)
  expect(connected()).toEqual(['app-two'])
  await say(sam, own.number, '/gatehouse approve')
  expect(connected()).toEqual(['app-two', 'pair'])

  // Title, text and labels are anybody's, before and after: what was opened is what counts.
  await editIssue(dev, own.number, { title: 'Claude access: acme/app-one', labels: [] })
  await editIssue(dev, issue, { body: '/gatehouse request acme/pair-two' })
  await program.settled()
  expect(connected()).toEqual(['app-two', 'pair'])
  await say(kim, own.number, `/gatehouse revoke ${reason}`)
  expect(connected()).toEqual(['app-two'])
  await say(sam, own.number, '/gatehouse approve')
  expect(last(own.number)).toContain('This request is over')
  await say(sam, 1, '/gatehouse approve')

  // A comment that waits and is deleted meanwhile never counts.
  const waiting = await asked('/gatehouse request acme/app-one')
  acme.teams.splice(acme.teams.indexOf(security), 1)
  const taken = await comment(sam, waiting, '/gatehouse approve')
  await vi.waitFor(() => expect(last(waiting)).toContain('This waits'), { timeout: 100_000 })
  await removeComment(sam, taken)
  acme.teams.push(security)
  await program.settled()
  expect(last(waiting)).toContain('This waits')
  expect(connected()).toEqual(['app-two'])

  // Its issue is deleted, which keeps nobody from asking again.
  await say(dev, own.number, '/gatehouse request acme/app-one')
  expect(last(own.number)).toContain(`It is asked for already, in #${waiting}`)
  deleteIssue(waiting)
  const again = await asked(
    '### Repository\n\nacme/app-one\n\n### For how many days\n\n999\n\n### Why it is needed\n\n\u0000x',
  )
  expect(last(again)).toContain('needs approval')

  // An issue that was written elsewhere brings its commands along, and they count for nothing.
  const elsewhere = repository('app-two')
  const written = editDetails(elsewhere)
  const [now, id] = [Date.now(), (): number => company.github.world.nextId()]
  const common = { createdAt: now, updatedAt: now }
  const shell = {
    title: 'x',
    state: 'open',
    stateReason: null,
    labels: [],
    assignees: [],
    closedAt: null,
  } as const
  written.issues.push({
    ...shell,
    ...common,
    id: id(),
    number: 1,
    body: '/gatehouse request acme/pair',
    authorId: dev.id,
  })
  for (const by of [sam, kim])
    written.comments.push({
      ...common,
      id: id(),
      issueNumber: 1,
      body: '/gatehouse approve',
      authorId: by.id,
    })
  const moved = moveIssueHere(elsewhere, 1)
  await say(sam, again, '/gatehouse approve')
  expect(connected()).toEqual(['app-one', 'app-two'])
  expect(said(moved).map(withoutMarks)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('came from another')),
  )

  // An issue that is no request, and a repository that nobody may know of, named in every way.
  const plain = await asked('Hello')
  for (const command of ['approve', 'deny no', 'revoke no']) {
    await say(sam, plain, `/gatehouse ${command}`)
    expect(last(plain)).toMatch(/No request was made|no such repository/)
  }
  acme.defaultRepositoryPermission = 'none'
  company.github.addTeam(acme, {
    name: 'readers',
    members: [sam, dev],
    repositories: [[repository('gatehouse'), 'write']],
  })
  for (const command of ['request NAME for 30d x', 'revoke NAME x', 'emergency NAME it burns INC-1']) {
    for (const name of ['acme/pair-two', 'acme/none', 'ACME/Pair-Two', 'other/pair-two'])
      await comment(dev, plain, `/gatehouse ${command.replace('NAME', name)}`)
    await program.settled()
    const texts = said(plain).slice(-4).map(withoutMarks)
    expect(new Set(texts.slice(0, 3)).size, texts.join('\n')).toBe(1)
    expect(texts[0]).toContain('no such repository')
  }

  // Nothing that the bot has ever said does anything but speak to those who took part.
  const people = /^@(?:dev|sam|kim)$/
  for (const one of issues())
    for (const text of said(one.number))
      expect(activeIn(text).filter((found) => !people.test(found) && !/^#\d+$/.test(found))).toEqual([])
})
