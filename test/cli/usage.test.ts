import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { exitCodeOf, exitCodes } from '../../cli/exit-code.ts'
import { newRepository, temporaryFolder, writeFiles } from '../scanner/sources/git-fixture.ts'
import { entry, run, start, startProgram } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

const root = join(import.meta.dirname, '../..')

test('of several exit codes the first of 70, 2, 1, 4, 3 counts', () => {
  const { clean, findings, usage, needsRequest, notEverything, internal } = exitCodes
  const inOrder = [internal, usage, findings, notEverything, needsRequest, clean]
  expect(inOrder).toEqual([70, 2, 1, 4, 3, 0])
  for (const [index, code] of inOrder.entries()) {
    expect(exitCodeOf(inOrder.slice(index))).toBe(code)
    expect(exitCodeOf(inOrder.slice(index).toReversed())).toBe(code)
  }
  expect(exitCodeOf([])).toBe(0)
})

test('the exit codes of README and --help are those of the program', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const written = [...readme.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))
  const { stdout } = await run(['--help'])
  const shown = stdout.slice(stdout.indexOf('Exit codes:')).match(/(?<=^|\s)\d+(?= )/g)
  const codes = Object.values(exitCodes).toSorted((a, b) => a - b)
  expect(written).toEqual(codes)
  expect(shown?.map(Number)).toEqual(codes)
})

const folder = (): string => newRepository({ 'a.txt': 'a\n' })

