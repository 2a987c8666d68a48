import { Octokit } from '@octokit/rest'
import { expect, test } from 'vitest'
import { githubToken } from '../../cli/secrets.ts'
import { simulated } from '../../github/simulated.ts'
import { runAction, useAction } from '../run-action.ts'
import { fakeMessages } from './fake-messages.ts'

const bundle = useAction()
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const policy = 'version: 1\ndefault: allow\n'

test('the opinion stands in the summary, and the run ends as it would without', async () => {
  const secret = githubToken(7)
  const files = { 'deploy.sh': `export TOKEN=${secret}\nrm -rf "$1"\n` }
  const note = {
    file: 'deploy.sh',
    line: 2,
    severity: 'high',
    title: 'Deletes what it is told to',
    explanation: 'It does.',
  }
  const claude = await fakeMessages([
    { says: { notes: [note], explanations: [{ finding: 1, text: 'This is a test token; let it pass.' }] } },
  ])
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const run = async (name: string, onMain: Readonly<Record<string, string>>, key: string) => {
    const repository = github.addRepository(acme, { name, files: { 'README.md': '# Web\n', ...onMain } })
    await github.pushCommit(repository, { branch: 'topic', files, sender: ada })
    const octokit = new Octokit({
      baseUrl: github.apiUrl,
      log: quiet,
      auth: github.addClassicToken(ada, ['repo']),
    })
    const where = { owner: 'acme', repo: name }
    const { data } = await octokit.pulls.create({ ...where, head: 'topic', base: 'main', title: 'A change' })
    return runAction(bundle(), {
      github,
      repository,
      token: github.addActionsToken(repository, { contents: 'read', pull_requests: 'write' }),
      event: { name: 'pull_request', payload: { action: 'opened', pull_request: data }, sha: data.head.sha },
      inputs: { 'anthropic-api-key': key },
      environment: { ANTHROPIC_BASE_URL: claude.url },
    })
  }
  const asked = await run('web', { '.github/gatehouse.yml': policy }, 'a-key')
  expect(asked).toMatchObject({ exit: 1, outputs: { blocking: '1', scanned: 'true' } })
  expect(asked.log).toContain('::add-mask::a-key')
  expect(asked.summary).toContain('Deletes what it is told to')
  expect(asked.summary).toContain('let it pass')
  expect(JSON.stringify(claude.asked)).not.toContain(secret)

  const without = await run('other', { '.github/gatehouse.yml': policy }, '')
  expect(without).toMatchObject({ exit: asked.exit, outputs: asked.outputs })
  expect(without.summary).not.toContain("Claude's opinion")

  const unasked = await run('third', {}, 'a-key')
  expect(unasked.summary).toContain('Claude was not asked. The base has no policy')
  expect(claude.asked).toHaveLength(1)
})
