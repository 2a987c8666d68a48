import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { createInlinePool, createWorkerPool, type Pool } from '../../../scanner/pool/pool.ts'
import type { UserRule } from '../../../scanner/rules/secrets/user-rule.ts'
import type { ScanOptions } from '../../../scanner/scan.ts'
import { scanFolder } from '../../../scanner/scan-folder.ts'
import { scanHistory } from '../../../scanner/scan-history.ts'
import { scanTree } from '../../../scanner/scan-tree.ts'
import { entry } from '../../cli/run.ts'
import { githubToken } from '../../cli/secrets.ts'
import {
  type Files,
  importCommits,
  newRepository,
  temporaryFolder,
  writeFiles,
} from '../sources/git-fixture.ts'
import { openForTest } from '../sources/open-for-test.ts'

const userRules: readonly UserRule[] = [
  {
    id: 'acme-badge',
    title: 'Badge',
    pattern: 'badge-[0-9]{6}',
    keywords: ['badge-'],
    severity: 'low',
    confidence: 'high',
  },
]
const rules = { userRules }
const inline: ScanOptions = { openPool: () => createInlinePool(rules) }
const threads = (count: number): ScanOptions => ({
  openPool: () => createWorkerPool(pathToFileURL(entry), count, rules),
})

/** More files than one task takes, with secrets of both kinds of fingerprint, the same ones at several places. */
function manyFiles(count: number): Files {
  const files: Record<string, string> = {}
  for (let index = 0; index < count; index += 1) {
    const secret = index % 7 === 0 ? githubToken(index % 21) : index % 11 === 0 ? 'badge-482913' : 'nothing'
    files[`folder-${index % 13}/${index}.txt`] = `line\n${secret} here\n`
  }
  return { ...files, '.env': `DB_PASSWORD=${githubToken(5).slice(8, 22)}\n`, 'key.pem': 'no key\n' }
}

test('threads find what one thread finds, in the same order, with the same fingerprints', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, manyFiles(900))
  const alone = await scanFolder(folder, inline)
  expect(alone.findings.length).toBeGreaterThan(200)
  expect(new Set(alone.findings.map(({ rule }) => rule)).size).toBeGreaterThan(3)
  expect(await scanFolder(folder, threads(2))).toEqual(alone)
})

test('the same of a tree and of history, whatever order objects are stored in', async () => {
  const folder = newRepository()
  const versions = Array.from({ length: 40 }, (_, index) => ({
    'a.txt': `${'line\n'.repeat(index)}${githubToken(index % 3)}\n`,
    [`${index}.txt`]: `${githubToken(index % 5)} badge-482913\n`,
  }))
  importCommits(folder, 'main', versions)
  const repository = await openForTest(folder)
  const tree = await scanTree(repository, 'main', inline)
  expect(tree.findings.length).toBeGreaterThan(40)
  expect(await scanTree(repository, 'main', threads(2))).toEqual(tree)
  const history = await scanHistory(repository, { ...inline, ref: 'main' })
  expect(history.findings.length).toBeGreaterThan(40)
  expect(await scanHistory(repository, { ...threads(2), ref: 'main' })).toEqual(history)
})

test('an error of a thread reaches the caller with its code', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const repository = await openForTest(folder)
  const broken = { ...repository, git: { ...repository.git, binary: '/nonexistent/git' } }
  for (const pool of [createInlinePool(rules), createWorkerPool(pathToFileURL(entry), 1, rules)]) {
    const places = { packs: [], positions: Float64Array.of(-1) }
    const task = {
      kind: 'blobs',
      repository: broken,
      ids: Buffer.alloc(20, 7),
      paths: [['a']],
      places,
    } as const
    await expect(pool.run(task)).rejects.toMatchObject({ code: 'git-missing', exit: 2 })
    await pool.close()
  }
})

test('when a task fails, the others are not begun any more', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`${index}.txt`, ''])))
  let begun = 0
  const failing: Pool = {
    ...createInlinePool(rules),
    run: async () => {
      begun += 1
      throw new Error(`task ${begun} fails`)
    },
  }
  await expect(scanFolder(folder, { openPool: () => failing })).rejects.toThrow('task 1 fails')
  expect(begun).toBeLessThanOrEqual(8)
})

const openNowhere = (): Pool => createWorkerPool(new URL('file:///nonexistent.ts'), 2, rules)

test('a thread that cannot start fails the scan instead of hanging', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': githubToken() })
  await expect(scanFolder(folder, { openPool: openNowhere })).rejects.toThrow('nonexistent')
})

test('a pool that is closed leaves no thread behind', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  const pool = createWorkerPool(pathToFileURL(entry), 1, rules)
  await pool.close()
  expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length).toBe(before)
})
