import { beforeAll, expect, test } from 'vitest'
import { readMarker } from '../../action/comments/marker.ts'
import { loadGrammars } from '../../scanner/syntax/grammars.ts'
import { grammarOf, grammars } from '../../scanner/syntax/language.ts'
import { withParsed } from '../../scanner/syntax/parse.ts'
import { githubToken } from '../cli/secrets.ts'
import { editDetails, readDetails } from '../github/world/details.ts'
import { accepted, openedPull, strong, usual } from './opened-pull.ts'
import { reviewedCode, reviewedFiles } from './review-sample.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'

const bundle = useAction()
const published = (options: ActionOptions) => runAction(bundle(), options)
beforeAll(() => loadGrammars(grammars))

const weak = (more = '', name = 'load'): string =>
  `import requests\n\n\ndef ${name}(url):\n    return requests.get(url, verify=False)\n${more}`

const parses = (path: string, text: string): boolean => {
  const parsed = withParsed(grammarOf(path)!, text, path, ({ source }) => !source.root.hasError)
  return parsed === true
}

test('the posted review, byte by byte; and what it suggests takes the findings out of files that still parse', async () => {
  const files = reviewedFiles()
  const pull = await openedPull(files, {}, published)
  const { data } = await pull.octokit.pulls.get(pull.where)
  const first = await pull.run()
  expect(first.exit).toBe(1)
  const shown = (text: string): string =>
    text.replaceAll(data.head.sha, '<head>').replaceAll(pull.github.webUrl, 'https://github.test')
  const posted = [
    shown(
      pull
        .reviews()
        .map(({ body }) => body)
        .join('\n=====\n'),
    ),
    ...pull
      .comments()
      .map(({ path, startLine, line, side, body }) =>
        shown(`----- ${JSON.stringify(path)} ${startLine ?? ''}-${line} ${side}\n${body}`),
      ),
  ].join('\n')
  await expect(`${posted}\n`).toMatchFileSnapshot('snapshots/review.md')
  expect(pull.reviews()).toHaveLength(1)

  const texts: Record<string, string> = { ...reviewedCode, 'deploy.sh': files['deploy.sh']! }
  let taken = 0
  for (const comment of pull.comments()) {
    const fixed = texts[comment.path] === undefined ? undefined : accepted(texts[comment.path]!, comment)
    if (fixed === undefined) continue
    taken += 1
    texts[comment.path] = fixed
  }
  expect(taken).toBe(4)
  for (const path of Object.keys(reviewedCode)) expect(parses(path, texts[path]!), path).toBe(true)
  expect(texts['src/load.js']).toBe(reviewedCode['src/load.js'].replace('false', 'true'))
  await pull.push(texts)
  await pull.run()
  const states = Object.fromEntries(pull.comments().map(({ path, body }) => [path, readMarker(body)?.state]))
  expect(states).toMatchObject({
    'src/token.py': 'fixed',
    'src/load.js': 'fixed',
    'src/client.go': 'fixed',
    'deploy.sh': 'removed',
  })
  expect(pull.reviews()).toHaveLength(1)
})

test('a thread follows its finding: resolved, opened again, and left to people who resolved it', async () => {
  const pull = await openedPull({ 'a.py': weak('', 'a') })
  await pull.run(strong)
  const [comment] = pull.comments()
  await pull.push({ 'a.py': 'import requests\n' })
  expect((await pull.run(strong)).summary).toContain('Resolved 1 thread.')
  expect(pull.isResolved(comment!)).toBe(true)
  await pull.push({ 'a.py': weak('', 'a') })
  await pull.run(strong)
  expect(pull.isResolved(comment!)).toBe(false)
  // Ada has the last word.
  editDetails(pull.web).resolvedThreads.set(comment!.id, pull.ada.id)
  await pull.push({ 'b.txt': 'x\n' })
  await pull.run(strong)
  expect(pull.isResolved(comment!)).toBe(true)
  // Without the right to resolve, the comment says it.
  editDetails(pull.web).resolvedThreads.clear()
  await pull.push({ 'a.py': 'import requests\n' })
  const weaker = await pull.run(usual)
  expect(weaker.summary).toContain('the thread stays open')
  expect(pull.comments()).toHaveLength(1)
  expect(readMarker(pull.comments()[0]!.body)?.state).toBe('fixed')
  expect(pull.reviews()).toHaveLength(1)
})

