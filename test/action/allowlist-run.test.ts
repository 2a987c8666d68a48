import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { githubRule, githubToken } from '../cli/secrets.ts'
import { simulated } from '../github/simulated.ts'
import { readDetails } from '../github/world/details.ts'
import { temporaryFolder } from '../scanner/sources/git-fixture.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'
import { runInside } from './run-inside.ts'

const bundle = useAction()
const reportSchema = z.object({
  findings: z.array(z.object({ fingerprint: z.string(), rule: z.string(), path: z.string() })),
})
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const expires = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const entry = (path: string, more = '') => `  - rule: ${githubRule}
    path: ${path}
    verdict: false-positive
    reason: Made up for the tests of the parser. ${more}
    approver: ada
    expires: ${expires}
`
const allowlist = (...entries: readonly string[]) => `version: 1\nentries:\n${entries.join('')}`

async function pullRequest(
  files: Readonly<Record<string, string>>,
  onMain: Readonly<Record<string, string>> = {},
) {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const web = github.addRepository(acme, { name: 'web', files: { 'README.md': '# Web\n', ...onMain } })
  const push = (more: Readonly<Record<string, string | null>>, branch = 'topic') =>
    github.pushCommit(web, { branch, files: more, sender: ada })
  await push(files)
  const octokit = new Octokit({
    baseUrl: github.apiUrl,
    log: quiet,
    auth: github.addClassicToken(ada, ['repo']),
  })
  const where = { owner: 'acme', repo: 'web', pull_number: 1 }
  await octokit.pulls.create({ ...where, head: 'topic', base: 'main', title: 'A change' })
  const options = async (more: Partial<ActionOptions> = {}): Promise<ActionOptions> => {
    const { data } = await octokit.pulls.get(where)
    return {
      github,
      repository: web,
      token: github.addActionsToken(web, { contents: 'read', pull_requests: 'write' }),
      event: {
        name: 'pull_request',
        payload: { action: 'synchronize', pull_request: data },
        sha: data.head.sha,
      },
      ...more,
    }
  }
  return { github, web, push, options, details: () => readDetails(web) }
}

test('what other scanners found stands in the same threads, goes through the same allowlist, and does not block', async () => {
  const code = 'import os\n\ndef run(x):\n    os.system(x)\n'
  const { push, options, details } = await pullRequest({ 'run.py': code })
  const workspace = temporaryFolder()
  const sarif = {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'bandit' } },
        results: [
          {
            ruleId: 'B605',
            level: 'error',
            message: { text: `A shell <img src=x> ${githubToken(9)} @acme/security` },
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'run.py' }, region: { startLine: 4 } } },
            ],
          },
        ],
      },
    ],
  }
  writeFileSync(join(workspace, 'bandit.sarif'), JSON.stringify(sarif))
  writeFileSync(
    join(workspace, 'findings.json'),
    JSON.stringify([
      { file: 'README.md', line: 1, severity: 'HIGH', category: 'x', description: 'Not in the change.' },
    ]),
  )
  const inputs = { 'sarif-inputs': '*.sarif', 'claude-review': 'findings.json' }
  const first = await runAction(bundle(), await options({ workspace, inputs }))
  expect(first).toMatchObject({ exit: 0, outputs: { blocking: '0' } })
  const mine = details().reviewComments.filter(({ body }) => body.includes('other-bandit-b605'))
  expect(mine).toMatchObject([{ path: 'run.py', line: 4 }])
  expect(mine[0]!.body).toContain('bandit: B605')
  for (const text of [first.log, first.summary, mine[0]!.body]) expect(text).not.toContain(githubToken(9))
  expect(mine[0]!.body).not.toMatch(/<img|@acme/)
  expect(first.outputs['verdicts']).toContain('"other-bandit-b605":{"open":1}')

  const policy = `version: 1\nallowlist: {otherScanners: {blockFrom: high}}\n`
  await push({ '.github/gatehouse.yml': policy }, 'main')
  expect(await runInside(await options({ workspace, inputs }))).toMatchObject({
    exit: 1,
    outputs: { blocking: '1' },
  })
  const id = /g1:[0-9a-f]{40}/.exec(mine[0]!.body)![0]
  await push(
    { '.github/allowlist.yml': allowlist(entry('x/y').replace(/rule: .*\n.*\n/, `fingerprint: ${id}\n`)) },
    'main',
  )
  expect(await runInside(await options({ workspace, inputs }))).toMatchObject({
    exit: 0,
    outputs: { blocking: '0' },
  })
  expect(details().reviewComments.at(-1)?.body).toContain('Settled: false positive')
})

