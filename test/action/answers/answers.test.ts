import { Octokit } from '@octokit/rest'
import { expect, test } from 'vitest'
import { readAllowlist } from '../../../policies/read-allowlist.ts'
import { simulated } from '../../github/simulated.ts'
import { readDetails } from '../../github/world/details.ts'
import type { User } from '../../github/world/entities.ts'
import { githubToken } from '../../cli/secrets.ts'
import type { ActionOptions } from '../run-action.ts'
import { runInside } from '../run-inside.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const day = 24 * 60 * 60 * 1000
const until = new Date(Date.now() + 30 * day).toISOString().slice(0, 10)
const why = 'A made-up token from the manual of the parser'

const policy = (more = ''): string => `version: 1
default: allow
allowlist:
  decisions:
    by: [acme/security]
${more}`

/** A pull request by ada with one secret, on which the scan has commented. */
async function commented(files: Readonly<Record<string, string>> = {}) {
  const github = await simulated()
  const [ada, bob, eve] = [
    github.addUser({ login: 'ada' }),
    github.addUser({ login: 'bob', email: 'bob@acme.test' }),
    github.addUser({ login: 'eve' }),
  ] as const
  const acme = github.addOrganization({ login: 'acme', owners: [ada], members: [bob, eve] })
  const security = github.addTeam(acme, { name: 'security', members: [bob] })
  const web = github.addRepository(acme, {
    name: 'web',
    files: { 'README.md': '# Web\n', '.github/gatehouse.yml': policy(), ...files },
  })
  security.repositories.set(web.id, 'write')
  const app = github.addApp({
    slug: 'acme-gatehouse',
    owner: acme,
    permissions: { contents: 'write', pull_requests: 'write', members: 'read', metadata: 'read' },
  })
  const installation = github.addInstallation({ app, on: acme })
  const as = (user: User) =>
    new Octokit({ baseUrl: github.apiUrl, log: quiet, auth: github.addClassicToken(user, ['repo']) })
  const where = { owner: 'acme', repo: 'web', pull_number: 1 }
  await github.pushCommit(web, {
    branch: 'topic',
    files: { 'deploy.sh': `set -e\nexport TOKEN=${githubToken(1)}\n` },
    sender: ada,
  })
  await as(ada).pulls.create({ ...where, head: 'topic', base: 'main', title: 'A change' })
  const pull = async () => (await as(ada).pulls.get(where)).data
  const go = async (
    event: ActionOptions['event'],
    token: string,
    inputs: Readonly<Record<string, string>> = {},
  ) => runInside({ github, repository: web, token, event, inputs })
  const scan = async () => {
    const data = await pull()
    // As in the next event of the pull request.
    data.base.sha = (await as(ada).repos.getBranch({ ...where, branch: 'main' })).data.commit.sha
    return go(
      { name: 'pull_request', payload: { action: 'synchronize', pull_request: data }, sha: data.head.sha },
      github.addActionsToken(web, { contents: 'read', pull_requests: 'write' }),
    )
  }
  await scan()
  const [comment] = readDetails(web).reviewComments
  const reply = async (user: User, body: string) =>
    (await as(user).pulls.createReplyForReviewComment({ ...where, comment_id: comment!.id, body })).data
  const appToken = () => github.addInstallationToken(installation)
  const workflowToken = () => github.addActionsToken(web, { contents: 'write', pull_requests: 'write' })
  const answer = async (token = appToken(), inputs: Readonly<Record<string, string>> = {}) =>
    go(
      {
        name: 'workflow_run',
        payload: { workflow_run: { created_at: new Date().toISOString(), conclusion: 'success' } },
        sha: (await pull()).base.sha,
      },
      token,
      inputs,
    )
  const last = () => readDetails(web).reviewComments.at(-1)?.body
  const entries = async (branch = 'gatehouse/allowlist') => {
    const { data } = await as(ada).repos.getContent({
      owner: 'acme',
      repo: 'web',
      path: '.github/allowlist.yml',
      ref: branch,
      mediaType: { format: 'raw' },
    })
    const read = readAllowlist(JSON.parse(JSON.stringify(data)))
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return read.allowlist.entries
  }
  return {
    github,
    web,
    acme,
    ada,
    bob,
    eve,
    as,
    where,
    scan,
    reply,
    answer,
    go,
    last,
    entries,
    pull,
    appToken,
    workflowToken,
    comment: comment!,
    security,
  }
}

