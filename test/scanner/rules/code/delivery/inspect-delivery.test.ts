import { assert, constantFrom, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { random } from '../../../../../scanner/engine/sample.ts'
import { deliveryRules } from '../../../../../scanner/rules/code/delivery/index.ts'
import {
  deliveryKindOf,
  inspectDelivery,
} from '../../../../../scanner/rules/code/delivery/inspect-delivery.ts'
import { countProcessorTime } from '../../../../processor-time.ts'

const workflow = '.github/workflows/ci.yml'
const found = (path: string, text: string): readonly string[] =>
  inspectDelivery(path, text)!.map(
    ({ rule, place, severity = rule.severity, confidence = rule.confidence }) =>
      `${place?.line} ${rule.id} ${severity}/${confidence}`,
  )

test.each([
  ['.github/workflows/ci.yml', 'workflow'],
  ['docs/.github/workflows/ci.yml', null],
  ['tools/action.yaml', 'action'],
  ['Dockerfile', 'dockerfile'],
  ['build/Dockerfile.prod', 'dockerfile'],
  ['build/api.dockerfile', 'dockerfile'],
  ['Containerfile', 'dockerfile'],
  ['Dockerfile.md', null],
  ['Dockerfile.dockerignore', null],
  ['src/dockerfile.ts', null],
])('%s is read as %s', (path, kind) => {
  expect(deliveryKindOf(path)).toBe(kind)
})

const injection = (on: string, inside = 'github.event.issue.title'): readonly string[] =>
  found(
    workflow,
    `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo "\${{ ${inside} }}"\n`,
  )

test('how grave a text in a script is depends on who can cause the event', () => {
  const is = (judged: string): readonly string[] => [`6 github-actions-script-injection ${judged}`]
  expect(injection('issues')).toEqual(is('high/high'))
  expect(injection('pull_request', 'github.head_ref')).toEqual(is('medium/high'))
  expect(injection('push', 'github.event.head_commit.message')).toEqual(is('medium/medium'))
  expect(injection('push')).toEqual(is('low/low'))
  expect(injection('workflow_call')).toEqual(is('medium/medium'))
})

test('code of a pull request is grave where it runs, and a remark where a person lets it in', () => {
  const text = (on: string, run: string): string =>
    `on: { pull_request_target: { types: [${on}] } }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6.0.2\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n      - run: ${run}\n`
  const rule = '8 github-actions-untrusted-checkout'
  expect(found(workflow, text('opened', 'npm test'))).toEqual([`${rule} high/high`])
  expect(found(workflow, text('opened', 'git diff'))).toEqual([`${rule} medium/medium`])
  expect(found(workflow, text('labeled', 'npm test'))).toEqual([`${rule} low/low`])
})

test('an action of the repository’s own owner is no third party’s where it is known whose it is', () => {
  const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: someone/tools@main\n      - uses: others/tools@main\n`
  const lines = (owner?: string) => inspectDelivery(workflow, text, owner)!.map(({ place }) => place?.line)
  expect([lines(), lines('SomeOne'), lines('else')]).toEqual([[6, 7], [7], [6, 7]])
})

test('an action of the same owner is a remark where the workflow says whose repository it is', () => {
  const text = (condition: string): string =>
    `on: push\njobs:\n  a:\n    ${condition}\n    runs-on: ubuntu-latest\n    steps:\n      - uses: someone/tools@main\n`
  expect(found(workflow, text('name: a'))).toEqual(['7 github-actions-unpinned-action medium/high'])
  expect(found(workflow, text("if: github.repository == 'someone/app'"))).toEqual([
    '7 github-actions-unpinned-action low/low',
  ])
})

test('what a stage leaves behind counts by whether the image is made from it', () => {
  const rule = 'dockerfile-secret-in-image'
  const stages = (last: string): string =>
    `FROM node AS build\nARG NPM_TOKEN\nCOPY .env .\nRUN npm ci\nFROM ${last}\nCOPY --from=build /app /app\n`
  expect(found('Dockerfile', stages('nginx'))).toEqual([`2 ${rule} low/low`, `3 ${rule} medium/medium`])
  expect(found('Dockerfile', stages('build'))).toEqual([`2 ${rule} medium/high`, `3 ${rule} high/high`])
})

test('a Dockerfile among tests is calmer, a workflow that is named like a test is not', () => {
  expect(found('test/Dockerfile', 'FROM a\nCOPY .env .\n')).toEqual(['2 dockerfile-secret-in-image low/low'])
  const text = 'on: issues\njobs: { a: { steps: [{ run: "echo ${{ github.event.issue.title }}" }] } }\n'
  expect(found('.github/workflows/test.yml', text)).toEqual(['2 github-actions-script-injection high/high'])
})

test('places in a Dockerfile are right across lines that go on, comments and Windows line ends', () => {
  const text = ['FROM a', 'RUN true && \\', '  # why', '', '  curl -k https://example.com/x', ''].join('\r\n')
  const [one] = inspectDelivery('Dockerfile', text)!
  expect(one!.place).toEqual({ line: 5, column: 8, endLine: 5, endColumn: 10 })
})

test('a workflow that can’t be read says nothing here', () => {
  expect(inspectDelivery(workflow, 'on: [\n')).toBeNull()
})

test('no value gets into what is shown', () => {
  const canary = random('base62', 24)
  for (const text of [
    `FROM a\nENV API_KEY=${canary}\nARG DB_PASSWORD="${canary}"\n`,
    `FROM a\nRUN curl -k -u me:${canary} https://example.com/x | sh\nADD http://me:${canary}@example.com/x /x\n`,
    `FROM a\nENV API_KEY ${canary}\n`,
  ]) {
    const all = inspectDelivery('Dockerfile', text)!
    expect(all.length).toBeGreaterThan(0)
    for (const { excerpt, note } of all) expect(`${excerpt} ${note}`).not.toContain(canary)
  }
})