test('a change to policy or allowlist is a request, said once below the pull request and taken back', async () => {
  const { push, options, details } = await pullRequest(
    {
      'a.sh': `T=${githubToken(1)}\n`,
      '.github/allowlist.yml': allowlist(entry('x/y'), entry('a.sh', '@acme/all <b>')),
    },
    { '.github/allowlist.yml': allowlist(entry('x/y')) },
  )
  const asked = await runInside(await options())
  expect(asked).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
  expect(asked.summary).toContain('It would add 1 entry to `.github/allowlist.yml`')
  expect(asked.summary).toContain('Who must agree: `$owners`')
  expect(details().comments).toHaveLength(1)
  expect(details().comments[0]!.body).toContain('It is judged by those of its base')
  expect(details().comments[0]!.body).not.toMatch(/@acme|<b>/)
  // What the base gets meanwhile is not this change's doing.
  await push({ '.github/allowlist.yml': allowlist(entry('x/y'), entry('z/y')) }, 'main')
  await push({ '.github/gatehouse.yml': 'version: 1\n' })
  const again = await runInside(await options())
  expect(again.summary).toContain('It would change the policy.')
  expect(again.summary).not.toContain('take out')
  expect(details().comments).toHaveLength(1)
  await push({ '.github/allowlist.yml': allowlist(entry('x/y')), '.github/gatehouse.yml': null })
  expect((await runInside(await options())).summary).not.toContain('asks for other rules')
  expect(details().comments).toMatchObject([
    { body: expect.stringContaining('does not touch policy or allowlist') },
  ])
})

test('comments for other tools ask, and settle only where the policy trusts them; entries that ended are named', async () => {
  const old = allowlist(entry('b.sh')).replace(expires, '2026-01-31')
  const { push, options } = await pullRequest(
    { 'a.sh': `T=${githubToken(1)} # gitleaks:allow\n`, 'b.sh': `T=${githubToken(2)} # nosec\n` },
    { '.github/allowlist.yml': old },
  )
  const asked = await runInside(await options())
  expect(asked).toMatchObject({ exit: 1, outputs: { blocking: '2' } })
  expect(asked.log).toContain('1 comment asking that a finding passes')
  expect(asked.log).toContain('a.sh:1 (a comment for another tool: gitleaks:allow)')
  expect(asked.log).toContain('1 allowlist entry expired: .github/allowlist.yml:3.')
  await push({ '.github/gatehouse.yml': 'version: 1\nallowlist: {otherComments: trust}\n' }, 'main')
  expect(await runInside(await options())).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
})

test('an old repository starts green with its baseline, and what is gone from it is named', async () => {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const web = github.addRepository(acme, { name: 'web', files: { 'old.sh': `T=${githubToken(1)}\n` } })
  const run = async (inputs: Readonly<Record<string, string>>) => {
    const sha = (await (await github.git.of(web)).refs()).get('refs/heads/main')!
    const token = github.addActionsToken(web, { contents: 'read' })
    return runInside({
      github,
      repository: web,
      token,
      event: { name: 'schedule', payload: {}, sha },
      inputs,
    })
  }
  const first = await run({ 'sarif-file': 'out.sarif' })
  expect(first).toMatchObject({ exit: 1 })
  expect(await run({ baseline: 'baseline.json' })).toMatchObject({
    exit: 1,
    log: expect.stringContaining('baseline.json is not in the base of the change'),
  })
  const written: unknown = JSON.parse(readFileSync(first.outputs['report'] ?? '', 'utf8'))
  const { findings } = reportSchema.parse(written)
  const gone = { fingerprint: `g1:${'0'.repeat(40)}`, rule: 'a-b', path: 'gone.sh' }
  const text = JSON.stringify({ version: 1, findings: [gone, ...findings] })
  await github.pushCommit(web, {
    files: { 'baseline.json': text },
    sender: ada,
  })
  const green = await run({ baseline: 'baseline.json' })
  expect(green).toMatchObject({ exit: 0, outputs: { blocking: '0', findings: '0' } })
  expect(green.log).toContain('1 finding of the baseline gone, and can leave it: gone.sh (a-b).')
  await github.pushCommit(web, { files: { 'new.sh': `T=${githubToken(2)}\n` }, sender: ada })
  expect(await run({ baseline: 'baseline.json' })).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
})
