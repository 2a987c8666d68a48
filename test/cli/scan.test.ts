import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  commitFiles,
  git,
  newRepository,
  temporaryFolder,
  writeFiles,
} from '../scanner/sources/git-fixture.ts'
import { records, run } from './run.ts'
import { githubRule, githubToken } from './secrets.ts'

const scan = (path: string, ...flags: readonly string[]) => run(['scan', path, '-f', 'jsonl', ...flags])
const placesOf = (found: Awaited<ReturnType<typeof scan>>) =>
  records(found)
    .filter(({ rule }) => rule === githubRule)
    .map(({ path, line }) => `${path}:${line}`)

describe('what is read', () => {
  test('a folder that is no repository: everything', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, {
      'a.sh': githubToken(),
      'node_modules/x/b.sh': githubToken(2),
      '.hidden/c.sh': githubToken(3),
    })
    const found = await scan(folder)
    expect(placesOf(found)).toEqual(['.hidden/c.sh:1', 'a.sh:1', 'node_modules/x/b.sh:1'])
    expect(found.code).toBe(1)
  })

  test('a work tree: not what git ignores, but what is tracked although ignored, and what is new', async () => {
    const folder = newRepository({ '.gitignore': '*.log\n', 'kept.log': githubToken(), 'a.txt': 'a\n' })
    writeFiles(folder, { 'new.sh': githubToken(2), 'left.log': githubToken(3) })
    expect(placesOf(await scan(folder))).toEqual(['kept.log:1', 'new.sh:1'])
    expect(placesOf(await scan(folder, '--include-ignored'))).toEqual([
      'kept.log:1',
      'left.log:1',
      'new.sh:1',
    ])
  })

  test('a single file', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.sh': `\n${githubToken()}`, 'b.sh': githubToken(2) })
    expect(placesOf(await scan(join(folder, 'a.sh')))).toEqual(['a.sh:2'])
  })

  test('the tree of a ref instead of the disk', async () => {
    const folder = newRepository({ 'a.sh': githubToken() })
    git(folder, 'tag', 'v1')
    commitFiles(folder, { 'a.sh': 'clean\n' })
    expect((await scan(folder)).code).toBe(0)
    expect(placesOf(await scan(folder, '--ref', 'v1'))).toEqual(['a.sh:1'])
    expect(placesOf(await scan(folder, '--ref', 'HEAD~1'))).toEqual(['a.sh:1'])
  })

  test('an address: the files of its main branch', async () => {
    const folder = newRepository({ 'a.sh': githubToken() })
    writeFiles(folder, { 'b.sh': githubToken(2) })
    expect(placesOf(await scan(`file://${folder}`))).toEqual(['a.sh:1'])
  })

  test('nothing to find ends with 0, and says how much was looked at', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.txt': 'a\n', 'b.txt': 'b\n' })
    const { code, stdout } = await run(['scan', folder])
    expect(stdout).toContain('Nothing found')
    expect(stdout).toContain('Looked at 2 files (4 B)')
    expect(code).toBe(0)
  })
})

const history = (folder: string, ...flags: readonly string[]) => scan(folder, '--history', ...flags)

