import { expect, test } from 'vitest'
import { listTree } from '../../../../scanner/sources/git/list-tree.ts'
import {
  mostTreePaths,
  TooManyPaths,
  tooManyPaths,
  untilTooMany,
} from '../../../../scanner/sources/git/path-limit.ts'
import { walkTrees } from '../../../../scanner/sources/git/tree-walk.ts'
import type { NotScanned } from '../../../../scanner/engine/finding.ts'
import { git, newRepository, removeObject, writeObject } from '../git-fixture.ts'
import { openForTest } from '../open-for-test.ts'

/** A commit of a few small objects with `width ** depth` files. */
function bomb(folder: string, width: number, depth: number): string {
  const names = Array.from({ length: width }, (_, index) => String(index))
  const treeOf = (mode: string, id: string) =>
    writeObject(
      folder,
      'tree',
      Buffer.concat(names.flatMap((name) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])),
    )
  let tree = treeOf('100644', writeObject(folder, 'blob', 'x\n'))
  for (let level = 1; level < depth; level += 1) tree = treeOf('40000', tree)
  git(folder, 'update-ref', 'HEAD', git(folder, 'commit-tree', tree, '-m', 'bomb'))
  return tree
}

test('a repository that claims billions of files is cut off and says so', async () => {
  const folder = newRepository()
  bomb(folder, 40, 6)
  // As many as are listed by default take a gigabyte, which every program that is started after them would have to copy the tables of.
  const most = process.env['PROOF'] === undefined ? 100_000 : mostTreePaths
  expect(mostTreePaths).toBeGreaterThan(1_000_000)
  const { entries, notScanned } = await listTree(await openForTest(folder), 'HEAD', most)
  expect(entries).toHaveLength(most)
  expect(notScanned).toEqual([tooManyPaths])
})

test('folders that multiply are cut off too where git cannot list them', async () => {
  const folder = newRepository()
  const tree = bomb(folder, 60, 5)
  removeObject(folder, git(folder, 'rev-parse', 'HEAD:0/0/0/0'))
  const notScanned: NotScanned[] = []
  const repository = await openForTest(folder)
  const roots = [{ owner: 0, id: Buffer.from(tree, 'hex'), path: Buffer.alloc(0) }]
  let entries = 0
  const sink = {
    entry: () => {
      entries += 1
    },
    notScanned: (problem: NotScanned) => notScanned.push(problem),
  }
  await untilTooMany(async () => {
    await walkTrees(repository, roots, sink, 100_000)
  }, notScanned)
  expect(entries).toBe(0)
  expect(notScanned).toEqual([tooManyPaths])
})

test('another error is not taken for too many paths', async () => {
  const failing = untilTooMany(async () => {
    throw new TypeError('broken')
  }, [])
  await expect(failing).rejects.toThrow('broken')
  expect(new TooManyPaths()).toBeInstanceOf(Error)
})
