import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import {
  commitFiles,
  git,
  newRepository,
  temporaryFolder,
  writeFiles,
} from '../scanner/sources/git-fixture.ts'
import { records, run } from './run.ts'
import { githubToken } from './secrets.ts'

const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)

/** Takes a file of another tool over into an allowlist of its own. */
async function take(
  repository: string,
  name: string,
  content: string | object,
  more: readonly string[] = [],
  before?: string,
) {
  const folder = temporaryFolder()
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 1)
  writeFiles(folder, { [name]: text, ...(before !== undefined && { 'allow.yml': before }) })
  const allowlist = join(folder, 'allow.yml')
  const done = await run([
    'allowlist',
    'import',
    join(folder, name),
    '--repository',
    repository,
    '--approver',
    '@ada',
    '--until',
    until,
    '--allowlist',
    allowlist,
    ...more,
  ])
  const written = existsSync(allowlist) ? readFileSync(allowlist, 'utf8') : ''
  const read = written === '' ? undefined : readAllowlist(written)
  if (read && !read.ok) throw new Error(JSON.stringify(read.problems))
  return { ...done, allowlist, written, entries: read?.allowlist.entries ?? [] }
}

const statuses = async (repository: string, allowlist: string): Promise<readonly string[]> =>
  records(await run(['scan', repository, '--history', '--allowlist', allowlist, '--all', '-f', 'jsonl'])).map(
    ({ path, status }) => `${path} ${status}`,
  )

const sample = () =>
  newRepository({
    'a.sh': `set -e\nTOKEN=${githubToken(1)}\n`,
    'lib/b.sh': `TOKEN="${githubToken(2)}"\n`,
    'two.sh': `A=${githubToken(3)} B=${githubToken(4)}\n`,
  })

test('.gitleaksignore: what stands at a place or in a commit is settled, and the rest of the allowlist stays', async () => {
  const repository = sample()
  const first = git(repository, 'rev-parse', 'HEAD')
  commitFiles(repository, { 'a.sh': 'set -e\n' })
  const before = `# Ours.\nversion: 1\nentries:\n  # By hand.\n  - {rule: github-personal-access-token, path: 'keys/**', verdict: false-positive, reason: Made up for the tests., approver: '@eve', expires: ${until}} # kept\n`
  const ignored = [
    '# known',
    `${first}:a.sh:github-pat:2`,
    'lib/b.sh:github-pat:1',
    'two.sh:github-pat:1',
    'lib/b.sh:aws-access-token:1',
    'gone.sh:github-pat:1',
    `${'0'.repeat(40)}:a.sh:github-pat:2`,
  ]
  const done = await take(repository, '.gitleaksignore', `${ignored.join('\n')}\n`, [], before)
  expect(done).toMatchObject({ code: 1, stderr: '' })
  expect(done.written.startsWith(before)).toBe(true)
  expect(done.entries.slice(1)).toMatchObject([
    { verdict: 'false-positive', approver: '@ada', expires: until },
    { reason: 'Taken over: gitleaks let it pass (.gitleaksignore, line 3).' },
  ])
  expect(done.stdout).toContain('2 taken over: 2 entries were written to')
  expect(done.stdout).toMatch(/line 4: several are found there: g1:[0-9a-f]{40}, g1:/)
  expect(done.stdout).toContain(
    'line 5: what is found there is of another kind: github-personal-access-token',
  )
  expect(done.stdout).toContain('line 6: its file is not there')
  expect(done.stdout).toContain('line 7: its commit is not in this repository')
  expect(await statuses(repository, done.allowlist)).toEqual([
    'lib/b.sh false-positive',
    'two.sh open',
    'two.sh open',
    'a.sh false-positive',
  ])
  // A second time there is nothing to do.
  const again = await take(repository, '.gitleaksignore', ignored.slice(0, 3).join('\n'), [], done.written)
  expect(again).toMatchObject({ code: 0, written: done.written })
  expect(again.stdout).toContain('2 there already.')
})