test('beyond the limit there is one table, which follows the change', async () => {
  const three = weak(
    '\n\ndef post(url):\n    return requests.post(url, verify=False)\n\n\ndef put(url):\n    return requests.put(url, verify=False)\n',
  )
  const pull = await openedPull({ 'a.py': three })
  await pull.run(usual, { 'max-comments': '1' })
  expect(pull.comments()).toHaveLength(1)
  expect(pull.reviews()[0]!.body).toContain('2 of them have no comment of their own')
  expect(pull.reviews()[0]!.body).toContain('a.py#L9')
  await pull.push({ 'a.py': three.replace('put(url, verify=False)', 'put(url)') })
  await pull.run(usual, { 'max-comments': '1' })
  expect(pull.reviews()).toHaveLength(1)
  expect(pull.reviews()[0]!.body).toContain('One has no comment of its own')
})

test('what others put on a line is not repeated, and nobody can pass for us', async () => {
  const pull = await openedPull({
    'a.py': weak('', 'a'),
    'b.py': weak('', 'b'),
    'c.py': weak('', 'c'),
    'd.py': weak('', 'd'),
  })
  const { github } = pull
  const bot = (login: string) => github.addUser({ login, type: 'Bot' })
  pull.remark(bot('claude[bot]'), {
    path: 'a.py',
    line: 5,
    body: 'TLS certificate verification is disabled here.',
  })
  pull.remark(bot('reviewer[bot]'), { path: 'b.py', line: 5, body: 'Prefer early returns.' })
  editDetails(pull.web).codeAlerts.push({
    number: 1,
    ref: 'refs/pull/1/merge',
    tool: 'CodeQL',
    rule: 'py/request-without-cert-validation',
    tags: ['security', 'external/cwe/cwe-295'],
    path: 'c.py',
    line: 5,
  })
  // Another program, and a person, copy the mark of what will be found.
  const first = await pull.run({ ...usual, security_events: 'read' })
  const own = pull.comments().filter(({ reviewId }) => reviewId !== null)
  expect(own.map(({ path }) => path)).toEqual(['b.py', 'd.py'])
  expect(first.summary).toContain('1 finding said by Claude already.')
  expect(first.summary).toContain('1 finding said by CodeQL already.')
  const { reviewComments } = editDetails(pull.web)
  const body = own[1]!.body
  reviewComments.splice(reviewComments.indexOf(own[1]!), 1)
  pull.remark(bot('copier[bot]'), { path: 'e.py', line: 1, body })
  pull.remark(pull.ada, { path: 'e.py', line: 1, body })
  await pull.push({ 'a.txt': 'x\n' })
  const again = await pull.run(usual)
  expect(again.summary).toContain('security-events: read')
  const paths = pull
    .comments()
    .filter(({ reviewId }) => reviewId !== null)
    .map(({ path }) => path)
  expect(paths.toSorted()).toEqual(['b.py', 'c.py', 'd.py'])
  const copies = pull.comments().filter(({ path }) => path === 'e.py')
  expect(copies.map((one) => one.body)).toEqual([body, body])
})

test('an answer that was lost makes no second review, and a gateway that gives up gets halves', async () => {
  const pull = await openedPull({
    'a.py': weak('', 'a'),
    'b.py': weak('', 'b'),
    'c.py': weak('', 'c'),
  })
  const isReview = ({ operationId }: { readonly operationId?: string | undefined }) =>
    operationId === 'pulls/create-review'
  pull.github.faults.add({ when: isReview, times: 1, fault: { kind: 'truncated' } })
  expect((await pull.run()).exit).toBe(0)
  expect(pull.reviews()).toHaveLength(1)
  expect(pull.comments()).toHaveLength(3)

  await pull.push({ 'd.py': weak('', 'd'), 'e.py': weak('', 'e'), 'f.py': weak('', 'f') })
  pull.github.faults.add({ when: isReview, times: 1, fault: { kind: 'status', status: 502 } })
  await pull.run()
  expect(pull.reviews()).toHaveLength(3)
  expect(pull.comments().map(({ path }) => path)).toEqual(['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py'])

  await pull.push({ 'g.py': weak('', 'g') })
  pull.github.faults.add({ when: isReview, times: 1, fault: { kind: 'secondary-limit', retryAfter: 1 } })
  await pull.run()
  expect(pull.comments()).toHaveLength(7)
  // It never ends: the run says so, and ends as it would have.
  await pull.push({ 'h.py': weak('', 'h') })
  pull.github.faults.add({ when: isReview, fault: { kind: 'status', status: 502 } })
  const given = await pull.run()
  expect(given).toMatchObject({ exit: 0, outputs: { conclusion: 'passed' } })
  expect(given.log).toMatch(/^::warning .*file=h\.py/m)
})

