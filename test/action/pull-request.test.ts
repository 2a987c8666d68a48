import { expect, test } from 'vitest'
import { simulated } from '../github/simulated.ts'
import { readDetails } from '../github/world/details.ts'
import { githubRule, githubToken } from '../cli/secrets.ts'
import { openedPull } from './opened-pull.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'

const bundle = useAction()
const published = (options: ActionOptions) => runAction(bundle(), options)

test('what a pull request brings is said once, on its line, and taken back when it is fixed', async () => {
  const [secret, gone] = [githubToken(1), githubToken(2)]
  const { push, run, comments, web } = await openedPull({
    'deploy.sh': `set -e\nexport TOKEN=${secret}\n`,
    'old.sh': `export TOKEN=${gone}\n`,
  })
  await push({ 'old.sh': null })
  const first = await run()
  expect(first).toMatchObject({ exit: 1, outputs: { findings: '2', blocking: '2', scanned: 'true' } })
  expect(comments()).toMatchObject([{ path: 'deploy.sh', line: 2, side: 'RIGHT' }])
  expect(comments()[0]!.body).toContain(`<!-- gatehouse:finding ${githubRule} g1:`)
  expect(readDetails(web).reviews).toHaveLength(1)
  expect(first.summary).toContain('old.sh')
  expect(first.summary).toMatch(/Scanned 1 of 1 file, 2 commits, at `[0-9a-f]{40}`/)
  for (const text of [first.log, first.summary, comments()[0]!.body])
    for (const one of [secret, gone]) expect(text).not.toContain(one)

  await run()
  expect(comments()).toHaveLength(1)
  expect(readDetails(web).reviews).toHaveLength(1)

  await push({ 'deploy.sh': 'set -e\n' })
  const fixed = await run()
  // It was pushed, so it is leaked: it has to be rotated.
  expect(fixed).toMatchObject({ exit: 1, outputs: { blocking: '2' } })
  expect(comments()).toHaveLength(1)
})

test('the base decides what is let pass, the change does not', async () => {
  const entry = `version: 1
entries:
  - rule: ${githubRule}
    path: deploy/**
    verdict: false-positive
    reason: These tokens are made up for the tests of the parser.
    approver: ada
    expires: ${new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)}
`
  const files = { 'deploy/a.txt': `${githubToken(3)}\n`, '.github/allowlist.yml': entry }
  const asked = await openedPull(files)
  expect(await asked.run()).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
  const allowed = await openedPull(
    { 'deploy/a.txt': `${githubToken(3)}\n` },
    { '.github/allowlist.yml': entry },
  )
  expect(await allowed.run()).toMatchObject({ exit: 0, outputs: { findings: '0', scanned: 'true' } })
  expect(allowed.comments()).toEqual([])
})

test('a token that only reads marks lines instead, and the run ends the same way', async () => {
  const { run, comments } = await openedPull(
    { 'deploy.sh': `set -e\nexport TOKEN=${githubToken(4)}\n` },
    {},
    published,
  )
  const read = await run({ contents: 'read' })
  expect(read).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
  expect(read.log).toMatch(/^::error title=.*file=deploy\.sh,line=2/m)
  expect(comments()).toEqual([])
  const observed = await run(undefined, { mode: 'observe' })
  expect(observed.exit).toBe(0)
  expect(observed.log).toContain('would have ended as: blocked')
  expect(comments()).toEqual([])
})

test('weak code that a change brings is commented on its lines, and what was there before is not', async () => {
  const old = 'import requests\n\n\ndef old(url):\n    return requests.get(url, verify=False)\n'
  const { run, comments, web } = await openedPull(
    { 'src/a.py': `${old}\n\ndef new(url):\n    return requests.post(url, verify=False)\n` },
    { 'src/a.py': old },
  )
  const { exit, outputs } = await run()
  expect({ exit, outputs }).toMatchObject({ exit: 0, outputs: { blocking: '0', conclusion: 'passed' } })
  expect(comments()).toMatchObject([{ path: 'src/a.py', line: 9 }])
  expect(comments()[0]!.body).toContain('```suggestion\n    return requests.post(url, verify=True)\n```')
  expect(readDetails(web).reviews).toHaveLength(1)
})

test('what cannot be looked at is no success and nobody is blamed for it', async () => {
  const { run, comments, github } = await openedPull({ 'a.txt': 'x\n' }, {}, published)
  // git reaches nobody, and neither does the API.
  github.faults.add({
    when: ({ path }) => path.includes('/git/trees/'),
    fault: { kind: 'status', status: 404 },
  })
  const unfetched = await run(undefined, {}, {}, { server: 'http://127.0.0.1:9' })
  expect(unfetched).toMatchObject({ exit: 1, outputs: { scanned: 'false' } })
  expect(unfetched.log).toMatch(/^::error::Could not scan, which says nothing about the change/m)
  github.faults.clear()
  const unread = await run({ pull_requests: 'write' })
  expect(unread).toMatchObject({ exit: 1, outputs: { scanned: 'false' } })
  expect(unread.log).toMatch(/^::error::Could not scan/m)
  expect(comments()).toEqual([])
  // git alone is not missed.
  expect(await run(undefined, {}, {}, { server: 'http://127.0.0.1:9' })).toMatchObject({
    exit: 0,
    outputs: { scanned: 'true' },
  })
})

test('a whole repository is looked at, with a checkout of it and without one', async () => {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const files = { 'README.md': '# Web\n', 'deploy/run.sh': `export TOKEN=${githubToken(5)}\n` }
  const web = github.addRepository(acme, { name: 'web', files })
  const store = await github.git.of(web)
  const sha = (await store.refs()).get('refs/heads/main')!
  const token = github.addActionsToken(web, { contents: 'read' })
  const event = { name: 'schedule', payload: {}, sha }
  const run = (more: Partial<ActionOptions>) => published({ github, repository: web, token, event, ...more })
  const expected = { exit: 1, outputs: { findings: '1', blocking: '1', scanned: 'true' } }
  expect(await run({})).toMatchObject(expected)
  expect(await run({ workspace: await store.folder(), server: 'http://127.0.0.1:9' })).toMatchObject(expected)
  const observed = await run({ inputs: { 'fail-on': 'never', 'sarif-file': 'out.sarif' } })
  expect(observed).toMatchObject({ exit: 0, outputs: { findings: '1', blocking: '0' } })
  expect(observed.summary).toMatch(/Scanned 2 of 2 files, at `[0-9a-f]{40}`/)
})
