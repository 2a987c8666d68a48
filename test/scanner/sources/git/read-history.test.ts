import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { idAt } from '../../../../scanner/sources/git/object-ids.ts'
import { readHistory, type History } from '../../../../scanner/sources/git/read-history.ts'
import {
  commitFiles,
  damageObject,
  git,
  importCommits,
  newRepository,
  removeObject,
  temporaryFolder,
  writeFiles,
  writeObject,
} from '../git-fixture.ts'
import { openForTest, readTexts } from '../open-for-test.ts'

async function historyOf(folder: string, options: Parameters<typeof readHistory>[1] = {}) {
  const repository = await openForTest(folder)
  const history = await readHistory(repository, options)
  return { repository, history, ...(await byText(repository, history)) }
}

/** What each distinct text's blob is said to be. */
async function byText(repository: Parameters<typeof readTexts>[0], history: History) {
  const blobs = Array.from({ length: history.blobs }, (_, index) => history.blob(index))
  const { texts } = await readTexts(
    repository,
    blobs.map(({ id }) => id),
  )
  return { found: new Map([...texts].map(([index, text]) => [text, blobs[index]!])) }
}

const pathsOf = (found: Awaited<ReturnType<typeof historyOf>>['found'], text: string) =>
  found.get(text)?.paths.map(({ path }) => path)

/** Every blob that plain git finds from the same refs. */
function blobsByGit(folder: string, ...refs: readonly string[]): readonly string[] {
  const objects = git(folder, 'rev-list', '--objects', '--missing=allow-any', ...refs)
    .split('\n')
    .map((line) => line.slice(0, 40))
  return objects.filter((id) => git(folder, 'cat-file', '-t', id) === 'blob').toSorted()
}

const idsOf = (history: History) =>
  Array.from({ length: history.blobs }, (_, index) => history.blob(index).id).toSorted()

test('each blob comes once, with its first commit and every path', async () => {
  const folder = newRepository({ 'a.txt': 'first\n', 'same.txt': 'first\n' })
  const one = git(folder, 'rev-parse', 'HEAD')
  const two = commitFiles(folder, { 'a.txt': 'second\n' })
  git(folder, 'mv', 'a.txt', 'moved.txt')
  commitFiles(folder, {})
  commitFiles(folder, {}, 'Nothing changed')
  git(folder, 'rm', '--quiet', 'moved.txt')
  commitFiles(folder, { 'again.txt': 'first\n' })
  const { history, found } = await historyOf(folder)
  expect(history.commits).toBe(5)
  expect(history.blobs).toBe(2)
  expect(found.get('first\n')?.commit).toBe(one)
  expect(pathsOf(found, 'first\n')).toEqual(['a.txt', 'same.txt', 'again.txt'])
  expect(found.get('second\n')?.commit).toBe(two)
  expect(pathsOf(found, 'second\n')).toEqual(['a.txt', 'moved.txt'])
  expect(history.notScanned).toEqual([])
})

test('commits come after their parents', async () => {
  const folder = newRepository({ 'a.txt': 'one\n' })
  const ids = [git(folder, 'rev-parse', 'HEAD')]
  for (const text of ['two\n', 'three\n', 'four\n']) ids.push(commitFiles(folder, { 'a.txt': text }))
  const { history } = await historyOf(folder)
  expect(ids.map((_, index) => idAt(history.commitIds, index, 20))).toEqual(ids)
})

test('what only a merge commit brought in is found', async () => {
  const folder = newRepository({ 'a.txt': 'base\n' })
  git(folder, 'checkout', '--quiet', '-b', 'side')
  commitFiles(folder, { 'side.txt': 'side\n' })
  git(folder, 'checkout', '--quiet', 'main')
  commitFiles(folder, { 'main.txt': 'main\n' })
  git(folder, 'merge', '--quiet', '--no-commit', 'side')
  const merge = commitFiles(folder, { 'a.txt': 'changed by the merge\n', 'new.txt': 'in no parent\n' })
  expect(git(folder, 'rev-list', '--parents', '--max-count=1', 'HEAD').split(' ')).toHaveLength(3)
  const { found } = await historyOf(folder)
  expect(found.get('changed by the merge\n')?.commit).toBe(merge)
  expect(found.get('in no parent\n')).toMatchObject({
    commit: merge,
    paths: [{ path: 'new.txt', isLink: false }],
  })
})

