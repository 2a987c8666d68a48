import { expect, test } from 'vitest'
import type { Finding } from '../../scanner/engine/finding.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { commitFiles, git, newRepository } from './sources/git-fixture.ts'
import { openForTest } from './sources/open-for-test.ts'

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

/** What a change from one version of a file to another brings, and where it is used. */
async function brought(
  path: string,
  before: string,
  after: string,
  to = path,
): Promise<readonly Pick<Finding, 'rule' | 'line' | 'brought'>[]> {
  const folder = newRepository({ [path]: before })
  git(folder, 'checkout', '--quiet', '-b', 'topic')
  if (to !== path) git(folder, 'mv', path, to)
  commitFiles(folder, { [to]: after })
  const { result, isInDiff } = await scanDiff(await openForTest(folder), 'main..topic', {
    openPool: () => createInlinePool({ userRules: [] }),
    code: true,
  })
  return result.findings
    .filter(isInDiff)
    .map(({ rule, line, brought: by }) => ({ rule, line, ...(by && { brought: by }) }))
}

const hashing = (algorithm: string, name = 'password'): string =>
  lines(
    "const crypto = require('crypto')",
    'function sealed(algorithm, value) {',
    "  return crypto.createHash(algorithm).update(value).digest('hex')",
    '}',
    ...Array.from({ length: 10 }, (_, at) => `exports.f${at} = () => ${at}`),
    `exports.hashed = (${name}) => sealed('${algorithm}', ${name})`,
  )

test('a weak function is the change’s where only what a caller hands it was changed, at the caller’s line', async () => {
  expect(await brought('a.js', hashing('sha256'), hashing('md5'))).toEqual([
    { rule: 'javascript-weak-hash', line: 3, brought: { line: 15 } },
  ])
})

test('what was there before is nobody’s, however the lines around it are written now', async () => {
  const after = [
    hashing('md5').replace("sealed('md5', password)", "sealed(  'md5', password)"),
    `// more\n${hashing('md5')}`,
  ]
  for (const one of after) expect(await brought('a.js', hashing('md5'), one)).toEqual([])
  // The function has another name, so another fingerprint.
  expect(await brought('a.js', hashing('md5'), hashing('md5').replaceAll('sealed', 'digestOf'))).toEqual([])
  expect(await brought('a.js', hashing('md5'), `${hashing('md5')}// moved\n`, 'b.js')).toEqual([])
})

const running = (given: string): string =>
  lines(
    "const { exec } = require('child_process')",
    'function run(command) {',
    '  exec(`ls ${command}`)',
    '}',
    ...Array.from({ length: 10 }, (_, at) => `exports.f${at} = () => ${at}`),
    'exports.list = (req, res) => {',
    `  run(${given})`,
    '}',
  )

test('an injection is the change’s where a stranger’s value reaches it now', async () => {
  expect(await brought('a.js', running("'/tmp'"), running('req.query.folder'))).toEqual([
    { rule: 'javascript-command-injection', line: 3, brought: { line: 16 } },
  ])
})

test('what was less sure before is the change’s once it is sure', async () => {
  const alone = running("'/tmp'")
    .replace("run('/tmp')", '')
    .replace('function run', 'exports.run = function run')
  expect(await brought('a.js', alone, running('req.query.folder'))).toMatchObject([
    { rule: 'javascript-command-injection', brought: { line: 16 } },
  ])
})

test('a check that was taken out leaves no line that tells', async () => {
  const checked = (check: string): string =>
    lines(
      'import subprocess',
      'from flask import request',
      'def show():',
      "    name = request.args['name']",
      check,
      ...Array.from({ length: 10 }, (_, at) => `    print(${at})`),
      "    subprocess.run('cat ' + name, shell=True)",
    )
  const guard = "    if name not in ('a', 'b'): return None"
  expect(await brought('a.py', checked(guard), checked('    pass'))).toEqual([
    { rule: 'python-command-injection', line: 16, brought: { line: null } },
  ])
})

test('of two that are alike the one that was there is not new', async () => {
  const call = "  console.log(crypto.createHash('md5').update(password).digest('hex'))"
  const calls = (count: number): string =>
    lines(
      "const crypto = require('crypto')",
      'exports.f = (password) => {',
      ...Array.from({ length: count }, () => call),
      '}',
    )
  expect(await brought('a.js', calls(1), calls(2))).toHaveLength(1)
})

test('an unsafe workflow is the change’s where it is another line that makes it unsafe', async () => {
  const workflow = (event: string): string =>
    lines(
      'on:',
      `  ${event}:`,
      'jobs:',
      '  a:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: actions/checkout@v6',
      '        with: { ref: "${{ github.event.pull_request.head.sha }}" }',
      '      - run: npm ci',
    )
  const found = await brought(
    '.github/workflows/a.yml',
    workflow('pull_request'),
    workflow('pull_request_target'),
  )
  expect(found.some(({ brought: by }) => by !== undefined)).toBe(true)
})