describe('wrong usage ends with 2 and says what to do', () => {
  const cases: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    [
      'a path that is not there',
      () => ['check', '/nonexistent/x'],
      /\/nonexistent\/x cannot be opened\.\nCheck the path/,
    ],
    ['the same for scan', () => ['scan', '/nonexistent/x'], /cannot be opened/],
    [
      'an unknown option',
      () => ['scan', '.', '--histroy'],
      /unknown option '--histroy'\n\(Did you mean --history\?\)/,
    ],
    ['an unknown command', () => ['chekc', '.'], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    ['no path', () => ['check'], /missing required argument/],
    ['two paths', () => ['check', '.', '.'], /too many arguments/],
    [
      'a format that is none',
      () => ['scan', '.', '-f', 'xml'],
      /human, json, jsonl, sarif, markdown, html, csv/,
    ],
    [
      'a ref that is none',
      () => ['check', folder(), '--ref', 'mian'],
      /no commit called mian.* Close to it: main/,
    ],
    ['a range that is none', () => ['scan', folder(), '--diff', 'HEAD~7..HEAD'], /no commit called HEAD~7/],
    ['--staged with --history', () => ['scan', folder(), '--staged', '--history'], /cannot be used with/],
    ['--all-refs without --history', () => ['scan', folder(), '--all-refs'], /--history/],
    [
      '--include-ignored with --ref',
      () => ['scan', folder(), '--include-ignored', '--ref', 'main'],
      /on the disk/,
    ],
    ['no number of threads', () => ['scan', folder(), '--threads', '0'], /whole number from 1 to 256/],
    [
      'a policy that is not there',
      () => ['check', folder(), '-p', 'mine'],
      /^error: mine could not be read as a policy: it does not exist\.\nGive the path of a policy file/,
    ],
    ['a policy mistyped', () => ['check', folder(), '-p', 'balancd'], /Did you mean balanced\?/],
    [
      'a folder as a policy',
      () => ['check', folder(), '-p', '/tmp'],
      /^error: \/tmp could not be read as a policy: it is a folder\.\n/,
    ],
    [
      'an allowlist that is not there',
      () => ['check', folder(), '--allowlist', 'x'],
      /could not be read as an allowlist/,
    ],
    [
      'a baseline that is not there',
      () => ['scan', folder(), '--baseline', 'x'],
      /could not be read as a baseline/,
    ],
    [
      'a baseline without fingerprints',
      () => ['scan', folder(), '--baseline', import.meta.filename],
      /holds no fingerprint/,
    ],
    [
      'an address that is not cloned',
      () => ['check', 'http://example.com/a/b'],
      /Only https, ssh and file addresses/,
    ],
    [
      'an unknown rule',
      () => ['rules', 'show', 'github-personal'],
      /Did you mean .*github-personal-access-token/,
    ],
    [
      'a policy that is not shipped',
      () => ['policy', 'show', 'mine'],
      /There are observe-all, balanced, strict/,
    ],
    ['a shipped policy mistyped', () => ['policy', 'show', 'balancd'], /Did you mean balanced\?/],
    [
      'a rule mistyped',
      () => ['rules', 'show', 'gihub-personal-access-token'],
      /Did you mean github-personal-access-token\?/,
    ],
  ]
  test.each(cases)('%s', async (_, args, expected) => {
    const { code, stdout, stderr } = await run(args())
    expect(stderr).toMatch(expected)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test('a policy with mistakes: each with its line, column and what is allowed', async () => {
    const file = join(temporaryFolder(), 'policy.yml')
    const text =
      "version: 1\ngroups:\n  - name: all\n    match: ['**']\n    acces: allow\n  - name: b\n    match: ['x']\n    access: alow\n"
    writeFileSync(file, text)
    for (const args of [
      ['check', '.', '-p', file],
      ['policy', 'validate', file],
    ]) {
      const { code, stderr } = await run(args)
      expect(stderr).toContain(`${file} is not valid.`)
      expect(stderr).toContain(`${file}:5:5: `)
      expect(stderr).toMatch(/acces.*access/)
      expect(stderr).toMatch(
        new RegExp(`${file}:8:13: .*Did you mean .allow.\\? Allowed: allow, deny, approval\\.\n`),
      )
      expect(code).toBe(2)
    }
  })

  test.each([
    ['no YAML', 'version: 1\ngroups: [\n', /policy\.yml:\d+:\d+: /],
    ['an alias', 'version: &v 1\ngroups: []\n', /policy\.yml:1:\d+: /],
    ['nothing', '', /policy\.yml:\d+:\d+: /],
    ['two documents', 'version: 1\n---\nversion: 1\n', /policy\.yml:2:1: A second document begins here/],
    ['binary', '\u0000\u0001', /policy\.yml:\d+:\d+: /],
  ])('a policy that is %s', async (_, text, expected) => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'policy.yml': text })
    const { code, stderr } = await run(['check', '.', '-p', 'policy.yml'], { folder })
    expect(stderr).toMatch(expected)
    expect(code).toBe(2)
  })

  test('an allowlist entry for a rule that does not exist', async () => {
    const folder = temporaryFolder()
    const rest =
      "path: test/**, verdict: false-positive, reason: It is a made-up sample., approver: '@a', expires: 2026-12-31"
    writeFiles(folder, {
      'ok.yml': `version: 1\nentries:\n  - {rule: ${githubRule}, ${rest}}\n  - {rule: github-*, ${rest}}\n  - {rule: '*', ${rest}}\n`,
      'slip.yml': `version: 1\nentries:\n  - {rule: githb-personal-access-token, ${rest}}\n  - {rule: nonexistent-*, ${rest}}\n`,
    })
    const validate = (file: string) =>
      run(['policy', 'validate', 'balanced', '--allowlist', file], { folder })
    expect((await validate('ok.yml')).code).toBe(0)
    const { code, stderr } = await validate('slip.yml')
    expect(stderr).toContain(
      `slip.yml:3: There is no rule called githb-personal-access-token. Did you mean ${githubRule}?`,
    )
    expect(stderr).toContain('slip.yml:4: There is no rule called nonexistent-*.')
    expect(code).toBe(2)
  })

  test('an allowlist with mistakes, also the one beside the policy', async () => {
    const folder = temporaryFolder()
    const policy =
      "version: 1\nallowlist: { file: exceptions.yml }\ngroups: [{ name: a, match: ['**'], access: allow }]\n"
    writeFiles(folder, {
      'policy.yml': policy,
      'exceptions.yml': "version: 1\nentries:\n  - rule: '*'\n    path: '**'\n    verdict: fine\n",
    })
    for (const flags of [
      ['--policy', 'policy.yml'],
      ['--allowlist', 'exceptions.yml'],
    ]) {
      const { code, stderr } = await run(['check', root, ...flags], { folder })
      expect(stderr).toContain('exceptions.yml is not valid.')
      expect(stderr).toMatch(/exceptions\.yml:5:\d+: .*Allowed: false-positive, risk-accepted/)
      expect(code).toBe(2)
    }
  })
})

