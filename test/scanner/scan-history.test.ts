import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { closeRepository, openRepository } from '../../scanner/sources/git/repository.ts'
import { githubRule, githubToken } from '../cli/secrets.ts'
import { runs } from '../runs.ts'
import {
  commitFiles,
  git,
  importCommits,
  newRepository,
  removeObject,
  temporaryFolder,
  writeFiles,
} from './sources/git-fixture.ts'
import { openForTest } from './sources/open-for-test.ts'

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }
const scan = async (folder: string, more: Partial<ScanOptions> = {}) =>
  scanHistory(await openForTest(folder), { ...options, ...more, ref: 'HEAD' })

test('a secret that moved is tracked where it is, in history where it was, and has been there since its first commit', async () => {
  const folder = newRepository({ 'README.md': 'x\n' })
  const first = commitFiles(folder, { 'b.sh': `${githubToken()}\n` })
  git(folder, 'mv', 'b.sh', 'a.sh')
  commitFiles(folder, {})
  commitFiles(folder, { 'a.sh': `moved down\n${githubToken()}\n` })
  const { findings } = await scan(folder)
  expect(findings).toMatchObject([
    { path: 'a.sh', line: 2, commit: first, history: { tracked: true, paths: ['b.sh', 'a.sh'] } },
    { path: 'b.sh', line: 1, commit: first, history: { tracked: false, paths: ['b.sh', 'a.sh'] } },
  ])
})

test('a risky file that came by a rename is there since the commit that gave it its name', async () => {
  const folder = newRepository({ 'a.txt': 'MODE=production\n' })
  git(folder, 'mv', 'a.txt', '.env')
  const renamed = commitFiles(folder, {})
  expect(await commitOfEnv(folder)).toBe(renamed)
  commitFiles(folder, { '.env': 'MODE=test\n' })
  expect(await commitOfEnv(folder)).toBe(renamed)
})

async function commitOfEnv(folder: string): Promise<string | null | undefined> {
  const { findings } = await scan(folder)
  return findings.find(({ rule, history }) => rule === 'dotenv-file' && history?.tracked)?.commit
}

test('what is counted as looked at was looked at: not what is left out or missing', async () => {
  const folder = newRepository({ 'old/a.sh': 'a\n', 'kept.sh': 'kept\n', 'gone.sh': 'gone\n' })
  removeObject(folder, git(folder, 'rev-parse', 'HEAD:gone.sh'))
  const { coverage } = await scan(folder, { isIgnored: (path) => path.startsWith('old/') })
  expect(coverage).toMatchObject({ files: 1, blobs: 1, bytes: 5 })
})

test('several versions of a file with the same secret are one finding; two secrets are two', async () => {
  const folder = newRepository({ 'a.sh': `${githubToken(1)}\n` })
  for (let index = 0; index < 5; index += 1)
    commitFiles(folder, { 'a.sh': `${'x\n'.repeat(index)}${githubToken(1)}\n${githubToken(2)}\n` })
  commitFiles(folder, { 'a.sh': 'clean\n' })
  const { findings } = await scan(folder)
  expect(findings.map(({ line }) => line)).toEqual([1, 2])
})

test('only comments in the tree as it is ask for anything', async () => {
  const comment = `# gatehouse:allow ${githubRule} -- revoked long ago`
  const folder = newRepository({ 'a.sh': `${githubToken(1)} ${comment}\n` })
  commitFiles(folder, { 'a.sh': `${githubToken(1)}\n`, 'b.sh': `${githubToken(2)} ${comment}\n` })
  const { comments } = await scan(folder)
  expect(comments.map(({ path }) => path)).toEqual(['b.sh'])
})

test('what concerns the files together is judged of the tree, and belongs to no commit', async () => {
  const folder = newRepository({ '.env': 'MODE=production\n' })
  const withFile = await scan(folder)
  expect(withFile.findings).toContainEqual(
    expect.objectContaining({ rule: 'claude-deny-rules-missing', commit: null }),
  )
  git(folder, 'rm', '--quiet', '.env')
  git(folder, 'commit', '--quiet', '--message', 'Untrack it')
  const without = await scan(folder)
  expect(without.findings.map(({ rule }) => rule)).toEqual(['dotenv-file'])
  expect(without.findings[0]?.history?.tracked).toBe(false)
})

test('ignored paths are left out of the tree and of history, and counted', async () => {
  const folder = newRepository({ 'old/a.sh': githubToken(1), 'kept.sh': githubToken(2) })
  git(folder, 'rm', '--quiet', 'old/a.sh')
  commitFiles(folder, { 'old/b.sh': githubToken(3) })
  const { findings, coverage } = await scan(folder, { isIgnored: (path) => path.startsWith('old/') })
  expect(findings.map(({ path }) => path)).toEqual(['kept.sh'])
  expect(coverage.notScanned).toMatchObject([
    { code: 'ignored-by-policy', reason: expect.stringContaining('2 paths') },
  ])
})

test('a file with the same content at two paths is judged at each of them', async () => {
  const text = `password: "${githubToken(4).slice(6, 20)}"\n`
  const folder = newRepository({ 'config.yml': text, 'test/fixtures/config.yml': text })
  const { findings } = await scan(folder)
  expect(findings.map(({ path, confidence }) => `${path} ${confidence}`)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^config\.yml (?:medium|high)$/),
      'test/fixtures/config.yml low',
    ]),
  )
})

