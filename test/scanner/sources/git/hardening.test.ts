import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { inPackOrder } from '../../../../scanner/sources/git/pack-order.ts'
import { listFolder } from '../../../../scanner/sources/list-folder.ts'
import { listTree } from '../../../../scanner/sources/git/list-tree.ts'
import { readAuthors } from '../../../../scanner/sources/git/read-authors.ts'
import { readDiff, readStagedChanges } from '../../../../scanner/sources/git/read-changes.ts'
import { readHistory } from '../../../../scanner/sources/git/read-history.ts'
import { closeRepository } from '../../../../scanner/sources/git/repository.ts'
import { resolveRef } from '../../../../scanner/sources/git/resolve-ref.ts'
import { commitFiles, git, gitWith, newRepository } from '../git-fixture.ts'
import { evilConfiguration, hostileRepository } from '../hostile-repository.ts'
import { openForTest, readTexts } from '../open-for-test.ts'

/** Puts what a caller's shell may have set into our own environment, for the length of one test. */
function setEnvironment(values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const before = process.env[name]
    process.env[name] = value
    onTestFinished(() => {
      if (before === undefined) delete process.env[name]
      else process.env[name] = before
    })
  }
}

test('the hostile repository does run things in a git that reads its configuration', () => {
  const { folder, markers } = hostileRepository()
  gitWith({}, folder, 'status', '--short')
  expect(markers().length).toBeGreaterThan(0)
})

test('no source runs anything that a repository asks for', async () => {
  const { folder, promised, second, markers } = hostileRepository()
  setEnvironment({
    GIT_DIR: join(folder, '.git'),
    GIT_EXTERNAL_DIFF: `touch ${join(folder, 'environment-ran')}`,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: `touch ${join(folder, 'environment-ran')}`,
    GIT_SSH_COMMAND: `touch ${join(folder, 'environment-ran')}`,
  })
  const repository = await openForTest(folder)
  expect(repository.partial).toBe(true)
  expect(await resolveRef(repository, 'main')).toBe(second)

  const tree = await listTree(repository)
  expect(tree.entries.map(({ path }) => path)).toEqual([
    '.gitattributes',
    '.gitignore',
    'a.txt',
    'b.txt',
    'kept.bin',
    'promised.txt',
    'sub/b.txt',
  ])
  const history = await readHistory(repository, { refs: 'all' })
  expect(history.blobs).toBe(8)
  const order = await inPackOrder(repository, history.blobIds)
  const ids = Array.from(order.indexes, (index) => history.blob(index).id)
  const { texts, problems } = await readTexts(repository, ids)
  expect(texts.size).toBe(7)
  expect(problems).toEqual(new Map([[ids.indexOf(promised), 'missing-object']]))
  expect((await readAuthors(repository, [second])).size).toBe(1)

  const listing = await listFolder(folder)
  expect(listing.ignored).toEqual(['ignored.txt'])
  expect(listing.files.map(({ path }) => path)).toContain('untracked.txt')
  const staged = await readStagedChanges(repository)
  expect(staged.changes.map(({ path }) => path)).toEqual(['staged.txt'])
  const diff = await readDiff(repository, 'HEAD~1...HEAD')
  expect(diff.changes.find(({ path }) => path === 'a.txt')?.added).toEqual([{ from: 2, to: 2 }])

  expect(markers()).toEqual([])
  expect(existsSync(join(folder, 'environment-ran'))).toBe(false)
})

test('a hostile repository inside the scanned one runs nothing either', async () => {
  const { folder: inner, markers } = hostileRepository()
  const outer = newRepository({ 'a.txt': 'one\n', '.gitignore': 'ignored.txt\n' })
  git(outer, 'clone', '--quiet', '--no-hardlinks', '--config', 'core.hooksPath=/dev/null', outer, 'plain')
  git(outer, 'update-index', '--add', '--cacheinfo', `160000,${git(outer, 'rev-parse', 'HEAD')},plain`)
  writeFileSync(
    join(outer, 'plain', '.git', 'config'),
    evilConfiguration(inner, (name) => `touch ${inner}/ran-${name} #`),
  )
  const listing = await listFolder(outer)
  expect(listing.files.map(({ path }) => path)).toContain('plain/a.txt')
  expect(readdirSync(inner).filter((name) => name.startsWith('ran-'))).toEqual([])
  expect(markers()).toEqual([])
})

test('the private git directory holds nothing of the scanned configuration, and is removed', async () => {
  const { folder } = hostileRepository()
  const repository = await openForTest(folder)
  const privateDirectory = repository.git.environment['GIT_DIR']!
  expect(readdirSync(privateDirectory).toSorted()).toEqual([
    'HEAD',
    'config',
    'info',
    'objects',
    'refs',
    'shallow',
  ])
  closeRepository(repository)
  expect(existsSync(privateDirectory)).toBe(false)
})

test('replacement refs and grafts do not hide what a commit has', async () => {
  const folder = newRepository({ 'a.txt': 'harmless\n' })
  const dirty = commitFiles(folder, { 'a.txt': 'not harmless\n' })
  git(folder, 'replace', dirty, `${dirty}~1`)
  writeFileSync(join(folder, '.git', 'info', 'grafts'), `${dirty}\n`)
  const repository = await openForTest(folder)
  const { entries } = await listTree(repository)
  const { texts } = await readTexts(
    repository,
    entries.map(({ id }) => id),
  )
  expect([...texts.values()]).toEqual(['not harmless\n'])
  expect((await readHistory(repository)).commits).toBe(2)
})