describe('--history', () => {
  test('names the first commit in topological order, whatever its date, and every path', async () => {
    const folder = newRepository({ 'README.md': 'x\n' })
    const first = commitFiles(folder, { 'a.sh': `x\n${githubToken()}\n` })
    commitFiles(folder, { 'a.sh': `x\ny\n${githubToken()}\n` })
    git(folder, 'mv', 'a.sh', 'b.sh')
    git(folder, 'commit', '--quiet', '--message', 'Rename', '--date', '2020-01-01T00:00:00Z')
    const found = await run(['scan', folder, '--history', '-f', 'json'])
    const { findings }: { findings: { path: string; line: number; commit: string; history: object }[] } =
      JSON.parse(found.stdout)
    const expected = {
      authorDate: '2026-03-01T10:00:00+02:00',
      author: 'Ada Example',
      paths: ['a.sh', 'b.sh'],
    }
    expect(findings).toMatchObject([
      // Where it is now, since its first commit.
      { path: 'b.sh', line: 3, commit: first, history: { ...expected, tracked: true } },
      // Where it was first.
      { path: 'a.sh', line: 2, commit: first, history: { ...expected, tracked: false } },
    ])
    expect(new Set(records(await history(folder)).map(({ fingerprint }) => fingerprint)).size).toBe(1)
  })

  test('reads what only a merge brought, stashes, and commits that only a tag leads to', async () => {
    const folder = newRepository({ 'a.txt': 'base\n' })
    git(folder, 'checkout', '--quiet', '-b', 'side')
    commitFiles(folder, { 'side.txt': 'side\n' })
    git(folder, 'checkout', '--quiet', 'main')
    commitFiles(folder, { 'main.txt': 'main\n' })
    git(folder, 'merge', '--quiet', '--no-commit', 'side')
    const merge = commitFiles(folder, { 'evil.sh': githubToken(1) })
    commitFiles(folder, { 'evil.sh': 'gone\n' })
    git(folder, 'checkout', '--quiet', '--detach')
    const tagged = commitFiles(folder, { 'tagged.sh': githubToken(2) })
    git(folder, 'tag', '--annotate', '--message', 'x', 'v1')
    git(folder, 'checkout', '--quiet', 'main')
    writeFiles(folder, { 'a.txt': `${githubToken(3)}\n` })
    git(folder, 'stash', '--quiet')
    writeFiles(folder, { 'untracked.sh': githubToken(4) })
    git(folder, 'stash', '--quiet', '--include-untracked')
    const found = await history(folder)
    expect(placesOf(found)).toEqual(['a.txt:1', 'evil.sh:1', 'tagged.sh:1', 'untracked.sh:1'])
    const commits = new Map(records(found).map(({ path, commit }) => [path, commit]))
    expect(commits.get('evil.sh')).toBe(merge)
    expect(commits.get('tagged.sh')).toBe(tagged)
    expect(found.code).toBe(1)
  })

  test('leaves alone what no ref leads to any more, and other refs unless they are asked for', async () => {
    const folder = newRepository({ 'a.txt': 'a\n' })
    git(folder, 'checkout', '--quiet', '-b', 'gone')
    const gone = commitFiles(folder, { 'gone.sh': githubToken() })
    git(folder, 'checkout', '--quiet', 'main')
    git(folder, 'branch', '--quiet', '-D', 'gone')
    expect((await history(folder)).code).toBe(0)
    git(folder, 'update-ref', 'refs/pull/1/head', gone)
    expect((await history(folder)).code).toBe(0)
    expect(placesOf(await history(folder, '--all-refs'))).toEqual(['gone.sh:1'])
    expect(placesOf(await history(folder, '--ref', gone))).toEqual(['gone.sh:1'])
  })

  test('--ref keeps to one branch', async () => {
    const folder = newRepository({ 'a.sh': githubToken() })
    git(folder, 'checkout', '--quiet', '-b', 'other')
    commitFiles(folder, { 'b.sh': githubToken(2) })
    expect(placesOf(await history(folder, '--ref', 'main'))).toEqual(['a.sh:1'])
  })
})

describe('--staged', () => {
  test('what the next commit would bring, not what is on the disk', async () => {
    const folder = newRepository({ 'old.sh': `${githubToken(1)}\n`, 'same.sh': `${githubToken(2)}\n` })
    writeFiles(folder, { 'old.sh': `${githubToken(1)}\n${githubToken(3)}\n`, 'new.sh': githubToken(4) })
    git(folder, 'add', '.')
    writeFiles(folder, { 'old.sh': 'clean\n', 'later.sh': githubToken(5) })
    const found = await scan(folder, '--staged')
    expect(records(found).map(({ path, line, status }) => `${path}:${line} ${status}`)).toEqual([
      'new.sh:1 open',
      'old.sh:1 outside-diff',
      'old.sh:2 open',
    ])
    expect(found.code).toBe(1)
  })

  test('ends with 0 where only old lines hold something', async () => {
    const folder = newRepository({ 'old.sh': `${githubToken(1)}\nx\n` })
    writeFiles(folder, { 'old.sh': `${githubToken(1)}\ny\n` })
    git(folder, 'add', '.')
    const found = await scan(folder, '--staged')
    expect(records(found)).toMatchObject([{ status: 'outside-diff' }])
    expect(found.code).toBe(0)
  })

  test('before the first commit everything that is staged', async () => {
    const folder = newRepository()
    writeFiles(folder, { 'a.sh': githubToken() })
    git(folder, 'add', '.')
    expect(placesOf(await scan(folder, '--staged'))).toEqual(['a.sh:1'])
  })
})

