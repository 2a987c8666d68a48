import { symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Finding } from '../../scanner/engine/finding.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { allRules } from '../../scanner/rules/index.ts'
import { fileRules } from '../../scanner/rules/files/index.ts'
import { secretRules } from '../../scanner/rules/secrets/index.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository, writeFiles } from './sources/git-fixture.ts'
import { openForTest } from './sources/open-for-test.ts'

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }

/** A file for every sixth rule, which are enough to differ in everything, and what concerns assistants. */
function everything(): Record<string, string | Uint8Array> {
  const secrets = secretRules
    .filter(isSixth)
    .map(({ id, matches }) => [`src/${id}.conf`, `${matches[0]!()}\n`] as const)
  const risky = fileRules
    .filter(isSixth)
    .flatMap(({ matches }) =>
      matches.slice(0, 1).map(({ path, content }) => [`files/${path}`, content()] as const),
    )
  return {
    ...Object.fromEntries([...secrets, ...risky]),
    '.github/workflows/a.yml':
      'on: issue_comment\njobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@main\n',
    '.github/workflows/b.yml': 'on: issues\njobs:\n  b:\n    uses: ./.github/workflows/a.yml\n',
    '.claude/settings.json': '{"permissions":{"allow":["Bash(*)"]}}',
    '.mcp.json': '{"mcpServers":{"a":{"command":"npx","args":["-y","some-server"]}}}',
  }
}

const isSixth = (_: unknown, index: number): boolean => index % 6 === 0

/** A finding without what only history knows. */
const plain = ({ commit: _commit, history: _history, ...rest }: Finding) => rest

test('a folder, its tree, and the tracked part of its history give the same findings', async () => {
  const folder = newRepository(everything())
  commitFiles(folder, { 'later.sh': githubToken(1) })
  const repository = await openForTest(folder)
  const onDisk = await scanFolder(folder, options)
  const inTree = await scanTree(repository, 'HEAD', options)
  const inHistory = await scanHistory(repository, { ...options, ref: 'HEAD' })
  expect(new Set(onDisk.findings.map(({ rule }) => rule)).size).toBeGreaterThan(allRules.length / 8)
  expect(inTree.findings).toEqual(onDisk.findings)
  expect(inHistory.findings.map(plain)).toEqual(inTree.findings.map(plain))
  expect(inHistory.findings.every(({ history }) => history?.tracked !== false)).toBe(true)
  expect(inTree.coverage.notScanned).toEqual(onDisk.coverage.notScanned)
})

test('a file at two paths is read once and reported at both', async () => {
  const folder = newRepository({ 'a.sh': githubToken(), 'b/a.sh': githubToken() })
  const { findings, coverage } = await scanTree(await openForTest(folder), 'HEAD', options)
  expect(findings.map(({ path }) => path)).toEqual(['a.sh', 'b/a.sh'])
  expect(coverage).toMatchObject({ files: 2, bytes: githubToken().length })
})

test('what is on the disk and not committed is not in a tree', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  writeFiles(folder, { 'b.sh': githubToken() })
  git(folder, 'add', 'b.sh')
  expect((await scanTree(await openForTest(folder), 'HEAD', options)).findings).toEqual([])
})

test('a symbolic link is looked at as what it is: a text with a name', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  git(folder, 'config', 'core.symlinks', 'true')
  symlinkSync(`/mnt/${githubToken()}`, `${folder}/link`)
  git(folder, 'add', 'link')
  git(folder, 'commit', '--quiet', '--message', 'Link')
  const { findings } = await scanTree(await openForTest(folder), 'HEAD', options)
  expect(findings).toMatchObject([{ path: 'link', line: 1, column: 6 }])
})