test('a gitleaks report: the secret itself says which is meant, is not written, and a moved line does not matter', async () => {
  const repository = sample()
  const at = (File: string, StartLine: number, Secret: string) => ({
    RuleID: 'github-pat',
    File,
    StartLine,
    EndLine: StartLine,
    Commit: '',
    Secret,
  })
  const report = [
    at('a.sh', 9, githubToken(1)),
    at('two.sh', 1, githubToken(4)),
    at('lib/b.sh', 1, githubToken(9)),
  ]
  const done = await take(repository, 'baseline.json', report)
  expect(done.entries.map(({ verdict }) => verdict)).toEqual(['risk-accepted', 'risk-accepted'])
  expect(done.stdout).toContain('finding 3: what is found in its line is another text than the one meant')
  for (const seed of [1, 4, 9]) expect(done.stdout + done.written).not.toContain(githubToken(seed))
  expect(await statuses(repository, done.allowlist)).toEqual([
    'a.sh risk-accepted',
    'lib/b.sh open',
    'two.sh open',
    'two.sh risk-accepted',
  ])
})

test('a gitleaks configuration: paths settle what is found in them now, and nothing else is taken', async () => {
  const config = `title = "x"
[[allowlists]]
paths = ['''^lib/''', '''(''', '.*']
regexes = ['ghp_.*']
stopwords = ['sample']
[[allowlists]]
targetRules = ['github-pat']
paths = ['''two''']
[[rules]]
id = 'github-pat'
[[rules.allowlists]]
paths = ['x']
`
  const repository = sample()
  const done = await take(repository, '.gitleaks.toml', config)
  expect(done.stderr).toBe('')
  expect(done.stdout).toMatch(/1 taken over: 1 entry was written[^]*0 matched nothing[^]*6 not taken over/)
  for (const said of [
    'path 2: it is no pattern',
    'path 3: it matches every path',
    'allowlist 2: it is for some',
  ])
    expect(done.stdout).toContain(said)
  commitFiles(repository, { 'lib/new.sh': `T=${githubToken(7)}\n` })
  expect(await statuses(repository, done.allowlist)).toContain('lib/new.sh open')
  expect(await statuses(repository, done.allowlist)).toContain('lib/b.sh false-positive')
  const bad = await take(repository, '.gitleaks.toml', `a = 1\nb = ${githubToken(5)}\n`)
  expect(bad).toMatchObject({ code: 2, entries: [] })
  expect(bad.stderr).toMatch(/\.gitleaks\.toml:2: This is not TOML from here on/)
  expect(bad.stderr).not.toContain(githubToken(5))
})

test('.secrets.baseline: what was labelled as no secret is known by its digest', async () => {
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
  const result = (seed: number, is_secret?: boolean) => ({
    type: 'GitHub Token',
    hashed_secret: sha1(githubToken(seed)),
    is_verified: false,
    line_number: 40,
    ...(is_secret !== undefined && { is_secret }),
  })
  const repository = sample()
  const done = await take(repository, '.secrets.baseline', {
    version: '1.5.0',
    results: {
      'a.sh': [result(1, false)],
      'lib/b.sh': [result(2)],
      'two.sh': [result(3, true), result(4, false)],
    },
  })
  expect(done.stdout).toContain('2 taken over')
  expect(done.stdout).toContain('result 2: nobody has looked at it: run `detect-secrets audit`')
  expect(done.stdout).toContain('result 3: it is labelled as a real secret')
  expect(await statuses(repository, done.allowlist)).toEqual([
    'a.sh false-positive',
    'lib/b.sh open',
    'two.sh open',
    'two.sh false-positive',
  ])
  // Of some kinds it digests the beginning alone, which says something only in the line that it names.
  const head = (line_number: number) => ({ ...result(0, false), hashed_secret: sha1('ghp'), line_number })
  const heads = await take(repository, '.secrets.baseline', {
    results: { 'a.sh': [head(2)], 'lib/b.sh': [head(40)], 'two.sh': [head(1)] },
  })
  expect(heads.stdout).toMatch(
    /1 taken over[^]*1 matched nothing[^]*result 2[^]*1 not taken over[^]*result 3/,
  )
  const bad = await take(repository, '.secrets.baseline', { results: { 'a.sh': [{ hashed_secret: 'x' }] } })
  expect(bad.code).toBe(2)
  expect(bad.stderr).toMatch(
    /\.secrets\.baseline:5: It is no baseline of detect-secrets: results\.a\.sh\.0\.hashed_secret/,
  )
})