describe('--diff', () => {
  test('marks what was there before, and finds a secret that moved to a new line', async () => {
    const folder = newRepository({ 'a.sh': `${githubToken(1)}\nx\n`, 'untouched.sh': githubToken(2) })
    git(folder, 'checkout', '--quiet', '-b', 'feature')
    commitFiles(folder, { 'a.sh': `${githubToken(1)}\nx\n${githubToken(3)}\n`, '.env': 'A=1\n' })
    const commit = commitFiles(folder, { 'gone.sh': githubToken(4) })
    git(folder, 'rm', '--quiet', 'gone.sh')
    git(folder, 'commit', '--quiet', '--message', 'Take out')
    const found = await scan(folder, '--diff', 'main..feature')
    const shown = records(found).map(({ path, line, status }) => `${path}:${line} ${status}`)
    expect(shown.filter((one) => one.startsWith('a.sh'))).toEqual(['a.sh:1 outside-diff', 'a.sh:3 open'])
    expect(shown.some((one) => one.startsWith('.env:'))).toBe(true)
    expect(shown.some((one) => one.startsWith('untouched'))).toBe(false)
    expect(records(found).filter((one) => one.commit !== null)).toMatchObject([
      { path: 'gone.sh', line: 1, commit, status: 'open' },
    ])
    expect(found.code).toBe(1)
  })

  test('three dots mean the same as two', async () => {
    const folder = newRepository({ 'a.txt': 'a\n' })
    git(folder, 'checkout', '--quiet', '-b', 'feature')
    commitFiles(folder, { 'feature.sh': githubToken(1) })
    git(folder, 'checkout', '--quiet', 'main')
    commitFiles(folder, { 'main.sh': githubToken(2) })
    expect(placesOf(await scan(folder, '--diff', 'feature...main'))).toEqual(['main.sh:1'])
    expect(placesOf(await scan(folder, '--diff', 'main...feature'))).toEqual(['feature.sh:1'])
    expect(placesOf(await scan(folder, '--diff', 'main..feature'))).toEqual(['feature.sh:1'])
  })
})

const policy = (folder: string, text: string): string => {
  const file = join(folder, 'gatehouse.yml')
  writeFileSync(file, `version: 1\ngroups: [{ name: all, match: ['**'], access: allow }]\n${text}`)
  return file
}

describe('policy', () => {
  test('`scanning.ignore` leaves paths out and says how many', async () => {
    const folder = newRepository({
      'a.sh': githubToken(1),
      'fixtures/deep/b.sh': githubToken(2),
      '.env': 'A=b\n',
    })
    const file = policy(temporaryFolder(), "scanning: { ignore: ['fixtures/**', '.env'] }\n")
    for (const flags of [[], ['--ref', 'HEAD'], ['--history']]) {
      expect(placesOf(await scan(folder, '-p', file, ...flags))).toEqual(['a.sh:1'])
      const { stdout } = await run(['scan', folder, '-p', file, ...flags])
      expect(stdout).toContain("2 paths are left out by the policy's `scanning.ignore`.")
    }
  })

  test('rules of its own, in RE2 syntax, with a group for the secret', async () => {
    const folder = temporaryFolder()
    const file = policy(
      folder,
      `scanning:
  rules:
    - id: acme-badge
      title: Acme badge number
      pattern: 'badge-(?P<secret>[0-9]{6})'
      keywords: [badge-]
      severity: low
      why: Doors open with it.
      fix: Ask the desk for another one.
`,
    )
    writeFiles(folder, { 'a.txt': 'first\n my badge-482913 here\n' })
    const found = await scan(join(folder, 'a.txt'), '-p', file)
    expect(records(found)).toMatchObject([
      { rule: 'acme-badge', title: 'Acme badge number', severity: 'low', line: 2, column: 11, endColumn: 17 },
    ])
    expect(found.stdout).not.toContain('482913')
    const human = await run(['scan', join(folder, 'a.txt'), '-p', file])
    expect(human.stdout).toContain('Ask the desk for another one.')
    expect((await run(['rules', 'show', 'acme-badge', '-p', file])).stdout).toContain('Doors open with it.')
  })

  test('a pattern that would never end in most engines ends at once', async () => {
    const folder = temporaryFolder()
    const file = policy(
      folder,
      "scanning:\n  rules:\n    - {id: acme-slow, title: Slow, pattern: '(a+)+$', keywords: [aaa]}\n",
    )
    writeFiles(folder, { 'a.txt': `${'a'.repeat(20_000)}!\n`.repeat(20) })
    expect((await scan(join(folder, 'a.txt'), '-p', file)).code).toBe(0)
  })

  test('a rule of its own may not have the id of a built-in one', async () => {
    const folder = temporaryFolder()
    const rule = `{id: ${githubRule}, title: Mine, pattern: abc, keywords: [abc]}`
    const { code, stderr } = await scan(folder, '-p', policy(folder, `scanning:\n  rules:\n    - ${rule}\n`))
    expect(stderr).toContain(githubRule)
    expect(code).toBe(2)
  })
})

