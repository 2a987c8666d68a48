import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CommitContent } from '../world/entities.ts'
import { simulated } from '../simulated.ts'
import { seededObjects } from './seeded-objects.ts'

const name = fc.constantFrom('a', 'b', 'a.b', 'a-b', 'a0', 'é', 'Z', 'src')
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))
const content = fc.oneof(fc.constant(null), fc.string({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }))
const commit: fc.Arbitrary<CommitContent> = fc.record(
  {
    files: fc.dictionary(path, content, { maxKeys: 6 }),
    branch: fc.constantFrom('main', 'topic', 'feature/x', 'old'),
    message: fc.string({ minLength: 1, unit: 'grapheme' }),
    tags: fc.subarray(['v1', 'v2']),
  },
  { requiredKeys: ['files'] },
)

test('what is made in memory is what git makes of the same history', async () => {
  const github = await simulated()
  const acme = github.addOrganization({ login: 'acme' })
  let number = 0
  await fc.assert(
    fc.asyncProperty(fc.array(commit, { maxLength: 6 }), async (commits) => {
      const web = github.addRepository(acme, { name: `r${number++}`, commits })
      const { objects, refs } = seededObjects(commits, 'main')
      const store = await github.git.of(web)
      const listed = await store.run(['for-each-ref', '--format=%(objectname) %(refname)'])
      expect([...refs].map(([ref, oid]) => `${oid} ${ref}`)).toEqual(listed.split('\n').filter(Boolean))
      // `--all` has what refs reach; a tag that moved on leaves commits behind.
      const reached = await store.run(['rev-list', '--all', '--objects', '--no-object-names'])
      expect([...objects.keys()]).toEqual(expect.arrayContaining(reached.split('\n').filter(Boolean)))
    }),
    { numRuns: 40 },
  )
})

test('trees and names are answered as git answers them', async () => {
  const github = await simulated()
  const acme = github.addOrganization({ login: 'acme' })
  const files = { 'a/b.txt': 'x', 'a.txt': 'yy', 'a0/c': 'zzz', '.github/workflows/ci.yml': 'on: push\n' }
  const commits = [
    { files, tags: ['v1'] },
    { files: { 'a.txt': null }, branch: 'topic' },
  ]
  const web = github.addRepository(acme, { name: 'web', commits })
  const seeded = await github.git.of(web)
  const real = await github.git.toWrite(web)
  for (const revision of ['HEAD', 'main', 'topic', 'v1', 'refs/heads/topic', 'absent', 'a..b', ':/x'])
    expect(await seeded.commitId(revision), revision).toBe(await real.commitId(revision))
  const head = (await real.commitId('main'))!
  for (const recursive of [false, true])
    expect(await seeded.tree(head, recursive)).toEqual(await real.tree(head, recursive))
  for (const object of [
    'HEAD:a.txt',
    'HEAD:',
    'HEAD:.github/workflows',
    'HEAD:nothing',
    'HEAD:a.txt/x',
    head.slice(0, 12),
  ])
    expect(await seeded.read(object), object).toEqual(await real.read(object))
})