test('a secret at very many places lists a hundred of them with each, and says how many more there are', async () => {
  const folder = newRepository()
  importCommits(folder, 'main', [
    Object.fromEntries(
      Array.from({ length: 130 }, (_, index) => [`${index}.sh`, `${githubToken()} ${index}\n`]),
    ),
  ])
  const { findings } = await scan(folder)
  expect(findings).toHaveLength(130)
  const history = findings[7]?.history
  expect(history?.paths).toHaveLength(100)
  expect(history?.morePaths).toBe(30)
  expect(findings[100]?.history?.paths).toBe(history?.paths)
})

/** A history that somebody could have made: each commit has one or two parents and sets some files. */
const anyHistory = fc.array(
  fc.record({
    parents: fc.tuple(fc.nat(20), fc.option(fc.nat(20))),
    set: fc.dictionary(fc.constantFrom('a.sh', 'b.sh', 'dir/a.sh'), fc.subarray([1, 2, 3]), { maxKeys: 2 }),
    remove: fc.option(fc.constantFrom('a.sh', 'b.sh', 'dir/a.sh'), { freq: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
)
type History = typeof anyHistory extends fc.Arbitrary<infer T> ? T : never

const contentOf = (seeds: readonly number[], version: number): string =>
  `version ${version % 3}\n${seeds.map((seed) => githubToken(seed)).join('\n')}\n`

function importHistory(folder: string, history: History): void {
  const stream: string[] = []
  for (const [index, { parents, set, remove }] of history.entries()) {
    const [first, second] = parents.map((parent) => (parent === null || index === 0 ? null : parent % index))
    // Dates say nothing about the order.
    const date = 1_700_000_000 - ((index * 7919) % 1000) * 1000
    // A branch for each commit, so that all of them are reached.
    stream.push(
      `commit refs/heads/b${index}`,
      `mark :${index + 1}`,
      `committer A <a@x.example> ${date} +0000`,
      'data 0',
    )
    if (typeof first === 'number') stream.push(`from :${first + 1}`)
    if (typeof second === 'number' && second !== first) stream.push(`merge :${second + 1}`)
    if (remove !== null) stream.push(`D ${remove}`)
    for (const [path, seeds] of Object.entries(set)) {
      const text = contentOf(seeds, index)
      stream.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text)
    }
    stream.push('')
  }
  const last = history.length
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: folder,
    input: `${stream.join('\n')}\nreset refs/heads/main\nfrom :${last}\n\n`,
  })
}

/** What plain git says: for each commit the secrets at each path, and which commits come before which. */
function byGit(folder: string) {
  const commits = git(folder, 'rev-list', '--all').split('\n')
  const held = new Map(
    commits.map((commit) => {
      const paths = git(folder, 'ls-tree', '-r', '--name-only', commit).split('\n').filter(Boolean)
      const pairs = paths.flatMap((path) => {
        const text = git(folder, 'show', `${commit}:${path}`)
        return [1, 2, 3].filter((seed) => text.includes(githubToken(seed))).map((seed) => `${path} ${seed}`)
      })
      return [commit, pairs] as const
    }),
  )
  const ancestors = (commit: string): readonly string[] =>
    git(folder, 'rev-list', `${commit}^@`).split('\n').filter(Boolean)
  return { held, ancestors, head: git(folder, 'rev-parse', 'main') }
}

/** The fingerprint of each of the three secrets. */
async function fingerprintsOf(seeds: readonly number[]): Promise<ReadonlyMap<string, number>> {
  const folder = temporaryFolder()
  writeFiles(folder, Object.fromEntries(seeds.map((seed) => [`${seed}.sh`, githubToken(seed)])))
  const { findings } = await scanFolder(folder, options)
  return new Map(findings.map(({ fingerprint, path }) => [fingerprint, Number.parseInt(path, 10)]))
}

test('any history: the secrets, paths and first commits that plain git shows', async () => {
  const folder = temporaryFolder()
  const seeds = await fingerprintsOf([1, 2, 3])
  let number = 0
  await fc.assert(
    fc.asyncProperty(anyHistory, async (history) => {
      number += 1
      git(folder, 'init', '--quiet', `${number}`)
      const path = join(folder, `${number}`)
      importHistory(path, history)
      const { held, ancestors, head } = byGit(path)
      const repository = await openRepository(path)
      const { findings } = await scanHistory(repository, { ...options, ref: 'main' })
      closeRepository(repository)
      const found = new Set<string>()
      for (const finding of findings) {
        const seed = seeds.get(finding.fingerprint)
        const pair = `${finding.path} ${seed}`
        found.add(pair)
        expect(finding.history?.tracked).toBe(held.get(head)?.includes(pair))
        const holds = (one: string): boolean => held.get(one)!.some((other) => other.endsWith(` ${seed}`))
        expect(holds(finding.commit!)).toBe(true)
        // What is tracked has been there since the secret's first commit.
        const earlier = finding.history?.tracked === true ? ancestors(finding.commit!).filter(holds) : []
        expect(earlier).toEqual([])
      }
      expect([...found].toSorted()).toEqual([...new Set([...held.values()].flat())].toSorted())
    }),
    { numRuns: Math.max(15, runs / 500) },
  )
})
