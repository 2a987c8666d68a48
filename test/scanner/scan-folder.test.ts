import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import type { Progress, ScanOptions } from '../../scanner/scan.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { githubToken } from '../cli/secrets.ts'
import { newRepository, temporaryFolder, writeFiles } from './sources/git-fixture.ts'

const openPool: ScanOptions['openPool'] = () => createInlinePool({ userRules: [] })
const placesIn = ({ findings }: Awaited<ReturnType<typeof scanFolder>>): readonly string[] =>
  findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`)

test('findings come by what they are, how grave, and where; not in the order of the disk', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'z.sh': githubToken(1),
    'a/b.sh': `\n${githubToken(2)}\n${githubToken(3)} ${githubToken(1)}`,
    'm.history': 'x\n',
    '.bash_history': 'ls\n',
  })
  const places = placesIn(await scanFolder(folder, { openPool }))
  expect(places.slice(0, 4)).toEqual(
    ['a/b.sh:2', 'a/b.sh:3', 'a/b.sh:3', 'z.sh:1'].map((place) => `${place} github-personal-access-token`),
  )
})

test('what changes while it is scanned is told, each thing by what happened', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, {
    'vanishes.txt': 'x',
    'folder.txt': 'x',
    'link.txt': 'x',
    'stays.sh': githubToken(),
    '.env': 'A=1\n',
  })
  const { findings, coverage } = await scanFolder(folder, {
    // Called after the folder was listed and before the first file is read.
    openPool: (work) => {
      for (const name of ['vanishes.txt', 'folder.txt', 'link.txt', '.env']) rmSync(join(folder, name))
      mkdirSync(join(folder, 'folder.txt'))
      symlinkSync('stays.sh', join(folder, 'link.txt'))
      return openPool(work)
    },
  })
  expect(coverage.notScanned.map(({ path, code }) => `${path} ${code}`)).toEqual([
    '.env vanished',
    'folder.txt not-a-file',
    'link.txt not-a-file',
    'vanishes.txt vanished',
  ])
  expect(coverage.files).toBe(1)
  // What is known by its name alone is reported all the same.
  expect(findings.map(({ path }) => path)).toContain('.env')
})

test('coverage counts what was read', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.txt': '12345', 'b/c.txt': '678' })
  const { coverage } = await scanFolder(folder, { openPool })
  expect(coverage).toEqual({ files: 2, bytes: 8, commits: 0, blobs: 0, notScanned: [] })
})

test('progress ends where everything is done', async () => {
  const folder = temporaryFolder()
  for (let index = 0; index < 900; index += 1) writeFileSync(join(folder, `${index}.txt`), 'x')
  const steps: Progress[] = []
  await scanFolder(folder, { openPool, onProgress: (step) => steps.push(step) })
  expect(steps[0]).toMatchObject({ step: 'listing' })
  expect(steps.at(-1)).toEqual({ step: 'scanning', done: 900, total: 900 })
})

test('a git directory where none should be is reported, and its packed objects are listed', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const inner = join(folder, 'vendor', 'tool')
  mkdirSync(inner, { recursive: true })
  for (const name of ['.git/objects/pack', '.git/refs/heads'])
    mkdirSync(join(inner, name), { recursive: true })
  writeFileSync(join(inner, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(
    join(inner, '.git/config'),
    `[remote "origin"]\n\turl = https://ada:${githubToken()}@github.com/a/b\n`,
  )
  const { findings, coverage } = await scanFolder(folder, { openPool, includeIgnored: true })
  expect(findings.map(({ path, kind }) => `${kind} ${path}`)).toContain('file vendor/tool/.git')
  expect(findings.some(({ path, line }) => path === 'vendor/tool/.git/config' && line === 2)).toBe(true)
  expect(coverage.notScanned.map(({ code }) => code)).toEqual(['nested-repository'])
})

test('a policy that ignores paths hears how many, and nothing of them is read', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.sh': githubToken(1), 'out/b.sh': githubToken(2), 'out/c.sh': githubToken(3) })
  const { findings, coverage } = await scanFolder(folder, {
    openPool,
    isIgnored: (path) => path.startsWith('out/'),
  })
  expect(findings).toHaveLength(1)
  expect(coverage.files).toBe(1)
  expect(coverage.notScanned).toEqual([
    { path: '', code: 'ignored-by-policy', reason: expect.stringContaining('2 paths are left out') },
  ])
})

test('a folder that is not there is said so', async () => {
  await expect(scanFolder('/nonexistent/x', { openPool })).rejects.toMatchObject({ code: 'not-found' })
})
