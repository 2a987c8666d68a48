import { expect, test } from 'vitest'
import { commitMessagePath } from '../../scanner/engine/message-path.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository } from './sources/git-fixture.ts'
import { openForTest } from './sources/open-for-test.ts'

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }
const scan = async (folder: string, range: string, more: Partial<ScanOptions> = {}) =>
  scanDiff(await openForTest(folder), range, { ...options, ...more })

/** Places of what a range brings, with the commit of what is gone again. */
async function brought(folder: string, range: string): Promise<readonly string[]> {
  const { result, isInDiff } = await scan(folder, range)
  return result.findings
    .filter(isInDiff)
    .map(({ path, line, commit }) => `${path}:${line}${commit === null ? '' : ` ${commit}`}`)
}

const remove = (folder: string, path: string): void => {
  git(folder, 'rm', '--quiet', path)
  git(folder, 'commit', '--quiet', '--message', 'Remove')
}
/** Enough text for git to see a renamed file as renamed. */
const long = (text: string): string => `${'some line of it\n'.repeat(20)}${text}\n`

test('what the base did since the branch left it is not what the branch brings', async () => {
  const folder = newRepository({ 'a.sh': `${githubToken(1)}\n`, 'b.sh': 'x\n' })
  git(folder, 'branch', 'feature')
  remove(folder, 'a.sh')
  commitFiles(folder, { 'b.sh': `x\n${githubToken(2)}\n` })
  git(folder, 'checkout', '--quiet', 'feature')
  commitFiles(folder, { 'c.sh': `${githubToken(3)}\n` })
  for (const range of ['main..feature', 'main...feature', 'main..', 'main...'])
    expect(await brought(folder, range)).toEqual(['c.sh:1'])
})

test('a secret that was added and removed again in the range is reported with its commit', async () => {
  const folder = newRepository({ 'a.sh': 'x\n' })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  const first = commitFiles(folder, { 'a.sh': `x\n${githubToken(1)}\n` })
  commitFiles(folder, { 'a.sh': `x\ny\n${githubToken(1)}\n` })
  commitFiles(folder, { 'a.sh': 'x\n' })
  const { result, isInDiff } = await scan(folder, 'main..feature')
  expect(result.findings).toMatchObject([
    {
      path: 'a.sh',
      line: 2,
      commit: first,
      history: { author: 'Ada Example', tracked: false, paths: ['a.sh'] },
    },
  ])
  expect(result.findings.every(isInDiff)).toBe(true)
  expect(result.coverage).toMatchObject({ commits: 3, notScanned: [] })
})

test('a risky file that was added and removed again is reported, one that only changed on the way is not', async () => {
  const folder = newRepository({ 'old/.env': 'A=1\n' })
  const base = git(folder, 'rev-parse', 'HEAD')
  commitFiles(folder, { 'old/.env': 'A=2\n' })
  const first = commitFiles(folder, { '.env': 'A=1\nB=2\n' })
  remove(folder, '.env')
  remove(folder, 'old/.env')
  expect(await brought(folder, `${base}..HEAD`)).toEqual([`.env:null ${first}`])
})

test('a rename does not make an old secret new', async () => {
  const folder = newRepository({ 'a.sh': long(githubToken(1)) })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  git(folder, 'mv', 'a.sh', 'b.sh')
  commitFiles(folder, {})
  expect(await brought(folder, 'main..feature')).toEqual([])
  commitFiles(folder, { 'b.sh': long(`${githubToken(1)}\n${githubToken(2)}`) })
  expect(await brought(folder, 'main..feature')).toEqual(['b.sh:22'])
  remove(folder, 'b.sh')
  expect((await brought(folder, 'main..feature')).map((one) => one.slice(0, 7))).toEqual(['b.sh:22'])
})

test('an old secret is not new in any version of its file on the way, nor where a change is taken back', async () => {
  const folder = newRepository({ 'a.sh': long(githubToken(1)), 'b.sh': `${githubToken(2)}\n` })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'a.sh': `new first line\n${long(githubToken(1))}`, 'b.sh': 'clean\n' })
  commitFiles(folder, { 'a.sh': 'clean\n', 'b.sh': `${githubToken(2)}\n` })
  expect(await brought(folder, 'main..feature')).toEqual([])
})

test('a secret that moved within the range is reported where it is now', async () => {
  const folder = newRepository({ 'a.txt': 'x\n' })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'one.sh': `${githubToken()}\n` })
  git(folder, 'mv', 'one.sh', 'two.sh')
  commitFiles(folder, {})
  expect(await brought(folder, 'main..feature')).toEqual(['two.sh:1'])
})

test('what was merged from the base is not what the branch brings; what a merge itself adds is', async () => {
  const folder = newRepository({ 'a.txt': 'x\n' })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'feature.txt': 'x\n' })
  git(folder, 'checkout', '--quiet', 'main')
  commitFiles(folder, { 'main.sh': `${githubToken(1)}\n` })
  git(folder, 'checkout', '--quiet', 'feature')
  git(folder, 'merge', '--quiet', '--no-commit', 'main')
  const merge = commitFiles(folder, { 'merge.sh': `${githubToken(2)}\n` })
  remove(folder, 'merge.sh')
  expect(await brought(folder, 'main..feature')).toEqual([`merge.sh:1 ${merge}`])
})

test('messages of the commits in the range are looked at, older ones are not', async () => {
  const folder = newRepository({ 'a.txt': 'x\n' })
  commitFiles(folder, {}, `Old ${githubToken(1)}`)
  const commit = commitFiles(folder, {}, `New ${githubToken(2)}`)
  expect(await brought(folder, 'HEAD~1..HEAD')).toEqual([`${commitMessagePath}:1 ${commit}`])
})

test('a branch that shares nothing with the base brings everything', async () => {
  const folder = newRepository({ 'a.sh': `${githubToken(1)}\n` })
  git(folder, 'checkout', '--quiet', '--orphan', 'apart')
  const first = commitFiles(folder, { 'b.sh': `${githubToken(2)}\n` })
  remove(folder, 'b.sh')
  expect(await brought(folder, 'main..apart')).toEqual(['a.sh:1', `b.sh:1 ${first}`])
})

test('a shallow clone that does not reach back is said so', async () => {
  const folder = newRepository({ 'a.txt': '1\n' })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'b.txt': '2\n' })
  git(folder, 'checkout', '--quiet', 'main')
  commitFiles(folder, { 'a.txt': '2\n' })
  const clone = newRepository()
  git(clone, 'fetch', '--quiet', '--depth=1', `file://${folder}`, 'main:main2', 'feature:feature')
  await expect(scan(clone, 'main2..feature')).rejects.toMatchObject({
    code: 'unknown-ref',
    todo: expect.stringContaining('Fetch more history'),
  })
})

test('of what could not be looked at, only what the range brings is listed', async () => {
  const packed = Buffer.from('7z\xbc\xaf\x27\x1c and more', 'latin1')
  const folder = newRepository({ 'old.7z': packed })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  remove(folder, 'old.7z')
  commitFiles(folder, { 'gone.7z': Buffer.concat([packed, packed]) })
  remove(folder, 'gone.7z')
  commitFiles(folder, { 'new.7z': Buffer.concat([packed, packed, packed]), 'ignored.sh': githubToken() })
  const { result } = await scan(folder, 'main..feature', { isIgnored: (path) => path === 'ignored.sh' })
  expect(result.findings).toEqual([])
  expect(result.coverage.notScanned.map(({ path, code }) => `${path} ${code}`)).toEqual([
    ' ignored-by-policy',
    'gone.7z not-unpacked',
    'new.7z not-unpacked',
  ])
})
