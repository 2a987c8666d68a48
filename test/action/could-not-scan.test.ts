import { expect, test } from 'vitest'
import { couldNotRun } from '../../action/could-not-run.ts'
import type { Runner } from '../../action/runner.ts'
import { readMarker } from '../../action/comments/marker.ts'
import { openedPull, usual } from './opened-pull.ts'
import { runInside } from './run-inside.ts'

const weak = (name: string): string =>
  `import requests\n\n\ndef ${name}(url):\n    return requests.get(url, verify=False)\n`
type Pull = Awaited<ReturnType<typeof openedPull>>

/** A run in this process; `more` changes what its event says of the pull request. */
async function run(pull: Pull, inputs: Readonly<Record<string, string>> = {}, more: object = {}) {
  const { data } = await pull.octokit.pulls.get(pull.where)
  return runInside({
    github: pull.github,
    repository: pull.web,
    token: pull.github.addActionsToken(pull.web, usual),
    event: { name: 'pull_request', sha: data.head.sha, payload: { pull_request: { ...data, ...more } } },
    inputs,
  })
}

test('a policy or an allowlist that is broken in the base is said where people look, and stops nobody who only observes', async () => {
  const broken = {
    '.github/gatehouse.yml': 'version: 1\nscaning: {}\n',
    '.github/allowlist.yml': 'version: 1\nentries:\n - rule: x\n',
  }
  for (const [path, text] of Object.entries(broken)) {
    const pull = await openedPull({ 'a.py': weak('a') }, { [path]: text })
    const red = await run(pull)
    expect(red).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned', scanned: 'false' } })
    for (const shown of [red.log, red.summary])
      expect(shown).toMatch(/is not valid, so nothing can be judged by it\. It is read from the base/)
    expect(red.summary).toMatch(new RegExp(String.raw`^- .*${path.replaceAll('.', String.raw`\.`)}:\d`, 'm'))
    const observed = await run(pull, { mode: 'observe' })
    expect(observed).toMatchObject({ exit: 0, outputs: { conclusion: 'not-scanned' } })
    expect(observed.log).toContain('Could not scan.')
  }
}, 60_000)

test('a base that is gone, and a token that may not read, are said in words', async () => {
  const pull = await openedPull({ 'a.py': weak('a') })
  const gone = await run(pull, {}, { base: { sha: '3'.repeat(40), ref: 'gone', repo: { id: 1 } } })
  expect(gone).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned' } })
  expect(gone.summary).toContain('There is no branch gone in this repository any more')
  let [summary, failed] = ['', '']
  const outputs: Record<string, unknown> = {}
  const runner: Pick<Runner, 'output' | 'fail' | 'info' | 'summarize'> = {
    output: (name, value) => (outputs[name] = value),
    fail: (message) => (failed = message),
    info: () => {},
    summarize: async (text) => void (summary += text),
  }
  const refused = Object.assign(new Error('Resource not accessible by integration'), { status: 403 })
  await couldNotRun(runner, refused)
  for (const shown of [summary, failed]) expect(shown).toContain('permissions: contents: read')
  expect(outputs).toMatchObject({ conclusion: 'not-scanned', scanned: false })
}, 60_000)

test('the run of an older commit that is started again undoes nothing of what the newer one said', async () => {
  const pull = await openedPull({ 'a.py': weak('a') })
  const old = (await pull.octokit.pulls.get(pull.where)).data
  await run(pull)
  await pull.push({ 'a.py': 'import requests\n' })
  await run(pull)
  const state = () => pull.comments().map(({ body }) => readMarker(body)?.state)
  expect(state()).toEqual(['fixed'])
  const again = await run(pull, {}, { head: old.head })
  expect(state()).toEqual(['fixed'])
  expect(again.outputs).toMatchObject({ findings: '1' })
  expect(again.summary).toMatch(/Nothing is said on the lines: the pull request is at .* by now/)
}, 60_000)
