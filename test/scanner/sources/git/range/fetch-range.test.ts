import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createInlinePool } from '../../../../../scanner/pool/pool.ts'
import type { ScanOptions } from '../../../../../scanner/scan.ts'
import { scanDiff } from '../../../../../scanner/scan-diff.ts'
import { type CommitRange, fetchRange } from '../../../../../scanner/sources/git/range/fetch-range.ts'
import { githubToken } from '../../../../cli/secrets.ts'
import { commitFiles, git, newRepository, temporaryFolder } from '../../git-fixture.ts'
import { openForTest } from '../../open-for-test.ts'
import { serveRepository } from '../mirror/serve-repository.ts'

const never = new AbortController().signal
const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }

/** As GitHub tells it of a pull request. */
function rangeOf(folder: string, base: string, head: string): CommitRange {
  const lines = (text: string): readonly string[] => text.split('\n').filter(Boolean)
  const commits = lines(git(folder, 'rev-list', `${base}..${head}`))
  const parents = lines(git(folder, 'rev-list', '--parents', `${base}..${head}`)).flatMap((line) =>
    line.split(' ').slice(1),
  )
  return {
    base: git(folder, 'merge-base', base, head).trim(),
    head: git(folder, 'rev-parse', head).trim(),
    commits: commits.length,
    boundary: [...new Set(parents.filter((id) => !commits.includes(id)))],
  }
}

const told = (scan: Awaited<ReturnType<typeof scanDiff>>) => ({
  findings: scan.result.findings.map(({ path, line, fingerprint, commit }) => ({
    path,
    line,
    fingerprint,
    commit,
  })),
  inDiff: scan.result.findings.map(scan.isInDiff),
  coverage: { ...scan.result.coverage, bytes: 0 },
})

test('a range that was fetched by itself is scanned as in a whole clone, whatever else the repository holds', async () => {
  const folder = newRepository({ 'old.sh': `${githubToken(1)}\n`, 'kept/large.txt': 'x\n'.repeat(50_000) })
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'a.sh': `x\n${githubToken(2)}\n` })
  git(folder, 'checkout', '--quiet', 'main')
  commitFiles(folder, { 'main.sh': `${githubToken(3)}\n` })
  commitFiles(folder, { 'main.sh': `y\n${githubToken(4)}\n` })
  git(folder, 'checkout', '--quiet', 'feature')
  git(folder, 'merge', '--quiet', '--no-edit', 'main')
  commitFiles(folder, { 'a.sh': 'x\n', 'old.sh': `x\n${githubToken(1)}\n` })
  git(folder, 'mv', 'kept/large.txt', 'moved.txt')
  commitFiles(folder, { 'b.sh': `${githubToken(5)}\n` })
  const range = rangeOf(folder, 'main', 'feature')
  // As GitHub has them.
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const served = await serveRepository(folder)
  const path = join(temporaryFolder(), 'range.git')
  expect(await fetchRange(path, { url: served.url, token: 'unused' }, range, never)).toBeUndefined()
  const fetched = await scanDiff(await openForTest(path), `${range.base}..${range.head}`, options, {
    without: range.boundary,
  })
  const whole = await scanDiff(await openForTest(folder), 'main..feature', options)
  expect(told(fetched)).toEqual(told(whole))
  expect(fetched.result.findings.filter(fetched.isInDiff).map(({ path: at }) => at)).toEqual(['b.sh', 'a.sh'])
  expect(fetched.result.coverage.notScanned).toEqual([])
})

test('only what was changed comes, and what does not come is said', async () => {
  const large = randomBytes(300_000).toString('hex')
  const folder = newRepository({ 'large.txt': large, 'a.sh': 'x\n' })
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  git(folder, 'checkout', '--quiet', '-b', 'feature')
  commitFiles(folder, { 'a.sh': 'y\n' })
  const range = rangeOf(folder, 'main', 'feature')
  const served = await serveRepository(folder)
  const remote = { url: served.url, token: 'unused' }
  expect(await fetchRange(join(temporaryFolder(), 'a.git'), remote, range, never)).toBeUndefined()
  expect(served.requests.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(20_000)
  served.cutAfter = 100
  expect(await fetchRange(join(temporaryFolder(), 'b.git'), remote, range, never)).toMatchObject({
    code: 'fetch-failed',
  })
  expect(
    await fetchRange(
      join(temporaryFolder(), 'c.git'),
      { ...remote, url: 'http://example.com/x' },
      range,
      never,
    ),
  ).toMatchObject({ code: 'bad-address' })
})
