import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isLfsPointer } from '../../../../scanner/sources/git/lfs-pointer.ts'
import { listTree } from '../../../../scanner/sources/git/list-tree.ts'
import {
  commitFiles,
  git,
  importCommits,
  newRepository,
  removeObject,
  writeFiles,
  writeObject,
} from '../git-fixture.ts'
import { openForTest, readTexts } from '../open-for-test.ts'

test('files, programs and links of a ref, with their content', async () => {
  const folder = newRepository({ 'a.txt': 'old\n' })
  writeFiles(folder, { 'run.sh': '#!/bin/sh\n' })
  chmodSync(join(folder, 'run.sh'), 0o755)
  symlinkSync('../outside', join(folder, 'link'))
  const commit = commitFiles(folder, { 'a.txt': 'new\n' })
  const repository = await openForTest(folder)
  const tree = await listTree(repository)
  expect(tree.commit).toBe(commit)
  expect(tree.entries.map(({ path, kind }) => [path, kind])).toEqual([
    ['a.txt', 'file'],
    ['link', 'link'],
    ['run.sh', 'executable'],
  ])
  const { texts } = await readTexts(
    repository,
    tree.entries.map(({ id }) => id),
  )
  expect([...texts.values()]).toEqual(['new\n', '../outside', '#!/bin/sh\n'])
  const old = await listTree(repository, 'HEAD~1')
  expect(
    (
      await readTexts(
        repository,
        old.entries.map(({ id }) => id),
      )
    ).texts.get(0),
  ).toBe('old\n')
})

test('hidden, ignored and oddly named files are listed like all others', async () => {
  const folder = newRepository()
  writeFiles(folder, { '.gitignore': '.env\n*\n', '.env': 'x\n', 'ö/ü.txt': 'x\n', 'a\nb\t"c"': 'x\n' })
  commitFiles(folder, {})
  const { entries } = await listTree(await openForTest(folder))
  expect(entries.map(({ path }) => path)).toEqual(['.env', '.gitignore', 'a\nb\t"c"', 'ö/ü.txt'])
  expect(entries.some((entry) => 'rawPath' in entry)).toBe(false)
})

test('a path that is not UTF-8 is shown escaped, and keeps its bytes', async () => {
  const folder = newRepository()
  const blob = writeObject(folder, 'blob', 'x\n')
  const name = Buffer.from([0xe4, 0x2e, 0x74])
  const tree = Buffer.concat([Buffer.from('100644 '), name, Buffer.from('\0'), Buffer.from(blob, 'hex')])
  git(folder, 'update-ref', 'HEAD', git(folder, 'commit-tree', writeObject(folder, 'tree', tree), '-m', 'x'))
  const { entries } = await listTree(await openForTest(folder))
  expect(entries).toEqual([{ path: '%E4.t', rawPath: Uint8Array.from(name), kind: 'file', id: blob }])
})

test('a missing folder is named, and all others are listed', async () => {
  const folder = newRepository({ 'a/x.txt': 'x\n', 'b/deep/y.txt': 'y\n', 'c.txt': 'z\n' })
  removeObject(folder, git(folder, 'rev-parse', 'HEAD:b/deep'))
  const { entries, notScanned } = await listTree(await openForTest(folder))
  expect(entries.map(({ path }) => path).toSorted()).toEqual(['a/x.txt', 'c.txt'])
  expect(notScanned).toEqual([expect.objectContaining({ path: 'b/deep/', code: 'missing-object' })])
})

test('a very deep tree is listed', async () => {
  const folder = newRepository()
  importCommits(folder, 'main', [{ [`${'d/'.repeat(300)}x`]: 'deep\n' }])
  const { entries } = await listTree(await openForTest(folder))
  expect(entries.map(({ path }) => path)).toEqual([`${'d/'.repeat(300)}x`])
})

test('a Git LFS pointer is told from a file that talks about one', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`
  expect(isLfsPointer(Buffer.from(pointer))).toBe(true)
  expect(isLfsPointer(Buffer.from(`# ${pointer}`))).toBe(false)
  expect(isLfsPointer(Buffer.from(pointer + 'x'.repeat(1000)))).toBe(false)
  expect(isLfsPointer(Buffer.from(''))).toBe(false)
})
