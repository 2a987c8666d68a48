import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  commitFiles,
  git,
  newRepository,
  temporaryFolder,
  writeFiles,
} from '../scanner/sources/git-fixture.ts'
import { records, run } from './run.ts'
import { githubToken } from './secrets.ts'

const mark = `# ${['gitleaks', 'allow'].join(':')}`
const ignored = (seed: number): string => `TOKEN=${githubToken(seed)} ${mark}\n`

function trusting(): string {
  const policy = join(temporaryFolder(), 'policy.yml')
  writeFileSync(policy, 'version: 1\ndefault: allow\nallowlist: { otherComments: trust }\n')
  return policy
}

const statuses = async (...args: readonly string[]): Promise<readonly string[]> =>
  records(await run(['scan', ...args, '--format', 'jsonl', '--all'])).map(
    ({ path, status }) => `${path} ${status}`,
  )

test('a comment for another tool only asks, unless the policy trusts such comments', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'a.sh': ignored(1), 'lib/b.sh': `TOKEN=${githubToken(2)}\n` })
  const asked = await run(['scan', folder])
  expect(asked).toMatchObject({ code: 1 })
  expect(asked.stderr).toContain('note: 1 comment for other tools stands at findings, and settles nothing')
  const policy = trusting()
  expect(await statuses(folder, '-p', policy)).toEqual(['a.sh false-positive', 'lib/b.sh open'])
  expect(await statuses(join(folder, 'a.sh'), '-p', policy)).toEqual(['a.sh false-positive'])
})

test('what counts is the text that was looked at: of a ref, the index, a range, and in history only what is tracked', async () => {
  const repository = newRepository({ 'a.sh': ignored(1), 'gone.sh': ignored(2) })
  git(repository, 'rm', '-q', 'gone.sh')
  commitFiles(repository, { 'a.sh': `\n${ignored(1)}` })
  const policy = trusting()
  // On the disk the comment is gone, in the commits it is not.
  writeFiles(repository, { 'a.sh': `TOKEN=${githubToken(1)}\n` })
  expect(await statuses(repository, '-p', policy)).toEqual(['a.sh open'])
  expect(await statuses(repository, '--ref', 'HEAD', '-p', policy)).toEqual(['a.sh false-positive'])
  expect(await statuses(repository, '--history', '-p', policy)).toEqual([
    'a.sh false-positive',
    'gone.sh open',
  ])
  writeFiles(repository, { 'c.sh': ignored(3) })
  git(repository, 'add', 'c.sh')
  writeFiles(repository, { 'c.sh': '' })
  expect(await statuses(repository, '--staged', '-p', policy)).toEqual(['c.sh false-positive'])
  git(repository, 'commit', '-q', '-m', 'More')
  expect(await statuses(repository, '--diff', 'HEAD~1..', '-p', policy)).toEqual(['c.sh false-positive'])
})