test('an octopus merge with a change of its own is read', async () => {
  const folder = newRepository({ 'a.txt': 'base\n' })
  for (const name of ['one', 'two', 'three']) {
    git(folder, 'checkout', '--quiet', '-b', name, 'main')
    commitFiles(folder, { [`${name}.txt`]: `${name}\n` })
  }
  git(folder, 'checkout', '--quiet', 'main')
  git(folder, 'merge', '--quiet', '--no-commit', '--no-ff', 'one', 'two', 'three')
  const merge = commitFiles(folder, { 'octopus.txt': 'eight arms\n' })
  const { found, history } = await historyOf(folder)
  expect(found.get('eight arms\n')?.commit).toBe(merge)
  expect(idsOf(history)).toEqual(blobsByGit(folder, 'HEAD'))
})

test('the default refs are HEAD, branches, remote branches, tags and all stash entries', async () => {
  const folder = newRepository({ 'a.txt': 'main\n' })
  const onlyAt = (ref: string, text: string) => {
    const id = writeObject(folder, 'blob', text)
    const tree = writeObject(
      folder,
      'tree',
      Buffer.concat([Buffer.from('100644 x\0'), Buffer.from(id, 'hex')]),
    )
    git(folder, 'update-ref', ref, git(folder, 'commit-tree', tree, '-m', 'x'))
  }
  onlyAt('refs/heads/other', 'branch\n')
  onlyAt('refs/remotes/origin/main', 'remote\n')
  onlyAt('refs/tags/v1', 'tag\n')
  onlyAt('refs/notes/commits', 'note\n')
  onlyAt('refs/pull/1/head', 'pull\n')
  for (const text of ['older stash\n', 'newer stash\n']) {
    writeFiles(folder, { 'a.txt': text, [`untracked-${text.slice(0, 5)}`]: `untracked ${text}` })
    git(folder, 'stash', 'push', '--quiet', '--include-untracked')
  }
  git(folder, 'pack-refs', '--all')
  const detached = commitFiles(folder, { 'a.txt': 'to be detached\n' })
  git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  git(folder, 'checkout', '--quiet', detached)

  const expected = ['main', 'branch', 'remote', 'tag', 'older stash', 'newer stash', 'to be detached']
  const untracked = ['untracked older stash\n', 'untracked newer stash\n']
  const { found } = await historyOf(folder)
  expect([...found.keys()].toSorted()).toEqual(
    [...expected.map((text) => `${text}\n`), ...untracked].toSorted(),
  )
  const all = await historyOf(folder, { refs: 'all' })
  expect([...all.found.keys()]).toEqual(expect.arrayContaining(['note\n', 'pull\n', ...found.keys()]))
  const some = await historyOf(folder, { refs: ['other', 'v1'] })
  expect([...some.found.keys()].toSorted()).toEqual(['branch\n', 'tag\n'])
})

test('a tag on a blob or a tree is read, under the name of the tag', async () => {
  const folder = newRepository({ 'a.txt': 'main\n' })
  const blob = writeObject(folder, 'blob', 'a public key\n')
  git(folder, 'tag', '-a', '-m', 'x', 'key', blob)
  const inTree = writeObject(folder, 'blob', 'in a tree\n')
  const inner = writeObject(
    folder,
    'tree',
    Buffer.concat([Buffer.from('100644 b\0'), Buffer.from(inTree, 'hex')]),
  )
  const tree = writeObject(
    folder,
    'tree',
    Buffer.concat([Buffer.from('40000 sub\0'), Buffer.from(inner, 'hex')]),
  )
  git(folder, 'tag', 'snapshot', tree)
  const { found } = await historyOf(folder)
  expect(found.get('a public key\n')).toMatchObject({
    commit: git(folder, 'rev-parse', 'refs/tags/key'),
    paths: [{ path: 'refs/tags/key' }],
  })
  expect(found.get('in a tree\n')).toMatchObject({
    commit: tree,
    paths: [{ path: 'refs/tags/snapshot/sub/b' }],
  })
})