test('a secret that a later commit removed has a way out that is no rewriting of history', async () => {
  const pull = await openedPull({ 'old.sh': `export TOKEN=${githubToken(4)}\n`, 'a.txt': 'x\n' })
  await pull.push({ 'old.sh': null })
  const first = await pull.run()
  expect(first).toMatchObject({ exit: 1, outputs: { blocking: '1' } })
  const [, fingerprint] = /\/gatehouse rotated (g1:[0-9a-f]{40})/.exec(pull.reviews()[0]!.body) ?? []
  expect(first.summary).toContain(`/gatehouse rotated ${fingerprint}`)
  // What the approver's confirmation becomes.
  const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
  const entry = `version: 1
entries:
  - fingerprint: ${fingerprint}
    verdict: risk-accepted
    reason: The token was revoked on the day it was pushed.
    approver: ada
    expires: ${day(30)}
    rotated: { who: ada, when: ${day(-1)}, evidence: 'Revoked at the service, ticket SEC-12.' }
`
  const files = { '.github/allowlist.yml': entry }
  await pull.github.pushCommit(pull.web, { branch: 'main', files, sender: pull.ada })
  const second = await pull.run()
  expect(second).toMatchObject({ exit: 0, outputs: { blocking: '0', conclusion: 'passed' } })
  expect(pull.reviews()).toHaveLength(1)
  expect(pull.reviews()[0]!.body).toContain('finds nothing in this change any more')
})

test('drafts, bots and observing leave the lines alone, and say what they would have done', async () => {
  const pull = await openedPull({
    'a.py': weak('', 'a'),
    'b.sh': `export TOKEN=${githubToken(3)}\n`,
  })
  const observed = await pull.run(usual, { mode: 'observe' })
  expect(observed.exit).toBe(0)
  expect(observed.summary).toContain('Would have commented on 2 places.')
  expect(observed.summary).toContain('Otherwise this run would have ended as: blocked.')
  const draft = await pull.run(usual, {}, { draft: true })
  expect(draft).toMatchObject({ exit: 1, outputs: { blocking: '1', conclusion: 'blocked' } })
  expect(draft.summary).toContain('Nothing new is said on the lines of a draft.')
  expect(`${observed.log}${draft.log}`).not.toMatch(/^::(?:error|warning) .*file=/m)
  expect(pull.comments()).toEqual([])
  expect(pull.reviews()).toEqual([])
})

test('findings are handed to code scanning where the token may, and the outputs say where they are', async () => {
  const pull = await openedPull({ 'a.py': weak('', 'a') })
  const inputs = { 'upload-sarif': 'true', 'sarif-file': 'out.sarif' }
  const refused = await pull.run(usual, inputs)
  expect(refused.summary).toContain('security-events: write')
  const { outputs, summary } = await pull.run({ ...usual, security_events: 'write' }, inputs)
  expect(summary).toContain('Handed to code scanning.')
  expect(readDetails(pull.web).sarifs).toMatchObject([{ ref: 'refs/pull/1/head', results: 1 }])
  expect(outputs).toMatchObject({
    conclusion: 'passed',
    verdicts: '{"python-tls-verification":{"open":1}}',
    'sarif-file': expect.stringMatching(/out\.sarif$/),
    report: expect.stringMatching(/gatehouse-report\.json$/),
  })
})

test('a value that reaches weak code elsewhere in the file is spoken of where it comes from, and never what was there before', async () => {
  const calls = Array.from({ length: 10 }, (_, at) => `exports.f${at} = () => ${at}\n`).join('')
  const code = (algorithm: string): string =>
    `const crypto = require('crypto')\nfunction seal(algorithm, text) {\n  return crypto.createHash(algorithm).update(text).digest('hex')\n}\n${calls}exports.hashed = (password) => seal('${algorithm}', password)\n`
  const pull = await openedPull(
    { 'a.js': code('md5'), 'b.js': `${code('md5')}// more\n` },
    { 'a.js': code('sha256'), 'b.js': code('md5') },
  )
  const first = await pull.run()
  expect(pull.comments()).toMatchObject([{ path: 'a.js', line: 15, startLine: null }])
  expect(pull.comments()[0]!.body).toContain('What this line hands over is used at `a.js:3`')
  expect(first.outputs).toMatchObject({ findings: '1', conclusion: 'passed' })
  expect(first.summary).toContain('its line 15 makes it a finding')
  await pull.push({ 'a.js': code('sha384') })
  await pull.run()
  expect(pull.comments().map(({ body }) => readMarker(body)?.state)).toEqual(['fixed'])
})
