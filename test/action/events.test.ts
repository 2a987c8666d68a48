import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Octokit } from '@octokit/rest'
import { expect, onTestFinished, test } from 'vitest'
import { simulated } from '../github/simulated.ts'
import { editDetails, readDetails } from '../github/world/details.ts'
import { githubToken } from '../cli/secrets.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'
import { runInside } from './run-inside.ts'

const bundle = useAction()
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const none = '0'.repeat(40)
type Changed = Readonly<Record<string, string | Uint8Array | null>>
type Permissions = Readonly<Record<string, 'read' | 'write'>>
const usual: Permissions = { contents: 'read', pull_requests: 'write' }

/** A repository on the simulated GitHub, and hands to work on it. */
async function scene(files: Readonly<Record<string, string>> = {}) {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const bea = github.addUser({ login: 'bea' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada], members: [bea] })
  const web = github.addRepository(acme, {
    name: 'web',
    files: { 'README.md': '# Web\n', ...files },
    collaborators: [[bea, 'write']],
  })
  const as = (who: typeof ada) =>
    new Octokit({ baseUrl: github.apiUrl, log: quiet, auth: github.addClassicToken(who, ['repo']) })
  const store = await github.git.toWrite(web)
  const tip = async (branch: string) => (await store.refs()).get(`refs/heads/${branch}`)!
  const push = (branch: string, changed: Changed) =>
    github.pushCommit(web, { branch, files: changed, sender: bea })
  const event = (name: string, payload: object, sha: string) => ({
    name,
    sha,
    payload: { repository: { default_branch: 'main' }, ...payload },
  })
  const options = (one: ActionOptions['event'], permissions: Permissions = usual): ActionOptions => ({
    github,
    repository: web,
    token: github.addActionsToken(web, permissions),
    event: one,
  })
  const pull = async (branch: string, base = 'main') => {
    const where = { owner: 'acme', repo: 'web' }
    const { data } = await as(bea).pulls.create({ ...where, head: branch, base, title: 'A change' })
    return data
  }
  return { github, ada, bea, as, web, store, tip, push, event, options, pull }
}

const pushed = (branch: string, before: string, after: string) => ({
  ref: `refs/heads/${branch}`,
  before,
  after,
  head_commit: after === none ? null : { id: after },
})

test('pushes: a new branch, what follows, what is forced, and what is deleted', async () => {
  const { push, event, options, store } = await scene()
  const first = await push('topic', { 'a.sh': `${githubToken(1)}\n` })
  const created = await runAction(bundle(), options(event('push', pushed('topic', none, first), first)))
  expect(created).toMatchObject({ exit: 1, outputs: { blocking: '1', scanned: 'true' } })
  const second = await push('topic', { 'b.txt': 'x\n' })
  const run = (before: string, after: string) =>
    runInside(options(event('push', pushed('topic', before, after), after)))
  expect(await run(first, second)).toMatchObject({ exit: 0, outputs: { scanned: 'true' } })
  // By force to another line of commits: what is there now counts, compared with where both parted.
  const other = await push('other', { 'c.sh': `${githubToken(2)}\n` })
  expect(await run(second, other)).toMatchObject({ exit: 1, outputs: { findings: '1' } })
  // What was there is gone for good.
  expect(await run('3'.repeat(40), other)).toMatchObject({ exit: 1, outputs: { findings: '1' } })
  expect((await run(first, none)).log).toContain('Nothing to look at')
  const message = `object ${other}\ntype commit\ntag v1\ntagger A <a@example.com> 1700000000 +0000\n\n${githubToken(4)}\n`
  const tag = (await store.run(['hash-object', '-t', 'tag', '-w', '--stdin'], message)).trim()
  await store.run(['update-ref', 'refs/tags/v1', tag])
  store.forget()
  const tags = { ref: 'refs/tags/v1', before: none, after: tag, head_commit: { id: other } }
  for (const server of [undefined, 'http://127.0.0.1:9']) {
    const one = { ...options(event('push', tags, other)), ...(server && { server }) }
    expect(await runInside(one)).toMatchObject({ exit: 1, outputs: { findings: '2', scanned: 'true' } })
  }
})

test('a branch of one’s own decides nothing about what is pushed to it', async () => {
  const { push, event, options } = await scene()
  const policy = 'version: 1\nscanning:\n  ignore: ["**"]\ngroups: []\n'
  const first = await push('topic', { '.github/gatehouse.yml': policy })
  const second = await push('topic', { 'a.sh': `${githubToken(1)}\n` })
  const result = await runInside(options(event('push', pushed('topic', first, second), second)))
  expect(result).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
})