test('links are marked, mode changes add nothing, submodules are left out', async () => {
  const folder = newRepository({ 'run.sh': 'script\n' })
  git(folder, 'update-index', '--chmod=+x', 'run.sh')
  git(folder, 'commit', '--quiet', '-m', 'mode')
  symlinkSync('run.sh', join(folder, 'link'))
  git(folder, 'add', 'link')
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${git(folder, 'rev-parse', 'HEAD')},module`)
  git(folder, 'commit', '--quiet', '-m', 'link and module')
  const { found, history } = await historyOf(folder)
  expect(history.blobs).toBe(2)
  expect(found.get('run.sh')?.paths).toMatchObject([{ path: 'link', isLink: true }])
  expect(found.get('script\n')?.paths).toMatchObject([{ path: 'run.sh', isLink: false }])
})

test('paths with line ends, escape sequences and bytes that are not UTF-8 come through', async () => {
  const folder = newRepository({
    'a\nb.txt': 'newline\n',
    'a\tb\u001b[31m"\\.txt': 'escape\n',
    ':colon': 'colon\n',
  })
  const blob = writeObject(folder, 'blob', 'bytes\n')
  const entry = Buffer.concat([
    Buffer.from('100644 '),
    Buffer.from([0x66, 0xff, 0xc3, 0xa4, 0xfe]),
    Buffer.from('\0'),
  ])
  const tree = writeObject(folder, 'tree', Buffer.concat([entry, Buffer.from(blob, 'hex')]))
  git(folder, 'branch', 'bytes', git(folder, 'commit-tree', tree, '-m', 'x'))
  const { found } = await historyOf(folder)
  expect(pathsOf(found, 'newline\n')).toEqual(['a\nb.txt'])
  expect(pathsOf(found, 'escape\n')).toEqual(['a\tb\u001b[31m"\\.txt'])
  expect(pathsOf(found, 'colon\n')).toEqual([':colon'])
  expect(pathsOf(found, 'bytes\n')).toEqual(['f%FFä%FE'])
})

test('a repository without commits has an empty history', async () => {
  const { history } = await historyOf(newRepository())
  expect(history).toMatchObject({ commits: 0, blobs: 0, notScanned: [] })
})

test('a shallow clone is read from its boundary on', async () => {
  const origin = newRepository({ 'a.txt': 'first\n' })
  commitFiles(origin, { 'a.txt': 'second\n' })
  commitFiles(origin, { 'a.txt': 'third\n' })
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--depth=2', `file://${origin}`, 'clone')
  const { repository, history, found } = await historyOf(join(folder, 'clone'))
  expect(repository.shallow).toBe(true)
  expect([...found.keys()].toSorted()).toEqual(['second\n', 'third\n'])
  expect(history.commits).toBe(2)
})

test.each(['sha1', 'sha256'])('a packed %s repository has the same blobs as git lists', async (format) => {
  const folder = newRepository({ 'a.txt': 'first\n' }, `--object-format=${format}`)
  const commits = Array.from({ length: 20 }, (_, index) => ({
    'a.txt': `text ${index}\n`,
    [`d/${index}`]: 'same\n',
  }))
  importCommits(folder, 'many', commits)
  git(folder, 'repack', '-adq')
  const { history, found, repository } = await historyOf(folder)
  expect(repository.objectFormat).toBe(format)
  expect(history.blobs).toBe(22)
  expect(pathsOf(found, 'same\n')).toHaveLength(20)
})