test('who may decide says it once, and it passes when the entry is merged', async () => {
  const { web, bob, as, where, reply, answer, last, entries, scan } = await commented()
  await reply(bob, `Looked at it.\n\n/gatehouse false-positive ${why} until ${until}`)
  expect(await answer()).toMatchObject({ exit: 0, outputs: { answers: '1', entries: '1' } })
  expect(last()).toContain('@bob decided that this counts as a false positive')
  expect(last()).toContain('written down in #2')
  expect(await entries()).toMatchObject([
    { verdict: 'false-positive', reason: why, approver: '@bob', expires: until },
  ])
  const made = (await as(bob).pulls.get({ ...where, pull_number: 2 })).data
  expect(made).toMatchObject({ base: { ref: 'main' }, user: { login: 'acme-gatehouse[bot]' } })
  expect(made.body).not.toContain('required checks')
  // Again, and nothing is said or written twice.
  expect(await answer()).toMatchObject({ exit: 0, outputs: { answers: '0', entries: '0' } })
  expect(readDetails(web).pulls).toHaveLength(2)

  await as(bob).pulls.merge({ ...where, pull_number: 2 })
  expect(await scan()).toMatchObject({ exit: 0, outputs: { findings: '0' } })
})

test('who wrote the change asks, and somebody who may agrees', async () => {
  const { ada, bob, eve, reply, answer, last, entries, web, scan } = await commented()
  const asked = await reply(ada, '/gatehouse rotated')
  const { summary } = await answer()
  expect(summary).toContain('**1 open request**')
  expect(summary).toContain(`[ada](${asked.html_url})`)
  expect(summary).toMatch(/\| \d{4}-\d\d-\d\d \d\d:\d\d UTC \|/)
  expect(last()).toMatch(/@ada asks that this counts as a secret that was rotated/)
  expect(last()).toMatch(/@acme\/security: please decide by \*\*\d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  expect((await scan()).summary).toContain('**1 open request**')
  expect(readDetails(web).pulls).toHaveLength(1)
  for (const who of [eve, ada]) {
    await reply(who, '/gatehouse approve')
    await answer()
    expect(last()).toContain(
      who === eve ? 'Nothing was done: this is for' : 'whoever wrote the change does not decide',
    )
  }
  await reply(bob, '/gatehouse approve')
  const done = await answer()
  expect(done).toMatchObject({ outputs: { answers: '1', entries: '1' } })
  expect(done.summary).toContain('No request about a finding is open.')
  expect(last()).toContain('@bob decided that this counts as a secret that was rotated, as @ada asked')
  expect(await entries()).toMatchObject([
    {
      verdict: 'risk-accepted',
      approver: '@bob',
      rotated: { who: '@ada', evidence: `Said in ${asked.html_url}` },
    },
  ])
})

test('who wrote a commit of another person’s change asks too, and does not decide about it', async () => {
  const { github, web, bob, reply, answer, last } = await commented()
  await github.pushCommit(web, { branch: 'topic', files: { 'more.txt': 'More.\n' }, sender: bob })
  await reply(bob, `/gatehouse false-positive ${why}`)
  expect(await answer()).toMatchObject({ outputs: { answers: '1', entries: '0' } })
  expect(last()).toContain('@bob asks that this counts as a false positive')
  await reply(bob, '/gatehouse approve')
  expect(await answer()).toMatchObject({ outputs: { answers: '1', entries: '0' } })
  expect(last()).toContain('whoever wrote the change does not decide')
})

test('whom a commit’s message names as its co-author does not decide about it', async () => {
  const { github, web, ada, bob, reply, answer, last } = await commented()
  const message = `More\n\nCo-authored-by: Bob <bob@acme.test>\nCo-authored-by: Nobody <nobody@else.test>\n`
  await github.pushCommit(web, { branch: 'topic', files: { 'more.txt': 'More.\n' }, message, sender: ada })
  await reply(bob, `/gatehouse false-positive ${why}`)
  expect(await answer()).toMatchObject({ outputs: { answers: '1', entries: '0' } })
  expect(last()).toContain('@bob asks that this counts as a false positive')
  await reply(bob, '/gatehouse approve')
  await answer()
  expect(last()).toContain('whoever wrote the change does not decide')
  expect(readDetails(web).pulls).toHaveLength(1)
})

test('a request that waits is seen among the pull requests by its labels, until it is over', async () => {
  const { github, web, ada, bob, as, where, reply, answer, go, pull, workflowToken, last } = await commented()
  const labels = async () => (await pull()).labels.map(({ name }) => name)
  const timer = async () =>
    go({ name: 'schedule', payload: {}, sha: (await pull()).base.sha }, workflowToken(), { task: 'answers' })
  await as(bob).issues.addLabels({ owner: 'acme', repo: 'web', issue_number: 1, labels: ['theirs'] })
  await reply(ada, '/gatehouse rotated')
  await answer(workflowToken())
  expect(await labels()).toEqual(['theirs', 'gatehouse-request'])
  const { data: made } = await as(bob).issues.getLabel({
    owner: 'acme',
    repo: 'web',
    name: 'gatehouse-request',
  })
  expect(made.description).toBe('Somebody asks that a finding may pass, and nobody has decided')
  github.world.clock.advance(4 * day)
  await timer()
  expect(last()).toContain('nobody decided this by')
  expect(await labels()).toEqual(['theirs', 'gatehouse-request', 'gatehouse-overdue'])
  // Closed, it is over, and open again it is not.
  await as(ada).pulls.update({ ...where, state: 'closed' })
  expect((await timer()).summary).toContain('No request about a finding is open.')
  expect(await labels()).toEqual(['theirs'])
  await as(ada).pulls.update({ ...where, state: 'open' })
  await timer()
  expect(await labels()).toEqual(['theirs', 'gatehouse-request', 'gatehouse-overdue'])
  await reply(bob, '/gatehouse deny It is used by the shop')
  await answer()
  expect(await labels()).toEqual(['theirs'])
  expect(
    readDetails(web)
      .reviewComments.map(({ body }) => body)
      .join(),
  ).not.toContain('could not be read')
})

test('a request whose finding is gone is over, and one of a merged change can still be decided', async () => {
  const { github, web, ada, bob, as, where, reply, answer, go, last, pull, appToken, entries } =
    await commented()
  const timer = async () =>
    go({ name: 'schedule', payload: {}, sha: (await pull()).base.sha }, appToken(), { task: 'answers' })
  await reply(ada, `/gatehouse false-positive ${why}`)
  await answer()
  await as(bob).pulls.merge(where)
  github.world.clock.advance(2 * day)
  expect(await timer()).toMatchObject({ outputs: { answers: '1' } })
  expect(last()).toContain('@acme/security: this still waits for your answer')
  await reply(bob, '/gatehouse approve')
  expect(await answer()).toMatchObject({ outputs: { entries: '1' } })
  expect(await entries()).toMatchObject([{ approver: '@bob', verdict: 'false-positive' }])

  const other = await commented()
  await other.reply(other.ada, `/gatehouse false-positive ${why}`)
  await other.answer()
  await other.as(other.ada).git.updateRef({
    owner: 'acme',
    repo: 'web',
    ref: 'heads/topic',
    sha: await other.github.pushCommit(other.web, {
      branch: 'clean',
      files: { 'clean.txt': 'Clean.\n' },
      sender: other.ada,
    }),
    force: true,
  })
  expect((await other.pull()).labels).toMatchObject([{ name: 'gatehouse-request' }])
  await other.reply(other.eve, '/gatehouse approve')
  await other.answer()
  expect(other.last()).toContain('this finding is not in the change as it is now')
  expect((await other.pull()).labels).toEqual([])
  expect(readDetails(web).pulls).toHaveLength(2)
})

test('with the token of a workflow alone, teams are unknown, and it says what a merge needs', async () => {
  const { bob, reply, answer, last, entries, as, where, appToken, workflowToken } = await commented()
  await reply(bob, `/gatehouse accept ${why} until ${until}`)
  await answer(workflowToken())
  expect(last()).toContain('Whether @bob may decide alone could not be read')
  expect(await answer(workflowToken())).toMatchObject({ outputs: { answers: '0' } })
  // Nobody asks again: it counts as soon as it can be read.
  expect(await answer(appToken())).toMatchObject({ outputs: { answers: '1', entries: '1' } })
  expect(await entries()).toMatchObject([{ verdict: 'risk-accepted', approver: '@bob' }])

  const other = await commented({ '.github/gatehouse.yml': policy().replace('acme/security', "'@bob'") })
  await other.reply(other.bob, `/gatehouse false-positive ${why}`)
  expect(await other.answer(other.workflowToken())).toMatchObject({ outputs: { entries: '1' } })
  const made = (await other.as(other.bob).pulls.get({ ...other.where, pull_number: 2 })).data
  expect(made.body).toContain('**required checks do not run by themselves**')
  expect((await as(bob).pulls.get({ ...where, pull_number: 2 })).data.body).not.toContain('required checks')
})

test('entries of several changes wait in one pull request, which goes along with the base', async () => {
  const { github, web, ada, bob, as, where, scan, reply, answer, last, entries } = await commented()
  await reply(bob, `/gatehouse false-positive ${why}`)
  await answer()
  const theirs = `version: 1
entries:
  # By hand.
  - {rule: pem-private-key, path: test/keys/**, verdict: false-positive, reason: Made up for the tests of the parser., approver: '@eve', expires: ${until}}
`
  await github.pushCommit(web, { files: { '.github/allowlist.yml': theirs }, sender: ada })
  await github.pushCommit(web, {
    branch: 'topic',
    files: { 'b.sh': `TOKEN=${githubToken(2)}\n` },
    sender: ada,
  })
  await scan()
  const second = readDetails(web).reviewComments.at(-1)
  expect(second).toMatchObject({ path: 'b.sh', inReplyTo: null })
  const say = (body: string) =>
    as(bob).pulls.createReplyForReviewComment({ ...where, comment_id: second?.id ?? 0, body })
  await say(`/gatehouse accept ${why} until ${until}`)
  expect(await answer()).toMatchObject({ outputs: { entries: '1' } })
  expect(last()).toContain('written down in #2')
  expect(readDetails(web).pulls).toHaveLength(2)
  const all = await entries()
  expect(all.map(({ approver, verdict }) => [approver, verdict])).toEqual([
    ['@eve', 'false-positive'],
    ['@bob', 'false-positive'],
    ['@bob', 'risk-accepted'],
  ])
  const { data: made } = await as(bob).pulls.get({ ...where, pull_number: 2 })
  expect(made.body).toContain('2 entries that the base does not have')
  expect((await as(bob).pulls.listFiles({ ...where, pull_number: 2 })).data).toMatchObject([
    { filename: '.github/allowlist.yml', deletions: 0 },
  ])
  await as(bob).pulls.merge({ ...where, pull_number: 2 })
  expect(await scan()).toMatchObject({ exit: 0 })
})

test('what was edited, deleted, written by bots or answered before does not count, and nobody is forgotten', async () => {
  const { github, web, ada, bob, as, where, reply, answer, go, last, pull, appToken } = await commented()
  const count = () => readDetails(web).reviewComments.length
  const ask = await reply(bob, 'Fine.')
  await as(bob).pulls.updateReviewComment({
    ...where,
    comment_id: ask.id,
    body: `/gatehouse false-positive ${why}`,
  })
  github.world.clock.advance(5000)
  await as(bob).pulls.updateReviewComment({
    ...where,
    comment_id: ask.id,
    body: `/gatehouse false-positive ${why}`,
  })
  const gone = await reply(bob, `/gatehouse false-positive ${why}`)
  await as(bob).pulls.deleteReviewComment({ ...where, comment_id: gone.id })
  const before = count()
  expect(await answer()).toMatchObject({ outputs: { answers: '1', entries: '0' } })
  expect(count()).toBe(before + 1)
  expect(last()).toContain('a comment that was edited does not count')

  await reply(ada, '/gatehouse rotated')
  await answer()
  const timer = async () => {
    const event = { name: 'schedule', payload: {}, sha: (await pull()).base.sha }
    return go(event, appToken(), { task: 'answers' })
  }
  expect(await timer()).toMatchObject({ outputs: { answers: '0' } })
  github.world.clock.advance(2 * day)
  expect(await timer()).toMatchObject({ outputs: { answers: '1' } })
  expect(last()).toContain('@acme/security: this still waits for your answer, until **')
  github.world.clock.advance(2 * day)
  expect((await timer()).summary).toMatch(/\*\*1 open request\*\*, 1 of them past[^]*UTC, over\*\*/)
  expect(last()).toContain('@acme/security: nobody decided this by')
  expect(await timer()).toMatchObject({ outputs: { answers: '0' } })
  expect(readDetails(web).pulls).toHaveLength(1)
})

test('a secret that only commits hold is named below the pull request', async () => {
  const { github, web, ada, bob, as, where, answer } = await commented()
  await github.pushCommit(web, { branch: 'topic', files: { 'deploy.sh': null }, sender: ada })
  const id = /g1:[0-9a-f]{40}/.exec(readDetails(web).reviewComments[0]!.body)![0]
  const say = (body: string) =>
    as(bob).issues.createComment({ owner: where.owner, repo: where.repo, issue_number: 1, body })
  await say(`/gatehouse rotated ${id} Revoked it, see ticket SEC-12`)
  await say('/gatehouse rotated Revoked it, see ticket SEC-12')
  await say(`/gatehouse rotated g1:${'0'.repeat(40)} Revoked it, see ticket SEC-12`)
  expect(await answer()).toMatchObject({ outputs: { answers: '3', entries: '1' } })
  const said = readDetails(web).comments.map(({ body }) => body)
  expect(said.slice(3)).toEqual([
    expect.stringContaining('@bob decided that this counts as a secret that was rotated'),
    expect.stringContaining('does not say which finding is meant'),
    expect.stringContaining('this finding is not in the change as it is now'),
  ])
})

test('where workflows may not open pull requests, the answer says where to open it', async () => {
  const { github, bob, reply, answer, last, entries } = await commented()
  github.faults.add({
    when: ({ operationId }) => operationId === 'pulls/create',
    fault: { kind: 'status', status: 403 },
  })
  await reply(bob, `/gatehouse false-positive ${why}`)
  await answer()
  expect(last()).toContain('It is written down on the branch `gatehouse/allowlist`')
  expect(last()).toContain('/acme/web/compare/main...gatehouse%2Fallowlist?expand=1')
  expect(await entries()).toHaveLength(1)
})