test('a merge queue, a run by hand, and the first push of all', async () => {
  const { push, event, options, tip } = await scene({ 'old.sh': `${githubToken(9)}\n` })
  const base = await tip('main')
  const head = await push('gh-readonly-queue/main/pr-1', { 'a.sh': `${githubToken(1)}\n` })
  const group = { base_sha: base, base_ref: 'refs/heads/main', head_sha: head }
  const queued = await runAction(bundle(), options(event('merge_group', { merge_group: group }, head)))
  expect(queued).toMatchObject({ exit: 1, outputs: { findings: '1', scanned: 'true' } })
  const byHand = await runAction(bundle(), options(event('workflow_dispatch', {}, base)))
  expect(byHand).toMatchObject({ exit: 1, outputs: { findings: '1', scanned: 'true' } })
  expect(byHand.summary).toMatch(/Scanned 2 of 2 files, at/)
  const first = await runInside(options(event('push', pushed('main', none, base), base)))
  expect(first).toMatchObject({ exit: 1, outputs: { findings: '1' } })
})

test('a pull request whose base was changed is compared with the new one', async () => {
  const { push, event, options, pull, as, bea } = await scene()
  await push('release', { 'old.sh': `${githubToken(3)}\n` })
  await push('topic', { 'old.sh': `${githubToken(3)}\n`, 'a.txt': 'x\n' })
  const made = await pull('topic', 'release')
  const { data } = await as(bea).pulls.update({
    owner: 'acme',
    repo: 'web',
    pull_number: made.number,
    base: 'main',
  })
  const edited = event('pull_request', { action: 'edited', pull_request: data }, data.head.sha)
  expect(await runInside(options(edited))).toMatchObject({ exit: 1, outputs: { findings: '1' } })
})

test('a pull request of a fork is looked at with a token that only reads', async () => {
  const { github, web, event, options, as } = await scene()
  web.visibility = 'public'
  const eve = github.addUser({ login: 'eve' })
  const fork = github.addRepository(eve, { name: 'web', visibility: 'public', forkOf: web })
  const head = await github.pushCommit(fork, {
    branch: 'topic',
    files: { 'a.sh': `${githubToken(1)}\n` },
    sender: eve,
  })
  const made = await as(eve).pulls.create({
    owner: 'acme',
    repo: 'web',
    head: 'eve:topic',
    base: 'main',
    title: 'T',
  })
  const run = event('pull_request', { action: 'opened', pull_request: made.data }, head)
  const result = await runAction(bundle(), options(run, { contents: 'read', pull_requests: 'read' }))
  expect(result).toMatchObject({ exit: 1, outputs: { blocking: '1', scanned: 'true' } })
  expect(result.log).toContain('The token of a run for a fork only reads.')
  expect(readDetails(web).reviewComments).toEqual([])
})

test('pull_request_target comments on a fork where nothing of it is on the disk, and is refused otherwise', async () => {
  const { web, push, pull, event, options, tip } = await scene()
  await push('topic', { 'a.sh': `set -e\nexport TOKEN=${githubToken(1)}\n` })
  const data = await pull('topic')
  const run = event('pull_request_target', { action: 'opened', pull_request: data }, await tip('main'))
  const work = mkdtempSync(path.join(tmpdir(), 'gatehouse-work-'))
  onTestFinished(() => rmSync(work, { recursive: true, force: true }))
  writeFileSync(path.join(work, 'package.json'), '{"scripts":{"test":"exit 0"}}')
  const refused = await runAction(bundle(), { ...options(run), workspace: work })
  expect(refused.exit).toBe(1)
  expect(refused.log).toContain('actions/checkout')
  expect(readDetails(web).reviewComments).toEqual([])
  const safe = await runAction(bundle(), options(run))
  expect(safe).toMatchObject({ exit: 1, outputs: { blocking: '1', scanned: 'true' } })
  expect(readDetails(web).reviewComments).toHaveLength(1)
})