const allowlist = (entries: string): string => {
  const file = join(temporaryFolder(), 'allowlist.yml')
  writeFileSync(file, `version: 1\nentries:\n${entries}`)
  return file
}
const day = (fromNow: number): string =>
  new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10)
const entry = (lines: readonly string[], expires: string): string =>
  `  - ${[...lines, 'reason: Made up for the tests of the parser.', "approver: '@ada'", `expires: ${expires}`].join('\n    ')}\n`

describe('what people have said of findings', () => {
  test('entries mark findings, expired ones do not', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'test/a.sh': githubToken(1), 'b.sh': githubToken(2), 'c.sh': githubToken(3) })
    const [b] = records(await scan(join(folder, 'b.sh')))
    const file = allowlist(
      entry([`rule: ${githubRule}`, "path: 'test/**'", 'verdict: false-positive'], day(30)) +
        entry([`fingerprint: ${b!.fingerprint}`, 'verdict: risk-accepted'], day(30)) +
        entry([`rule: ${githubRule}`, 'path: c.sh', 'verdict: false-positive'], day(-1)),
    )
    const found = await scan(folder, '--allowlist', file)
    expect(records(found).map(({ path, status }) => `${path} ${status}`)).toEqual([
      'b.sh risk-accepted',
      'c.sh open',
      'test/a.sh false-positive',
    ])
    expect(found.code).toBe(1)
    writeFiles(folder, { 'c.sh': '' })
    expect((await scan(folder, '--allowlist', file)).code).toBe(0)
  })

  test('the allowlist in the scanned repository is none: who asks must not be who allows', async () => {
    const folder = newRepository({ 'a.sh': githubToken() })
    const [found] = records(await scan(folder))
    const text = `version: 1\nentries:\n${entry([`fingerprint: ${found!.fingerprint}`, 'verdict: false-positive'], day(30))}`
    for (const name of [
      'gatehouse-allowlist.yml',
      'allowlist.yml',
      '.gatehouse/allowlist.yml',
      '.github/gatehouse-allowlist.yml',
    ])
      writeFiles(folder, { [name]: text })
    expect((await run(['scan', folder], { folder })).code).toBe(1)
  })

  test('a comment only asks, unless the policy trusts comments', async () => {
    const folder = temporaryFolder()
    const comment = `# gatehouse:allow ${githubRule} -- revoked in May, see the ticket`
    writeFiles(folder, {
      'scanned/a.sh': `x=1\n${comment}\nT=${githubToken()}\nU=${githubToken(2)} ${comment}\nV=${githubToken(3)}\n`,
    })
    const scanned = join(folder, 'scanned')
    expect(records(await scan(scanned)).map(({ status }) => status)).toEqual(['open', 'open', 'open'])
    const policy = join(folder, 'gatehouse.yml')
    writeFileSync(
      policy,
      "version: 1\nallowlist: { inlineComments: trust }\ngroups: [{ name: all, match: ['**'], access: allow }]\n",
    )
    const found = records(await scan(scanned, '-p', policy))
    expect(found.map(({ line, status }) => `${line} ${status}`)).toEqual([
      '3 false-positive',
      '4 false-positive',
      '5 open',
    ])
  })

  test('a baseline marks what was known, in either format', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'scanned/a.sh': githubToken(1) })
    const scanned = join(folder, 'scanned')
    for (const format of ['jsonl', 'json']) {
      const baseline = join(folder, `before.${format}`)
      await run(['scan', scanned, '-f', format, '-o', baseline])
      expect((await scan(scanned, '--baseline', baseline)).code).toBe(0)
      writeFiles(folder, { 'scanned/b.sh': `${githubToken(1)}\n${githubToken(2)}\n` })
      const found = await scan(scanned, '--baseline', baseline)
      expect(records(found).map(({ path, line, status }) => `${path}:${line} ${status}`)).toEqual([
        'a.sh:1 baseline',
        'b.sh:1 baseline',
        'b.sh:2 open',
      ])
      expect(found.code).toBe(1)
      writeFiles(folder, { 'scanned/b.sh': '' })
    }
    writeFiles(folder, { 'empty.jsonl': '' })
    expect((await scan(scanned, '--baseline', join(folder, 'empty.jsonl'))).code).toBe(1)
  })

  test('allowlist report says what is needed, what is not, and what comments ask', async () => {
    const comment = `# gatehouse:allow ${githubRule} -- revoked in May, see the ticket`
    const folder = newRepository({
      'a.sh': githubToken(1),
      'b.sh': `${githubToken(2)} ${comment}\n# gatehouse:allow nothing\n`,
    })
    const file = allowlist(
      entry([`rule: ${githubRule}`, 'path: a.sh', 'verdict: false-positive'], day(30)) +
        entry([`rule: ${githubRule}`, 'path: nowhere.sh', 'verdict: false-positive'], day(30)) +
        entry([`rule: ${githubRule}`, 'path: b.sh', 'verdict: false-positive'], day(-1)),
    )
    const { code, stdout } = await run(['allowlist', 'report', folder, '--allowlist', file])
    expect(stdout).toMatch(/:3: in force \(false-positive, 1 finding, /)
    expect(stdout).toMatch(/:9: stale: /)
    expect(stdout).toMatch(/:15: expired: /)
    expect(stdout).toMatch(/^b\.sh:1: comment for .*: requested$/m)
    expect(stdout).toMatch(/^b\.sh:2: comment not understood: The reason is missing/m)
    expect(code).toBe(1)
    const fine = allowlist(entry([`rule: ${githubRule}`, 'path: a.sh', 'verdict: false-positive'], day(30)))
    expect((await run(['allowlist', 'report', folder, '--allowlist', fine])).code).toBe(0)
  })
})