/** What completion prints, which goes past the program's own output. */
async function completionOf(args: readonly string[], folder = root): Promise<string> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const { code } = await run(args, { folder })
  log.mockRestore()
  expect(code).toBe(0)
  return lines.join('\n')
}

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('has a script for %s', async (shell) => {
    const script = await completionOf(['completion', shell])
    expect(script).toContain('gatehouse')
    expect(script.length).toBeGreaterThan(1000)
  })

  test('offers commands, options, choices and rules', async () => {
    const commands = await completionOf(['complete', '--', ''])
    for (const name of ['check', 'scan', 'policy', 'rules', 'allowlist']) expect(commands).toContain(name)
    const options = await completionOf(['complete', '--', 'scan', '.', '--'])
    for (const name of ['--history', '--format', '--diff']) expect(options).toContain(name)
    expect(await completionOf(['complete', '--', 'scan', '.', '--format', ''])).toContain('sarif')
    expect(await completionOf(['complete', '--', 'rules', 'show', 'github-p'])).toContain(githubRule)
    expect(await completionOf(['complete', '--', 'policy', 'show', ''])).toContain('observe-all')
  })

  test('offers the shipped policies beside files', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'policy.yml': '' })
    for (const flag of ['-p', '--policy']) {
      const offered = await completionOf(['complete', '--', 'check', '.', flag, ''], folder)
      for (const name of ['observe-all', 'balanced', 'strict', 'policy.yml']) expect(offered).toContain(name)
    }
  })

  test('offers files, but none that a shell would obey', async () => {
    const folder = temporaryFolder()
    const names = ['inner/one.yml', 'inner/two.yml', 'inner/$(touch x)', 'inner/-f', '.env']
    writeFiles(folder, Object.fromEntries(names.map((name) => [name, ''])))
    const offered = async (...args: readonly string[]) =>
      (await completionOf(['complete', '--', ...args], folder))
        .split(/\s+/)
        .filter((word) => !/^(?::\d)?$/.test(word))
    expect(await offered('scan', '')).toEqual(['inner/'])
    expect(await offered('scan', '.')).toContain('.env')
    expect(await offered('scan', '.', '--policy', 'inner/')).toEqual(['inner/one.yml', 'inner/two.yml'])
    expect(await offered('check', 'inner/t')).toEqual(['inner/two.yml'])
    expect(await offered('check', 'nowhere/')).toEqual([])
  })
})

describe('started for real', () => {
  test('--help, --version and the end with 2', async () => {
    const [help, version, wrong] = await Promise.all([
      start(['--help']),
      start(['--version']),
      start(['--wrong']),
    ])
    expect(help.stdout).toContain('Examples:')
    expect(help.code).toBe(0)
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(version.code).toBe(0)
    expect(wrong.stderr).toContain("unknown option '--wrong'")
    expect(wrong.code).toBe(2)
  })

  test('standard output that takes nothing is no bug', async () => {
    const command = `"${process.execPath}" "${entry}" check "${folder()}" > /dev/full`
    const { code, stderr } = await startProgram('sh', ['-c', command])
    expect(stderr).toBe(
      'error: The result could not be written: no space is left on the device.\nCheck where standard output leads.\n',
    )
    expect(code).toBe(2)
    const quiet = await startProgram('sh', ['-c', `${command} 2> /dev/full`])
    expect(quiet.code).toBe(2)
  })

  test('nowhere to put temporary files', async () => {
    const { code, stderr } = await start(['check', folder()], { variables: { TMPDIR: '/nonexistent' } })
    expect(stderr).toContain('No temporary folder could be made')
    expect(code).toBe(2)
  })

  test('relative paths through npm mean the folder of the caller', async () => {
    const folder = newRepository({ 'inner/a.sh': `${githubToken()}\n` })
    const args = [
      '--prefix',
      root,
      'run',
      '-s',
      'gatehouse',
      '--',
      'check',
      'inner/..',
      '-f',
      'jsonl',
      '-o',
      'out.jsonl',
    ]
    const { code, stderr } = await startProgram('npm', args, { folder: join(folder, 'inner', '..') })
    expect(stderr).toBe('')
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toContain('"path":"inner/a.sh"')
    expect(code).toBe(1)
  })

  test('a completion script', async () => {
    const { code, stdout, stderr } = await start(['completion', 'bash'])
    expect(stdout).toContain('complete -F')
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  test('a reader that has seen enough ends it quietly', async () => {
    const folder = temporaryFolder()
    // More than a pipe holds, so that writing goes on when `head` has ended.
    for (let index = 0; index < 40; index += 1)
      writeFiles(folder, {
        [`${index}.sh`]: Array.from({ length: 20 }, (_, seed) => githubToken(index * 20 + seed)).join('\n'),
      })
    const command = `"${process.execPath}" "${entry}" scan "${folder}" -f jsonl | head -1; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = await startProgram('bash', ['-c', command])
    const [first, code, ...rest] = stdout.split('\n')
    expect(JSON.parse(first!)).toMatchObject({ path: '0.sh', line: 1 })
    expect(code).toBe('1')
    expect(rest).toEqual([''])
    expect(stderr).toBe('')
  })
})