test('a runner without git looks at everything through the API', async () => {
  const { push, pull, event, options, tip, github } = await scene({ 'old.sh': `${githubToken(8)}\n` })
  await push('topic', { 'a.sh': `${githubToken(1)}\n` })
  const head = await push('topic', { 'a.sh': null, 'b.sh': `${githubToken(2)}\n` })
  const data = await pull('topic')
  // Only what is no program.
  const environment = { PATH: path.join(tmpdir(), 'no-such-folder') }
  const run = event('pull_request', { action: 'synchronize', pull_request: data }, head)
  const result = await runAction(bundle(), { ...options(run), environment })
  expect(result).toMatchObject({ exit: 1, outputs: { findings: '2', blocking: '2', scanned: 'true' } })
  expect(result.summary).toContain('Scanned 1 of 1 file, 2 commits, at')
  const whole = event('schedule', {}, await tip('main'))
  expect(await runAction(bundle(), { ...options(whole), environment })).toMatchObject({
    exit: 1,
    outputs: { findings: '1', scanned: 'true' },
  })
  expect(github.calls.some(({ path: asked }) => asked.includes('git-upload-pack'))).toBe(false)
})

test('more commits and files than GitHub lists are all looked at', async () => {
  const { github, bea, web, event, options, store, tip } = await scene()
  const many = Object.fromEntries(
    Array.from({ length: 3100 }, (_, index) => [`many/${index}.txt`, `${index}\n`]),
  )
  await github.pushCommit(web, {
    branch: 'topic',
    files: { ...many, 'many/last.sh': `${githubToken(1)}\n` },
    sender: bea,
  })
  const chain = Array.from({ length: 260 }, (_, index) =>
    [
      'commit refs/heads/topic',
      `committer B <b@example.com> ${1_800_000_000 + index} +0000`,
      'data 0',
      ...(index === 0 ? ['from refs/heads/topic^0'] : []),
      index === 4 ? 'M 100644 inline gone.sh' : `M 100644 inline c/${index % 7}.txt`,
      index === 4 ? `data ${githubToken(2).length}` : `data ${String(index).length}`,
      index === 4 ? githubToken(2) : String(index),
      ...(index === 5 ? ['D gone.sh'] : []),
      '',
    ].join('\n'),
  )
  await store.run(['fast-import', '--quiet'], chain.join('\n'))
  store.forget()
  const head = await tip('topic')
  const run = event('push', pushed('topic', none, head), head)
  for (const server of [undefined, 'http://127.0.0.1:9']) {
    const result = await runInside({
      ...options(run),
      ...(server && { server }),
    })
    expect(result).toMatchObject({ exit: 1, outputs: { blocking: '2', scanned: 'true' } })
    expect(result.summary).toMatch(/Scanned 3,?108 of 3,?108 files, 261 commits/)
  }
})

test('an approver lets pass what could not be looked at, for one commit and nobody else', async () => {
  const { web, push, pull, event, options, as, ada, bea } = await scene()
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`
  const head = await push('topic', { 'image.png': pointer })
  const data = await pull('topic')
  const where = { owner: 'acme', repo: 'web', issue_number: data.number }
  const run = async () =>
    runInside(options(event('pull_request', { action: 'opened', pull_request: data }, head)))
  const first = await run()
  expect(first).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned', override: '' } })
  expect(first.log).toContain(`/gatehouse not-scanned-ok ${head}`)
  const body = `/gatehouse not-scanned-ok ${head} It is an image that the camera wrote.`
  await as(bea).issues.createComment({ ...where, body })
  const own = await run()
  expect(own).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned' } })
  expect(own.summary).toContain('nobody decides about their own change')
  const { data: said } = await as(ada).issues.createComment({ ...where, body })
  const passed = await run()
  expect(passed).toMatchObject({
    exit: 0,
    outputs: { conclusion: 'passed', scanned: 'false', override: said.html_url },
  })
  expect(passed.summary).toContain('lets it pass')
  // Whoever edits it takes it back; the next commit is another one.
  const later = await push('topic', { 'other.png': pointer })
  const next = event('pull_request', { pull_request: { ...data, head: { ...data.head, sha: later } } }, later)
  expect(await runInside(options(next))).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned' } })
  const comment = editDetails(web).comments.find(({ id }) => id === said.id)
  if (comment) comment.updatedAt = comment.createdAt + 60_000
  expect(await run()).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned' } })
})

test('whoever may merge without an owner’s word about the allowlist is told of', async () => {
  const allowlist = { '.github/allowlist.yml': 'version: 1\nentries: []\n' }
  const open = await scene(allowlist)
  const run = async ({ push, pull, event, options }: typeof open) => {
    const head = await push('topic', { 'a.txt': 'x\n' })
    return runInside(options(event('pull_request', { pull_request: await pull('topic') }, head)))
  }
  expect((await run(open)).summary).toContain('CODEOWNERS names nobody for')
  const owned = await scene({ ...allowlist, CODEOWNERS: '/.github/ @ada\n' })
  expect((await run(owned)).summary).not.toContain('CODEOWNERS')
})