test('files that are cut anywhere never throw, and hostile ones end soon', () => {
  const samples = deliveryRules
    .flatMap(({ matches }) => matches)
    .map(({ path, text }) => [path, text()] as const)
  assert(
    property(constantFrom(...samples), nat(600), nat(600), ([path, text], a, b) => {
      expect(() => inspectDelivery(path, text.slice(a) + text.slice(0, b))).not.toThrow()
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['Dockerfile', `FROM a\nRUN ${'curl '.repeat(40_000)}`],
  ['Dockerfile', `FROM a\nRUN ${'curl x |'.repeat(20_000)}`],
  ['Dockerfile', `FROM a\nRUN ${'<<A '.repeat(30_000)}\n`],
  ['Dockerfile', `FROM a\n${'RUN <<A\n'.repeat(50_000)}`],
  ['Dockerfile', `FROM a\nRUN ${'curl x|sh '.repeat(50_000)}`],
  ['Dockerfile', 'FROM a\nCOPY .env /\n'.repeat(5_000)],
  ['Dockerfile', `FROM a\n${'ARG A_TOKEN\nRUN b\n'.repeat(30_000)}`],
  ['Dockerfile', `FROM a\nENV ${'A_TOKEN=$A_TOKEN '.repeat(30_000)}`],
  ['Dockerfile', '\\\n'.repeat(100_000)],
  [workflow, `on: issues\njobs: { a: { steps: [{ run: "${'${{ github.head_ref }} '.repeat(5_000)}" }] } }`],
  [
    workflow,
    `on: pull_request_target\nenv: { A: b }\njobs:\n  a:\n    steps:\n${'      - uses: a/checkout@v1\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - run: npm a\n'.repeat(2_000)}`,
  ],
  [workflow, `on: issues\njobs:\n  a:\n    steps:\n      - run: |\n${'          echo $X\n'.repeat(10_000)}`],
])('a hostile %s ends soon', (path, text) => {
  const milliseconds = countProcessorTime()
  expect(inspectDelivery(path, text)).not.toBeNull()
  // Some hundred times what an ordinary file takes, and far below what a quadratic search would.
  expect(milliseconds()).toBeLessThan(3_000)
})
