import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readHistory } from '../../../../scanner/sources/git/read-history.ts'
import { readRefs } from '../../../../scanner/sources/git/read-refs.ts'
import { resolveRef } from '../../../../scanner/sources/git/resolve-ref.ts'
import { commitFiles, git, newRepository, temporaryFolder, writeFiles } from '../git-fixture.ts'
import { openForTest } from '../open-for-test.ts'

function manyRefs() {
  const folder = newRepository({ 'a.txt': 'one\n' })
  const first = git(folder, 'rev-parse', 'HEAD')
  const second = commitFiles(folder, { 'a.txt': 'two\n' })
  git(folder, 'tag', '-a', '-m', 'x', 'v1.0', first)
  git(folder, 'branch', 'feature/login', first)
  git(folder, 'update-ref', 'refs/remotes/origin/main', first)
  git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
  return { folder, first, second }
}

test('names, ids and what stands behind them are resolved', async () => {
  const { folder, first, second } = manyRefs()
  const repository = await openForTest(folder)
  const resolved = async (name: string) => resolveRef(repository, name)
  for (const name of ['HEAD', 'main', '@', 'refs/heads/main', 'heads/main', second, second.slice(0, 9)]) {
    expect(await resolved(name)).toBe(second)
  }
  const older = [
    'HEAD~1',
    'HEAD^',
    'main~',
    'v1.0',
    'v1.0^{commit}',
    'v1.0^{}',
    'feature/login',
    'origin/main',
    'origin',
  ]
  for (const name of older) expect(await resolved(name)).toBe(first)
})

test('packed refs, newer loose refs and deleted ones are told apart', async () => {
  const { folder, first, second } = manyRefs()
  git(folder, 'pack-refs', '--all')
  git(folder, 'update-ref', 'refs/heads/feature/login', second)
  git(folder, 'update-ref', '-d', 'refs/remotes/origin/main')
  const { head, refs } = await readRefs(await openForTest(folder))
  expect(head).toEqual({ branch: 'refs/heads/main', id: second })
  expect(refs).toEqual([
    { name: 'refs/heads/feature/login', id: second },
    { name: 'refs/heads/main', id: second },
    { name: 'refs/tags/v1.0', id: git(folder, 'rev-parse', 'refs/tags/v1.0') },
  ])
  expect(first).not.toBe(second)
})

test.each(['mian', 'Main', 'feature/logn'])('%s is unknown, and something close is named', async (name) => {
  const { folder } = manyRefs()
  const close = name === 'feature/logn' ? 'feature/login' : 'main'
  await expect(resolveRef(await openForTest(folder), name)).rejects.toMatchObject({
    code: 'unknown-ref',
    message: expect.stringContaining(`Close to it: ${close}`),
  })
})

test.each([
  '--output=x',
  '-h',
  'main:a.txt',
  'main@{1}',
  ':/x',
  'HEAD^{tree}',
  '',
  'deadbeef',
  'main\nHEAD',
  '^main',
])('%j is no commit', async (name) => {
  const { folder } = manyRefs()
  await expect(resolveRef(await openForTest(folder), name)).rejects.toMatchObject({ code: 'unknown-ref' })
})

test('HEAD without a commit and a detached HEAD', async () => {
  const repository = await openForTest(newRepository())
  expect((await readRefs(repository)).head).toEqual({ branch: 'refs/heads/main', id: null })
  await expect(resolveRef(repository, 'HEAD')).rejects.toMatchObject({ message: /main has no commit yet/ })
  const { folder, first } = manyRefs()
  git(folder, 'checkout', '--quiet', first)
  expect((await readRefs(await openForTest(folder))).head).toEqual({ branch: null, id: first })
})

test('refs, HEADs of worktrees and stashes in reftables', async ({ skip }) => {
  const folder = temporaryFolder()
  const version = /(\d+)\.(\d+)/.exec(git(folder, 'version'))
  if (Number(version?.[1]) < 3 && Number(version?.[2]) < 45) skip('this git knows no reftables')
  git(folder, 'init', '--quiet', '--ref-format=reftable', 'main')
  const main = join(folder, 'main')
  const first = commitFiles(main, { 'a.txt': 'one\n' })
  git(main, 'tag', 'v1')
  for (const text of ['older\n', 'newer\n']) {
    writeFiles(main, { 'a.txt': text })
    git(main, 'stash', 'push', '--quiet')
  }
  git(main, 'worktree', 'add', '--quiet', '-b', 'side', join(folder, 'side'))
  const second = commitFiles(join(folder, 'side'), { 'b.txt': 'two\n' })
  const repository = await openForTest(main)
  expect(repository.refStorage).toBe('reftable')
  const { head, refs } = await readRefs(repository)
  expect(head).toEqual({ branch: 'refs/heads/main', id: first })
  const names = ['refs/heads/main', 'refs/heads/side', 'refs/stash', 'refs/tags/v1']
  expect(refs.map(({ name }) => name)).toEqual(names)
  const side = await openForTest(join(folder, 'side'))
  expect((await readRefs(side)).head).toEqual({ branch: 'refs/heads/side', id: second })
  expect(await resolveRef(side, 'v1')).toBe(first)
  // one, two, older and newer: the older stash is only in the log.
  expect((await readHistory(repository)).blobs).toBe(4)
})
