import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { openCheckout } from '../../action/gather/open-checkout.ts'
import { refusePrivileged } from '../../action/gather/refuse-privileged.ts'
import { fetchCommit } from '../../scanner/sources/git/range/fetch-commit.ts'
import { fetchRange } from '../../scanner/sources/git/range/fetch-range.ts'
import { closeRepository } from '../../scanner/sources/git/repository.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository, temporaryFolder } from '../scanner/sources/git-fixture.ts'
import { serveRepository } from '../scanner/sources/git/mirror/serve-repository.ts'
import { openForTest } from '../scanner/sources/open-for-test.ts'

/** A repository as GitHub has it: `main`, a pull request of two commits, and what GitHub would merge them to. */
function origin() {
  const folder = newRepository({ 'a.txt': 'x\n', 'deep/b.txt': 'y\n' })
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const base = git(folder, 'rev-parse', 'HEAD')
  git(folder, 'checkout', '--quiet', '-b', 'topic')
  commitFiles(folder, { 'c.txt': 'one\n' })
  commitFiles(folder, { 'c.txt': 'two\n' })
  const head = git(folder, 'rev-parse', 'HEAD')
  git(folder, 'checkout', '--quiet', '--detach', 'main')
  git(folder, 'merge', '--quiet', '--no-ff', '-m', 'merged', 'topic')
  git(folder, 'update-ref', 'refs/pull/1/merge', 'HEAD')
  git(folder, 'checkout', '--quiet', 'main')
  return { folder, base, head }
}

/** What `actions/checkout` does with these options. */
function checkout(from: string, ref: string, ...options: readonly string[]): string {
  const folder = temporaryFolder()
  git(folder, 'init', '--quiet')
  git(folder, 'remote', 'add', 'origin', `file://${from}`)
  const all = ['+refs/heads/*:refs/remotes/origin/*', `+${ref}:refs/remotes/pull/1/merge`]
  const specs = options.some((one) => one.startsWith('--depth')) ? [`+${ref}:refs/remotes/pull/1/merge`] : all
  git(folder, 'fetch', '--quiet', ...options, 'origin', ...specs)
  git(folder, 'checkout', '--quiet', '--force', 'refs/remotes/pull/1/merge')
  return folder
}

async function isUsed(folder: string, commits: readonly string[], needs: 'history' | 'files' = 'history') {
  const repository = await openCheckout(folder, commits, needs)
  if (repository) closeRepository(repository)
  return repository !== undefined
}

test('a whole checkout of the merge is used, one that lacks anything of the change is not', async () => {
  const { folder, base, head } = origin()
  const merge = 'refs/pull/1/merge'
  expect(await isUsed(checkout(folder, merge), [base, head])).toBe(true)
  for (const depth of ['--depth=1', '--depth=2'])
    expect(await isUsed(checkout(folder, merge, depth), [base, head])).toBe(false)
  expect(await isUsed(checkout(folder, merge, '--filter=blob:none'), [base, head])).toBe(false)
  expect(await isUsed(checkout(folder, merge), ['1'.repeat(40), head])).toBe(false)
  expect(await isUsed(temporaryFolder(), [base, head])).toBe(false)
  expect(await isUsed(join(folder, 'not-there'), [base, head])).toBe(false)
})

test('a shallow checkout holds all files of its commit, a sparse one all of its history', async () => {
  const { folder, base, head } = origin()
  const shallow = checkout(folder, 'refs/heads/topic', '--depth=1')
  expect(await isUsed(shallow, [head], 'files')).toBe(true)
  const sparse = checkout(folder, 'refs/pull/1/merge')
  git(sparse, 'sparse-checkout', 'set', 'deep')
  expect(await isUsed(sparse, [base, head])).toBe(true)
})

test('a branch that is called like a commit is not taken for it', async () => {
  const { folder, base, head } = origin()
  const other = '2'.repeat(40)
  const clone = checkout(folder, 'refs/pull/1/merge')
  git(clone, 'update-ref', `refs/heads/${other}`, head)
  expect(await isUsed(clone, [base, other])).toBe(false)
})

test.skipIf(process.getuid?.() !== 0)('a checkout that another user owns is read all the same', async () => {
  const { folder, base, head } = origin()
  const clone = checkout(folder, 'refs/pull/1/merge')
  execFileSync('chown', ['-R', '1234:1234', clone])
  expect(await isUsed(clone, [base, head])).toBe(true)
})

test('a repository with SHA-256 is read from a checkout and fetched', async () => {
  const folder = temporaryFolder()
  git(folder, 'init', '--quiet', '--object-format=sha256')
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const base = commitFiles(folder, { 'a.txt': 'x\n' })
  const head = commitFiles(folder, { 'b.txt': `${githubToken(1)}\n` })
  expect(head).toHaveLength(64)
  expect(await isUsed(folder, [base, head])).toBe(true)
  const { url } = await serveRepository(folder)
  const path = join(temporaryFolder(), 'range.git')
  const range = { base, head, commits: 1, boundary: [base] }
  const never = new AbortController().signal
  expect(await fetchRange(path, { url, token: 'unused' }, range, never)).toBeUndefined()
  const { result } = await scanDiff(
    await openForTest(path),
    `${base}..${head}`,
    { openPool: () => createInlinePool({ userRules: [] }) },
    { without: [base] },
  )
  expect(result.findings.map(({ path: at }) => at)).toEqual(['b.txt'])
  const whole = join(temporaryFolder(), 'commit.git')
  expect(await fetchCommit(whole, { url, token: 'unused' }, head, never)).toBeUndefined()
})

test('a run with more rights than the author goes on only where nothing of the change is on the disk', async () => {
  const { folder, base, head } = origin()
  expect(await refusePrivileged(temporaryFolder(), base)).toBeUndefined()
  expect(await refusePrivileged(join(folder, 'not-there'), base)).toBeUndefined()
  expect(await refusePrivileged(checkout(folder, 'refs/heads/main', '--depth=1'), base)).toBeUndefined()
  for (const ref of ['refs/pull/1/merge', 'refs/heads/topic'])
    expect(await refusePrivileged(checkout(folder, ref, '--depth=1'), base)).toContain('pull_request')
  const loose = temporaryFolder()
  mkdirSync(join(loose, 'src'))
  writeFileSync(join(loose, 'src', 'from-an-archive.txt'), head)
  expect(await refusePrivileged(loose, base)).toContain('pull_request')
})