test('a missing or damaged tree ends nothing: the rest is read and the tree is named', async () => {
  const folder = newRepository({ 'a.txt': 'one\n', 'bad/x.txt': 'lost\n', 'good/y.txt': 'kept\n' })
  const tree = git(folder, 'rev-parse', 'HEAD:bad')
  for (let index = 0; index < 3; index += 1)
    commitFiles(folder, { 'a.txt': `${index}\n`, 'bad/x.txt': `bad ${index}\n` })
  const last = git(folder, 'rev-parse', 'HEAD:bad')
  removeObject(folder, tree)
  damageObject(folder, last)
  const { history, found } = await historyOf(folder)
  expect([...found.keys()]).toEqual(
    expect.arrayContaining(['one\n', 'kept\n', '0\n', '1\n', '2\n', 'bad 0\n', 'bad 1\n']),
  )
  expect(history.notScanned.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual([
    'bad/ corrupt-object',
    'bad/ missing-object',
  ])
})

test('a missing commit is named, and what other refs still reach is read', async () => {
  const folder = newRepository({ 'a.txt': 'one\n' })
  const lost = commitFiles(folder, { 'a.txt': 'two\n' })
  git(folder, 'tag', 'old', 'HEAD~1')
  commitFiles(folder, { 'a.txt': 'three\n' })
  const damaged = commitFiles(folder, { 'a.txt': 'four\n' })
  git(folder, 'checkout', '--quiet', '-b', 'other')
  commitFiles(folder, { 'a.txt': 'five\n' })
  removeObject(folder, lost)
  damageObject(folder, damaged)
  const { history, found } = await historyOf(folder)
  expect([...found.keys()].toSorted()).toEqual(['five\n', 'one\n'])
  expect(history.notScanned).toContainEqual(
    expect.objectContaining({ path: damaged, code: 'missing-object' }),
  )
  expect(history.notScanned).toContainEqual(
    expect.objectContaining({ path: 'refs/heads/main', code: 'missing-object' }),
  )
})

test('a clone without trees says what it lacks and does not fetch', async () => {
  const origin = newRepository({ 'a.txt': 'first\n', 'd/b.txt': 'b\n' })
  importCommits(
    origin,
    'many',
    Array.from({ length: 60 }, (_, index) => ({ 'd/a.txt': `${index}\n` })),
  )
  git(origin, 'config', 'uploadpack.allowFilter', 'true')
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--bare', '--filter=tree:0', `file://${origin}`, 'clone')
  const { repository, history } = await historyOf(join(folder, 'clone'))
  expect(repository.partial).toBe(true)
  expect(history.commits).toBe(61)
  expect(history.blobs).toBe(0)
  expect(history.notScanned).toHaveLength(61)
})

test('a wrong ref and a broken loose ref are reported', async () => {
  const folder = newRepository({ 'a.txt': 'first\n' })
  mkdirSync(join(folder, '.git', 'refs', 'heads', 'deep'), { recursive: true })
  writeFileSync(join(folder, '.git', 'refs', 'heads', 'deep', 'broken'), 'not an id\n')
  git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone')
  const { history } = await historyOf(folder)
  expect(history.notScanned).toEqual([
    expect.objectContaining({ path: 'refs/heads/deep/broken', code: 'broken-ref' }),
  ])
  await expect(historyOf(folder, { refs: ['maim'] })).rejects.toMatchObject({ code: 'unknown-ref' })
})

test('the order of processes does not change the result', async () => {
  const folder = newRepository({ 'a.txt': 'x\n' })
  const commits = Array.from({ length: 9000 }, (_, index) => ({ 'a.txt': String((index + 1) % 500) }))
  importCommits(folder, 'many', commits)
  const { history, found } = await historyOf(folder, { refs: ['many'] })
  expect(history.commits).toBe(9000)
  expect(found.get('7')?.commit).toBe(git(folder, 'rev-list', '--reverse', 'many').split('\n')[6])
})
