import { getOctokit } from '@actions/github'
import { expect, test } from 'vitest'
import { compareCommits } from '../../action/gather/compare-commits.ts'
import { gatherCommit } from '../../action/gather/gather-commit.ts'
import { gatherRange } from '../../action/gather/gather-range.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import { githubToken } from '../cli/secrets.ts'
import { simulated } from '../github/simulated.ts'
import { commitFiles, git, newRepository } from '../scanner/sources/git-fixture.ts'
import { openForTest } from '../scanner/sources/open-for-test.ts'

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }

/** A repository on the simulated GitHub that has what a folder has, and a workflow's token for it. */
async function onGitHub(folder: string) {
  const github = await simulated()
  const ada = github.addUser({ login: 'ada' })
  const acme = github.addOrganization({ login: 'acme', owners: [ada] })
  const web = github.addRepository(acme, { name: 'web', files: { 'README.md': '# Web\n' } })
  const store = await github.git.toWrite(web)
  git(folder, 'push', '--quiet', '--force', await store.folder(), 'refs/*:refs/*')
  store.forget()
  const octokit = getOctokit(github.addActionsToken(web, { contents: 'read' }), { baseUrl: github.apiUrl })
  return { github, access: { octokit, place: { owner: 'acme', repo: 'web', server: github.webUrl } } }
}

type Scan = Awaited<ReturnType<typeof scanDiff>>
const told = ({ result, isInDiff }: Scan) => ({
  findings: result.findings.map((one) => ({
    rule: one.rule,
    path: one.path,
    line: one.line,
    fingerprint: one.fingerprint,
    commit: one.commit,
    author: one.history?.author,
    isInDiff: isInDiff(one),
  })),
  coverage: { ...result.coverage, bytes: 0 },
})

test('a change is the same through the API alone as in a whole clone', async () => {
  const folder = newRepository({
    'old.sh': `${githubToken(1)}\n`,
    'kept/long.txt': Array.from({ length: 400 }, (_, line) => `line ${line}\n`).join(''),
    'moved/from.sh': `one\ntwo\nthree\n${githubToken(6)}\n`,
    'deep/er/there.txt': 'x\n',
    'was-file': 'text\n',
  })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'a.sh': `x\n${githubToken(2)}\n`, 'deep/er/new.sh': 'echo\n' })
  git(folder, 'checkout', '--quiet', 'main')
  commitFiles(folder, { 'main.sh': `${githubToken(3)}\n` })
  git(folder, 'checkout', '--quiet', 'feature')
  git(folder, 'merge', '--quiet', '--no-edit', 'main')
  commitFiles(folder, { 'a.sh': 'x\n', 'old.sh': `x\n${githubToken(1)}\ny\n` })
  git(folder, 'mv', 'moved/from.sh', 'to.sh')
  git(folder, 'rm', '--quiet', 'was-file')
  commitFiles(folder, { 'was-file/now-folder.txt': 'y\n', '.env': 'PASSWORD=x\n' })
  git(folder, 'update-index', '--chmod=+x', 'deep/er/new.sh')
  git(folder, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`)
  git(folder, 'commit', '--quiet', '-m', `A message that says ${githubToken(7)}`)
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'nothing')
  const { access, github } = await onGitHub(folder)
  const head = git(folder, 'rev-parse', 'feature').trim()
  const range = await compareCommits(access.octokit, access.place, { base: 'heads/main', head })
  const opened = await gatherRange(range!, access)
  if ('problem' in opened) throw new Error(opened.problem)
  const gathered = await opened.scan(options)
  const whole = await scanDiff(await openForTest(folder), 'main..feature', options)
  expect(told(gathered)).toEqual(told(whole))
  expect(told(whole).findings.length).toBeGreaterThan(4)
  expect(await opened.readText('a.sh')).toBe('x\n')
  opened.close()
  expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([])
})

test('a whole commit is the same through the API alone, also where GitHub cuts its list off', async () => {
  const files = { 'a.sh': `${githubToken(1)}\n`, 'b/c/d.txt': 'x\n', 'b/.claude/settings.json': '{}\n' }
  const folder = newRepository(files)
  const { access, github } = await onGitHub(folder)
  const head = git(folder, 'rev-parse', 'main').trim()
  const whole = await scanTree(await openForTest(folder), head, options)
  for (const limit of [100_000, 3]) {
    github.world.settings.treeLimit = limit
    const opened = await gatherCommit(head, access)
    if ('problem' in opened) throw new Error(opened.problem)
    const result = await opened.scan(options)
    expect({ ...result, coverage: { ...result.coverage, bytes: 0 } }).toEqual({
      ...whole,
      coverage: { ...whole.coverage, bytes: 0 },
    })
    opened.close()
  }
})

test('what GitHub shows no patch of, what is binary, large, or not in UTF-8, is read by its id', async () => {
  const folder = newRepository({ 'README.md': 'x\n' })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  const large = `${'some words of text\n'.repeat(80_000)}${githubToken(1)}\n`
  commitFiles(folder, { 'large.txt': large })
  const latin = Buffer.concat([Buffer.from(`caf`), Buffer.of(0xe9, 10), Buffer.from(`${githubToken(2)}\n`)])
  const binary = Buffer.concat([Buffer.of(0, 1, 2, 3), Buffer.from(` ${githubToken(3)} `)])
  commitFiles(folder, { 'latin.txt': latin, 'binary.bin': binary })
  const { access, github } = await onGitHub(folder)
  const head = git(folder, 'rev-parse', 'feature').trim()
  const range = await compareCommits(access.octokit, access.place, { base: 'heads/main', head })
  const opened = await gatherRange(range!, access)
  if ('problem' in opened) throw new Error(opened.problem)
  const { result } = await opened.scan(options)
  expect(result.findings.map(({ path }) => path).toSorted()).toEqual(['binary.bin', 'large.txt', 'latin.txt'])
  expect(result.coverage.notScanned).toEqual([])
  opened.close()
  expect(github.calls.filter(({ operationId }) => operationId === 'git/get-blob').length).toBe(3)
})