test('trufflehog and kingfisher: results, excluded paths and baselines', async () => {
  const repository = sample()
  const head = git(repository, 'rev-parse', 'HEAD')
  const hit = (file: string, line: number, seed: number) =>
    JSON.stringify({
      SourceMetadata: { Data: { Git: { commit: head, file, line } } },
      DetectorName: 'Github',
      Raw: githubToken(seed),
    })
  const results = await take(repository, 'found.json', `${hit('a.sh', 2, 1)}\n${hit('two.sh', 1, 3)}\n`)
  expect(results).toMatchObject({ code: 0, entries: [{ verdict: 'risk-accepted' }, {}] })
  const excluded = await take(repository, 'exclude.txt', '# not ours\nlib/\n', ['--from', 'trufflehog'])
  expect(excluded).toMatchObject({ code: 0, entries: [{ verdict: 'false-positive' }] })
  const baseline = `ExactFindings:
  matches:
  - filepath: some-folder/a.sh
    fingerprint: '123'
    linenum: 2
    lastupdated: Mon, 14 Jul 2025 10:17:56 -0700
  - filepath: lib/b.sh
    fingerprint: 056876f00ffd0622
    linenum: 7
    lastupdated: Mon, 14 Jul 2025 10:17:56 -0700
`
  const known = await take(repository, 'baseline.yml', baseline, ['--verdict', 'false-positive'])
  expect(known).toMatchObject({ code: 1, entries: [{ verdict: 'false-positive' }] })
  expect(known.stdout).toContain('line 7: nothing is found there')
})

test('SARIF: accepted suppressions and old results; an entry for a weakness settles no secret beside it', async () => {
  const repository = sample()
  const result = (uri: string, startLine: number, more: object) => ({
    ruleId: 'generic',
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
    ...more,
  })
  const sarif = (name: string) => ({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name } },
        results: [
          result('a.sh', 2, {
            suppressions: [{ kind: 'external', justification: `It is old,\nno ${githubToken(8)}` }],
          }),
          result('lib/b.sh', 1, { suppressions: [{ kind: 'external', status: 'underReview' }] }),
          result('lib/b.sh', 1, { baselineState: 'unchanged' }),
          result('lib/b.sh', 1, {}),
        ],
      },
    ],
  })
  const done = await take(repository, 'out.sarif', sarif('ggshield'))
  expect(done.entries).toMatchObject([{ verdict: 'false-positive' }, { verdict: 'risk-accepted' }])
  expect(done.entries[0]!.reason).toContain('It says there: It is old, no ')
  expect(done.written).not.toContain(githubToken(8))
  expect(done.stdout).toContain('result 2: its suppression is not accepted')
  expect(done.stdout).toContain('1 result: nobody has let them pass')
  const other = await take(repository, 'out.sarif', sarif('Semgrep OSS'))
  expect(other.entries).toEqual([])
  expect(other.stdout).toContain('2 matched nothing')
})

test('a dry run prints what would be written; what is not valid is named with its place', async () => {
  const repository = sample()
  const dry = await take(repository, '.gitleaksignore', 'a.sh:github-pat:2\n', ['--dry-run'])
  expect(dry).toMatchObject({ code: 0, written: '' })
  expect(readAllowlist(dry.stdout)).toMatchObject({
    ok: true,
    allowlist: { entries: [{ approver: '@ada' }] },
  })
  expect(dry.stdout).toContain('# github-personal-access-token in a.sh')
  expect(dry.stderr).toContain('1 taken over: 1 entry would be written to')
  const bad = await take(repository, '.gitleaksignore', 'a.sh:github-pat:2\nwhat is this\n')
  expect(bad).toMatchObject({ code: 2, written: '' })
  expect(bad.stderr).toMatch(/\.gitleaksignore:2: This is no fingerprint of gitleaks/)
  expect((await take(repository, 'notes.txt', 'x')).stderr).toContain('Say it with --from: gitleaks,')
  expect((await take(repository, 'r.sarif', '{\n"version": 2\n')).stderr).toMatch(
    /r\.sarif:\d: This is not JSON/,
  )
  for (const [day, said] of [
    ['2020-01-01', 'is over'],
    ['2199-01-01', 'days ahead'],
    ['soon', 'year-month-day'],
  ] as const)
    expect((await take(repository, '.gitleaksignore', '', ['--until', day])).stderr).toContain(said)
})
