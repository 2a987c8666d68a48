import { expect, test } from 'vitest'
import { addEntries } from '../../policies/add-entries.ts'
import { assess } from '../../policies/assess.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import { closeRepository, openRepository } from '../../scanner/sources/git/repository.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository } from '../scanner/sources/git-fixture.ts'

const now = new Date('2026-11-27T12:00:00Z')
const secret = githubToken(1)

async function findingsIn(folder: string) {
  const repository = await openRepository(folder)
  try {
    const { findings } = await scanTree(repository, 'HEAD', {
      openPool: () => createInlinePool({ userRules: [] }),
    })
    return findings
  } finally {
    closeRepository(repository)
  }
}

async function statusIn(folder: string, text: string): Promise<readonly string[]> {
  const read = readAllowlist(text)
  if (!read.ok) throw new Error('The allowlist is not valid.')
  const { findings } = assess({ findings: await findingsIn(folder), allowlist: read.allowlist, now })
  return findings.map(({ status, path, line }) => `${path}:${line} ${status}`)
}

test('an entry stays in force after a line moves, a rename, a squash and a rebase, and not for another secret', async () => {
  const folder = newRepository({ 'README.md': 'x\n' })
  const main = git(folder, 'rev-parse', '--abbrev-ref', 'HEAD').trim()
  git(folder, 'checkout', '-q', '-b', 'topic')
  commitFiles(folder, { 'a.sh': `T=${secret}\n` })
  const [finding] = await findingsIn(folder)
  const made = addEntries(undefined, [
    {
      fingerprint: finding!.fingerprint,
      verdict: 'false-positive',
      reason: 'A made-up token from the manual of the parser',
      approver: '@bob',
      expires: '2027-01-31',
    },
  ])
  if (!made.ok) throw new Error('No entry was made.')
  expect(await statusIn(folder, made.text)).toEqual(['a.sh:1 false-positive'])
  commitFiles(folder, { 'a.sh': `set -e\n\nexport T="${secret}"\n` })
  expect(await statusIn(folder, made.text)).toEqual(['a.sh:3 false-positive'])
  git(folder, 'mv', 'a.sh', 'b.sh')
  git(folder, 'commit', '-q', '-m', 'Rename')
  expect(await statusIn(folder, made.text)).toEqual(['b.sh:3 false-positive'])
  git(folder, 'checkout', '-q', main)
  commitFiles(folder, { 'other.txt': 'y\n' })
  git(folder, 'checkout', '-q', 'topic')
  git(folder, 'rebase', '-q', main)
  expect(await statusIn(folder, made.text)).toEqual(['b.sh:3 false-positive'])
  git(folder, 'checkout', '-q', main)
  git(folder, 'merge', '-q', '--squash', 'topic')
  git(folder, 'commit', '-q', '-m', 'Squash')
  expect(await statusIn(folder, made.text)).toEqual(['b.sh:3 false-positive'])
  commitFiles(folder, { 'b.sh': `T=${githubToken(2)}\n` })
  expect(await statusIn(folder, made.text)).toEqual(['b.sh:1 open'])
})
