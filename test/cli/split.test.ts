import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { random } from '../../scanner/engine/sample.ts'
import { deniedPaths, readDenyRules } from '../../scanner/rules/assistants/deny-rules.ts'
import {
  commitFiles,
  git,
  newRepository,
  temporaryFolder,
  writeObject,
} from '../scanner/sources/git-fixture.ts'
import { hostileRepository } from '../scanner/sources/hostile-repository.ts'
import { run, start } from './run.ts'
import { githubToken } from './secrets.ts'

const split = (from: string, to: string, ...flags: readonly string[]) =>
  run(['split', from, '--to', to, ...flags])

const filesOf = (folder: string): readonly string[] =>
  git(folder, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n')

/** Everything that git has in a repository, as one text. */
const objectsOf = (folder: string): string =>
  git(folder, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname) %(objecttype)')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([id, type]) => git(folder, 'cat-file', type === 'tree' ? '-p' : type!, id!))
    .join('\n')

const api = { 'api/index.ts': 'export const answer = 42\n', 'api/run.sh': '#!/bin/sh\n' }

test('the chosen paths become a repository without history, with deny rules, that says where it is from', async () => {
  const old = githubToken()
  const from = newRepository({ ...api, 'api/old.ts': `const t = '${old}'\n`, 'web/index.ts': 'export {}\n' })
  git(from, 'rm', '--quiet', 'api/old.ts')
  git(from, 'update-index', '--chmod=+x', 'api/run.sh')
  git(from, 'commit', '--quiet', '--message', `Take ${old} out`)
  git(from, 'remote', 'add', 'origin', 'https://github.com/acme/shop.git')
  const commit = git(from, 'rev-parse', 'HEAD')
  // What is on the disk alone is not looked at.
  writeFileSync(join(from, 'api/index.ts'), 'changed')
  const to = join(temporaryFolder(), 'shop-claude')
  const { code, stdout, stderr } = await start(['split', from, '--paths', 'api/**', '--to', to])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('gatehouse request acme/shop-claude')
  expect(filesOf(to)).toEqual([
    '.claude/settings.json',
    '.gitignore',
    'README.md',
    'api/index.ts',
    'api/run.sh',
  ])
  expect(git(to, 'rev-list', '--all', '--count')).toBe('1')
  expect(git(to, 'status', '--porcelain')).toBe('')
  expect(git(to, 'fsck', '--strict')).toBe('')
  expect(git(to, 'branch', '--show-current')).toBe('main')
  expect(objectsOf(to)).not.toContain(old)
  expect(objectsOf(to)).not.toContain('web')
  expect(readFileSync(join(to, 'api/index.ts'), 'utf8')).toBe(api['api/index.ts'])
  expect(lstatSync(join(to, 'api/run.sh')).mode & 0o100).toBe(0o100)
  expect(readFileSync(join(to, 'README.md'), 'utf8')).toContain(`at commit \`${commit}\``)
  const { rules } = readDenyRules(readFileSync(join(to, '.claude/settings.json'), 'utf8'))
  expect(deniedPaths(rules, ['.env', 'api/.env.local', 'a/b.pem']).uncovered).toEqual([])
  expect((await run(['check', to])).code).toBe(0)
  expect(readdirSync(join(to, '..'))).toEqual(['shop-claude'])
})

test('where a secret stands in it, its line is named and nothing is made', async () => {
  const token = githubToken()
  const from = newRepository({
    ...api,
    'api/a.ts': `\nconst t = '${token}'\n`,
    'web/b.ts': `const t = '${token}'\n`,
  })
  const parent = temporaryFolder()
  const { code, stdout } = await split(from, join(parent, 'new'), '--paths', 'api/**')
  expect(code).toBe(1)
  expect(stdout).toContain('api/a.ts:2:12')
  expect(stdout).not.toContain('web/b.ts')
  expect(stdout).not.toContain(token)
  expect(readdirSync(parent)).toEqual([])
  // Neither is what the policy does not have scanned.
  const policy = join(temporaryFolder(), 'policy.yml')
  writeFileSync(policy, 'version: 1\nscanning: { ignore: ["api/**"] }\n')
  expect((await split(from, join(parent, 'new'), '--paths', 'api/**', '--policy', policy)).code).toBe(1)
})

test('what was judged a false positive does not keep it from being made', async () => {
  const from = newRepository({ ...api, 'api/a.ts': `const t = '${githubToken()}'\n` })
  const allowlist = join(temporaryFolder(), 'allowlist.yml')
  const expires = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  const { stdout } = await run(['scan', from, '-f', 'json'])
  const [fingerprint] = /g1:[0-9a-f]{40}/.exec(stdout)!
  writeFileSync(
    allowlist,
    `version: 1\nentries:\n  - fingerprint: ${fingerprint}\n    verdict: false-positive\n    reason: A sample of the service, in its own words\n    approver: ada\n    expires: ${expires}\n`,
  )
  const to = join(temporaryFolder(), 'new')
  const made = await split(from, to, '--paths', 'api/**', '--allowlist', allowlist)
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(filesOf(to)).toContain('api/a.ts')
})

test('risky files, files of one person, links that lead out, LFS pointers and submodules stay behind, and are told', async () => {
  const from = newRepository({
    ...api,
    'api/.env': `DB_PASSWORD=${random('base62', 16)}\n`,
    '.claude/settings.local.json': '{}\n',
    'api/big.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 3\n`,
    'api/id.ts': '// $Id$\n',
  })
  symlinkSync('/etc/passwd', join(from, 'api/passwd'))
  symlinkSync('../../..', join(from, 'api/up'))
  symlinkSync('index.ts', join(from, 'api/link.ts'))
  git(from, 'add', '--all')
  git(from, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},api/module`)
  const attributes = '* filter=evil eol=crlf working-tree-encoding=UTF-16\n*.ts ident\n'
  // By its object: were it in the files, git itself would stumble over it.
  const blob = writeObject(from, 'blob', attributes)
  git(from, 'update-index', '--add', '--cacheinfo', `100644,${blob},.gitattributes`)
  git(from, 'commit', '--quiet', '--message', 'More')
  const to = join(temporaryFolder(), 'new')
  const { code, stdout } = await split(from, to, '--paths', '**')
  expect(code).toBe(0)
  for (const name of ['api/.env', 'settings.local.json', 'api/big.bin', 'api/passwd', 'api/up', 'api/module'])
    expect(stdout).toContain(name)
  expect(filesOf(to)).toEqual([
    '.claude/settings.json',
    '.gitattributes',
    '.gitignore',
    'README.md',
    'api/id.ts',
    'api/index.ts',
    'api/link.ts',
    'api/run.sh',
  ])
  // As it was committed, whatever attributes say.
  expect(readFileSync(join(to, 'api/id.ts'), 'utf8')).toBe('// $Id$\n')
  expect(existsSync(join(to, '.git/info/attributes'))).toBe(false)
})

test('nothing of a hostile repository runs, and nothing is written outside the new one', async () => {
  const { folder, markers } = hostileRepository()
  const to = join(temporaryFolder(), 'new')
  const { code } = await split(folder, to, '--paths', '**')
  expect(code).toBe(0)
  expect(markers()).toEqual([])
  expect(readdirSync(join(to, '..'))).toEqual(['new'])
})

test('names that git keeps for itself are not written', async () => {
  const from = newRepository(api)
  const blob = writeObject(from, 'blob', '[core]\n')
  const entry = (mode: string, name: string, id: string) =>
    Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])
  const inner = writeObject(from, 'tree', entry('100644', 'config', blob))
  const tree = writeObject(
    from,
    'tree',
    Buffer.concat([
      entry('40000', '..', inner),
      entry('40000', '.GIT', inner),
      entry('40000', '.git', inner),
      entry('100644', 'fine', blob),
    ]),
  )
  git(from, 'update-ref', 'refs/heads/evil', git(from, 'commit-tree', tree, '-m', 'Evil'))
  const to = join(temporaryFolder(), 'new')
  expect((await split(from, to, '--paths', '**', '--ref', 'evil')).code).toBe(0)
  expect(filesOf(to)).toEqual(['.claude/settings.json', '.gitignore', 'README.md', 'fine'])
  expect(readFileSync(join(to, '.git/config'), 'utf8')).toContain('repositoryformatversion')
  expect(readdirSync(join(to, '..'))).toEqual(['new'])
})

test('settings, .gitignore and README that are there are completed; what is in their way is left out', async () => {
  const from = newRepository({
    'README.md': '# Shop\r\n',
    '.gitignore': 'dist\n',
    '.claude/settings.json': '{\n    "model": "opus"\n}\n',
  })
  const to = join(temporaryFolder(), 'new')
  mkdirSync(to)
  expect((await split(from, to, '--paths', '**')).code).toBe(0)
  expect(readFileSync(join(to, 'README.md'), 'utf8')).toMatch(/^# Shop\r\n\r\nSplit from .*\r\n$/)
  expect(readFileSync(join(to, '.gitignore'), 'utf8')).toBe('dist\n.env\n.env.*\n!.env.example\n')
  expect(readFileSync(join(to, '.claude/settings.json'), 'utf8')).toMatch(
    /^\{\n {4}"model": "opus",\n {4}"permissions"/,
  )
  commitFiles(from, {})
  git(from, 'rm', '--quiet', '-r', '.claude', 'README.md')
  commitFiles(from, { '.claude': 'a file\n', 'README.md/x': 'x\n' })
  const other = join(temporaryFolder(), 'new')
  const { code, stdout } = await split(from, other, '--paths', '**')
  expect(code).toBe(0)
  expect(filesOf(other)).toEqual(['.claude/settings.json', '.gitignore', 'README.md'])
  expect(stdout).toContain('README.md/x')
})

test.each(['sha1', 'sha256'])('%s', async (format) => {
  const from = newRepository(api, `--object-format=${format}`)
  const to = join(temporaryFolder(), 'new')
  expect((await split(from, to, '--paths', 'api/**')).code).toBe(0)
  expect(git(to, 'rev-parse', '--show-object-format')).toBe(format)
  expect(git(to, 'fsck')).toBe('')
})

test('wrong usage is told before anything is made', async () => {
  const from = newRepository(api)
  const full = temporaryFolder()
  writeFileSync(join(full, 'a'), 'a')
  const to = join(temporaryFolder(), 'new')
  const cases = [
    [full, ['--paths', '**'], 'not empty'],
    [join(full, 'a'), ['--paths', '**'], 'not empty'],
    [join(from, 'new'), ['--paths', '**'], 'lies within'],
    [to, ['--paths', 'nothing/**'], 'No file'],
    [to, ['--paths', '../x'], '..'],
    [to, ['--paths', '**', '--name', 'x'], 'owner/repository'],
    [to, ['--paths', '**', '--ref', 'nowhere'], 'nowhere'],
    [to, [], '--paths'],
  ] as const
  for (const [target, flags, words] of cases) {
    const { code, stderr } = await split(from, target, ...flags)
    expect(stderr).toContain(words)
    expect(code).toBe(2)
  }
  expect(existsSync(to)).toBe(false)
  expect(readdirSync(full)).toEqual(['a'])
})
