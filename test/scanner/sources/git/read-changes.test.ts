import { chmodSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDiff, readStagedChanges, type Changes } from '../../../../scanner/sources/git/read-changes.ts'
import { commitFiles, git, newRepository, temporaryFolder, writeFiles } from '../git-fixture.ts'
import { openForTest, readTexts } from '../open-for-test.ts'

const summary = ({ changes }: Changes) => Object.fromEntries(changes.map(({ path, added }) => [path, added]))
const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('')

test('a range has the new side of changed files and the added lines', async () => {
  const folder = newRepository({
    'a.txt': lines('1', '2', '3', '4', '5', '6'),
    'same.txt': 'same\n',
    'gone.txt': 'gone\n',
    'moved.txt': lines('long enough', 'to be seen', 'as renamed'),
    'run.sh': 'x\n',
  })
  const base = git(folder, 'rev-parse', 'HEAD')
  rmSync(join(folder, 'gone.txt'))
  renameSync(join(folder, 'moved.txt'), join(folder, 'new-name.txt'))
  chmodSync(join(folder, 'run.sh'), 0o755)
  const head = commitFiles(folder, {
    'a.txt': lines('1', 'new', '3', '5', '6', 'last', 'line'),
    'added.txt': lines('a', 'b'),
    'empty.txt': '',
    'no-end.txt': 'no line end',
    'data.bin': Buffer.from([0, 1, 2, 3, 10, 0]),
  })
  const changes = await readDiff(await openForTest(folder), `${base}..HEAD`)
  expect(changes).toMatchObject({ base, head, notScanned: [] })
  expect(summary(changes)).toEqual({
    'a.txt': [
      { from: 2, to: 2 },
      { from: 6, to: 7 },
    ],
    'added.txt': [{ from: 1, to: 2 }],
    'data.bin': null,
    'empty.txt': [],
    'new-name.txt': [],
    'no-end.txt': [{ from: 1, to: 1 }],
    'run.sh': [],
  })
  const { texts } = await readTexts(
    await openForTest(folder),
    changes.changes.map(({ id }) => id),
  )
  expect(texts.get(1)).toBe('a\nb\n')
})

test('lines that look like parts of a patch are only counted', async () => {
  const folder = newRepository({ 'a.txt': lines('-- a/x', '++ b/x', 'end') })
  const text = lines(
    '@@ -1,5 +100,7 @@',
    'diff --git a/x b/x',
    'index 1..2',
    'Binary files a and b differ',
    '\\ No',
    'end',
  )
  commitFiles(folder, { 'a.txt': text, 'b.txt': 'x\n' })
  expect(summary(await readDiff(await openForTest(folder), 'HEAD~1'))).toEqual({
    'a.txt': [{ from: 1, to: 5 }],
    'b.txt': [{ from: 1, to: 1 }],
  })
})

test('a missing line end on both sides does not shift what follows', async () => {
  const folder = newRepository({ 'a.txt': 'old', 'b.txt': 'x\n' })
  commitFiles(folder, { 'a.txt': 'new\nmore', 'b.txt': 'x\ny\n' })
  expect(summary(await readDiff(await openForTest(folder), 'HEAD~1..'))).toEqual({
    'a.txt': [{ from: 1, to: 2 }],
    'b.txt': [{ from: 2, to: 2 }],
  })
})

test('two and three dots compare with the commit where the sides parted', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  git(folder, 'checkout', '--quiet', '-b', 'side')
  commitFiles(folder, { 'side.txt': 'x\n' })
  git(folder, 'checkout', '--quiet', 'main')
  commitFiles(folder, { 'main.txt': 'x\n' })
  const repository = await openForTest(folder)
  for (const range of ['main...side', 'main..side'])
    expect(Object.keys(summary(await readDiff(repository, range)))).toEqual(['side.txt'])
  git(folder, 'checkout', '--quiet', '--orphan', 'apart')
  commitFiles(folder, { 'apart.txt': 'x\n' })
  const apart = await readDiff(repository, 'main...apart')
  expect(apart.base).toBeNull()
  expect(Object.keys(summary(apart))).toEqual(['a.txt', 'apart.txt', 'main.txt'])
  await expect(readDiff(repository, 'main..nowhere')).rejects.toMatchObject({ code: 'unknown-ref' })
})