test('symbolic links are not followed, also not out of the folder', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'outside/secret.sh': githubToken(), 'scanned/a.txt': 'a\n' })
  mkdirSync(join(folder, 'scanned', 'sub'))
  symlinkSync(join(folder, 'outside'), join(folder, 'scanned', 'link'))
  symlinkSync(join(folder, 'outside', 'secret.sh'), join(folder, 'scanned', 'sub', 'file'))
  symlinkSync('..', join(folder, 'scanned', 'sub', 'loop'))
  expect((await scan(join(folder, 'scanned'))).stdout).toBe('')
})

test('the text of a link’s target is looked at, on the disk as in git', async () => {
  const folder = newRepository()
  symlinkSync(`https://example.com/${githubToken()}`, join(folder, 'link'))
  expect(placesOf(await scan(folder))).toEqual(['link:1'])
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'x')
  expect(placesOf(await scan(folder, '--ref', 'HEAD'))).toEqual(['link:1'])
})

const timeless = (text: string): string => text.replace(/within .*/, '')

test('--output writes the same that would be printed, without colours', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'scanned/a.sh': githubToken() })
  const out = join(folder, 'out.txt')
  const scanned = join(folder, 'scanned')
  const variables = { FORCE_COLOR: '1' }
  const toFile = await run(['scan', scanned, '-o', out], { variables })
  expect(toFile).toEqual({ code: 1, stdout: '', stderr: '' })
  const written = readFileSync(out, 'utf8')
  expect(written).not.toContain('\u001b')
  const printed = await run(['scan', scanned])
  expect(timeless(written)).toBe(timeless(printed.stdout))
  expect((await run(['scan', scanned], { variables })).stdout).toContain('\u001b[')
})
