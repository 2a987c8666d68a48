import { chownSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listTree } from '../../../../scanner/sources/git/list-tree.ts'
import { readHistory } from '../../../../scanner/sources/git/read-history.ts'
import { repositoryName } from '../../../../scanner/sources/git/repository-name.ts'
import { commitFiles, git, newRepository, temporaryFolder } from '../git-fixture.ts'
import { openForTest } from '../open-for-test.ts'

const pathsAt = async (path: string) =>
  (await listTree(await openForTest(path))).entries.map((entry) => entry.path)

test('a work tree, a folder in it, and its git directory are opened', async () => {
  const folder = newRepository({ 'a.txt': 'a\n', 'sub/deep/b.txt': 'b\n' })
  expect(await openForTest(folder)).toMatchObject({
    workTree: folder,
    prefix: '',
    shallow: false,
    partial: false,
  })
  expect(await openForTest(join(folder, 'sub/deep'))).toMatchObject({ workTree: folder, prefix: 'sub/deep/' })
  expect(await openForTest(join(folder, 'sub/deep/b.txt'))).toMatchObject({
    workTree: folder,
    prefix: 'sub/deep/',
  })
  expect(await openForTest(join(folder, '.git'))).toMatchObject({ workTree: null, prefix: '' })
  expect(await pathsAt(join(folder, '.git'))).toEqual(['a.txt', 'sub/deep/b.txt'])
})

test('a bare repository is opened', async () => {
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--bare', newRepository({ 'a.txt': 'a\n' }), 'bare.git')
  expect((await openForTest(join(folder, 'bare.git'))).workTree).toBeNull()
  expect(await pathsAt(join(folder, 'bare.git'))).toEqual(['a.txt'])
})

test('a linked worktree has its own HEAD and the common refs', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  git(folder, 'worktree', 'add', '--quiet', '-b', 'other', '../' + folder.split('/').at(-1) + '-linked')
  const linked = `${folder}-linked`
  try {
    commitFiles(linked, { 'b.txt': 'b\n' })
    expect(await pathsAt(linked)).toEqual(['a.txt', 'b.txt'])
    expect(await pathsAt(folder)).toEqual(['a.txt'])
    expect((await readHistory(await openForTest(linked))).commits).toBe(2)
  } finally {
    rmSync(linked, { recursive: true })
  }
})

test('a submodule is a repository of its own, and named where it is used', async () => {
  const inner = newRepository({ 'inner.txt': 'inner\n' })
  const folder = newRepository({ 'a.txt': 'a\n' })
  git(folder, 'submodule', '--quiet', 'add', inner, 'vendor/inner')
  git(folder, 'commit', '--quiet', '-m', 'submodule')
  expect(await pathsAt(join(folder, 'vendor/inner'))).toEqual(['inner.txt'])
  const { entries, notScanned } = await listTree(await openForTest(folder))
  expect(entries.map(({ path }) => path)).toEqual(['.gitmodules', 'a.txt'])
  expect(notScanned).toEqual([expect.objectContaining({ path: 'vendor/inner', code: 'submodule' })])
})

test('a git directory reached through a symbolic link is opened', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const elsewhere = temporaryFolder()
  cpSync(join(folder, '.git'), join(elsewhere, 'real'), { recursive: true })
  rmSync(join(folder, '.git'), { recursive: true })
  symlinkSync(join(elsewhere, 'real'), join(folder, '.git'))
  symlinkSync(folder, join(elsewhere, 'alias'))
  expect(await pathsAt(join(elsewhere, 'alias'))).toEqual(['a.txt'])
})

test('files of somebody else are read all the same', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can give files away')
  const folder = newRepository({ 'a.txt': 'a\n' })
  for (const path of [folder, join(folder, '.git'), join(folder, '.git/config')])
    chownSync(path, 12345, 12345)
  expect(await pathsAt(folder)).toEqual(['a.txt'])
})

test('a configuration that git cannot parse does not stop the scan', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  writeFileSync(join(folder, '.git', 'config'), '[core\nnonsense =')
  expect(await pathsAt(folder)).toEqual(['a.txt'])
})

test('what cannot be opened is an error with a code', async () => {
  const folder = temporaryFolder()
  await expect(openForTest(join(folder, 'absent'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(openForTest(folder)).rejects.toMatchObject({ code: 'not-a-repository' })
  mkdirSync(join(folder, 'broken'))
  writeFileSync(join(folder, 'broken', '.git'), 'gitdir: ../nowhere\n')
  await expect(openForTest(join(folder, 'broken'))).rejects.toMatchObject({
    code: 'not-a-repository',
    message: /broken/,
  })
})

test('a folder with an empty .git is no repository', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, '.git'))
  await expect(openForTest(folder)).rejects.toMatchObject({ code: 'not-a-repository' })
})

test('a partial clone is recognised', async () => {
  const origin = newRepository({ 'a.txt': 'first\n' })
  commitFiles(origin, { 'a.txt': 'second\n' })
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--filter=blob:none', `file://${origin}`, 'clone')
  const repository = await openForTest(join(folder, 'clone'))
  expect(repository.partial).toBe(true)
  expect((await readHistory(repository)).blobs).toBe(2)
})

test('refs in reftables need a git that can read them', async ({ skip }) => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const version = git(folder, 'version').match(/(\d+)\.(\d+)/)!
  const canRead = Number(version[1]) > 2 || Number(version[2]) >= 45
  if (canRead) skip('this git can read them; see resolve-ref.test.ts')
  git(folder, 'config', 'extensions.refStorage', 'reftable')
  await expect(openForTest(folder)).rejects.toMatchObject({ code: 'unsupported-repository', todo: /2\.45/ })
})

test.each([
  ['https://github.com/owner/name.git', 'owner/name'],
  ['https://user:pass@github.com/owner/name', 'owner/name'],
  ['https://gitlab.example.com/group/sub/name.git/', 'sub/name'],
  ['ssh://git@github.com:22/owner/name.git', 'owner/name'],
  ['git@github.com:owner/name.git', 'owner/name'],
  ['github.com:owner/name', 'owner/name'],
  ['https://github.com/owner/name?token=x#y', 'owner/name'],
  ['/srv/git/owner/name.git', null],
  ['../name', null],
  ['file:///srv/owner/name', null],
  ['C:\\owner\\name', null],
  ['https://github.com/name', null],
  ['https://github.com/ow ner/na\u001bme', null],
  ['ext::sh -c owner/name', null],
])('the name of %s is %s', (url, name) => {
  expect(repositoryName(url)).toBe(name)
})

test('the name comes from the remote called origin', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  expect((await openForTest(folder)).name).toBeNull()
  git(folder, 'remote', 'add', 'origin', 'https://user:pass@github.com/acme/tool.git')
  const repository = await openForTest(folder)
  expect(repository.name).toBe('acme/tool')
  expect(JSON.stringify(repository)).not.toContain('pass')
  expect(readFileSync(join(repository.git.environment['GIT_DIR']!, 'config'), 'utf8')).not.toContain('remote')
})