test('links, submodules and odd names in a range', async () => {
  const folder = newRepository({ 'a\n"b"': 'x\n', 'becomes-link': 'a\n' })
  rmSync(join(folder, 'becomes-link'))
  symlinkSync('target', join(folder, 'becomes-link'))
  git(folder, 'add', '--all')
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${git(folder, 'rev-parse', 'HEAD')},module`)
  writeFiles(folder, { 'a\n"b"': 'x\ny\n' })
  git(folder, 'add', 'a\n"b"')
  git(folder, 'commit', '--quiet', '-m', 'x')
  const changes = await readDiff(await openForTest(folder), 'HEAD~1..HEAD')
  expect(summary(changes)).toEqual({ 'a\n"b"': [{ from: 2, to: 2 }], 'becomes-link': [{ from: 1, to: 1 }] })
  expect(changes.changes[1]?.kind).toBe('link')
  expect(changes.notScanned).toEqual([expect.objectContaining({ path: 'module', code: 'submodule' })])
})

test('staged changes are those of the index, not of the work tree', async () => {
  const folder = newRepository({ 'a.txt': lines('1', '2'), 'b.txt': 'b\n' })
  writeFiles(folder, { 'a.txt': lines('1', 'staged', '2'), 'new.txt': 'staged\n' })
  git(folder, 'add', 'a.txt', 'new.txt')
  writeFiles(folder, { 'a.txt': 'not staged\n', 'b.txt': 'not staged\n', 'other.txt': 'untracked\n' })
  const repository = await openForTest(folder)
  const staged = await readStagedChanges(repository)
  expect(staged).toMatchObject({ base: git(folder, 'rev-parse', 'HEAD'), head: null })
  expect(summary(staged)).toEqual({ 'a.txt': [{ from: 2, to: 2 }], 'new.txt': [{ from: 1, to: 1 }] })
  const { texts } = await readTexts(
    repository,
    staged.changes.map(({ id }) => id),
  )
  expect(texts.get(0)).toBe('1\nstaged\n2\n')
})

test('before the first commit everything in the index is staged', async () => {
  const folder = newRepository()
  const empty = await readStagedChanges(await openForTest(folder))
  expect(empty).toEqual({ base: null, head: null, changes: [], notScanned: [] })
  writeFiles(folder, { 'a.txt': 'a\n', 'b.txt': 'b\n' })
  git(folder, 'add', '.')
  expect(Object.keys(summary(await readStagedChanges(await openForTest(folder))))).toEqual(['a.txt', 'b.txt'])
})

test('the index of a linked worktree, a split index and conflicts', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const linked = join(temporaryFolder(), 'linked')
  git(folder, 'worktree', 'add', '--quiet', '-b', 'other', linked)
  git(linked, 'update-index', '--split-index')
  writeFiles(linked, { 'b.txt': 'b\n' })
  git(linked, 'add', 'b.txt')
  expect(Object.keys(summary(await readStagedChanges(await openForTest(linked))))).toEqual(['b.txt'])
  expect((await readStagedChanges(await openForTest(folder))).changes).toEqual([])

  commitFiles(linked, { 'a.txt': 'theirs\n' })
  commitFiles(folder, { 'a.txt': 'ours\n' })
  expect(() => git(folder, 'merge', '--quiet', 'other')).toThrow('merge')
  const { notScanned } = await readStagedChanges(await openForTest(folder))
  expect(notScanned).toEqual([expect.objectContaining({ path: 'a.txt', code: 'unmerged' })])
})
