import { expect, test } from 'vitest'
import { commitMessagePath, tagMessagePath } from '../../scanner/engine/message-path.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { messageSink } from '../../scanner/pool/message-sink.ts'
import { mayConcernAssistants } from '../../scanner/rules/assistants/inspect-assistant-file.ts'
import { mayBeRisky } from '../../scanner/rules/files/inspect-file-name.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { githubToken } from '../cli/secrets.ts'
import { commitFiles, git, newRepository, writeObject } from './sources/git-fixture.ts'
import { gatheringSink, openForTest } from './sources/open-for-test.ts'

const options: ScanOptions = { openPool: () => createInlinePool({ userRules: [] }) }
const scan = async (folder: string, more: Partial<ScanOptions> = {}) =>
  scanHistory(await openForTest(folder), { ...options, ...more, ref: 'HEAD' })

test('a secret in a commit message is found, at its commit and its line of the message', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const commit = commitFiles(
    folder,
    { 'a.txt': 'b\n' },
    `Fix the login\n\nIt works with ${githubToken()} now.`,
  )
  const { findings } = await scan(folder)
  expect(findings).toMatchObject([
    {
      path: commitMessagePath,
      line: 3,
      column: 15,
      commit,
      excerpt: 'It works with ghp_******** now.',
      note: expect.stringContaining('it stands in the message of the commit'),
      history: { author: 'Ada Example', tracked: false, paths: [commitMessagePath] },
    },
  ])
})

test('the same secret in many messages is one finding, at the first commit', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const first = commitFiles(folder, {}, `Use ${githubToken()}`)
  for (const message of [`Use ${githubToken()}`, `Use\n\n${githubToken()} again`])
    commitFiles(folder, {}, message)
  git(folder, 'repack', '-adq')
  const { findings } = await scan(folder)
  expect(findings.map(({ commit, line }) => [commit, line])).toEqual([[first, 1]])
})

test('a secret in the message of an annotated tag is found, also of a tag of a tag', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  git(folder, 'tag', '--annotate', 'v1', '--message', `Release\n\n${githubToken(1)}`)
  git(folder, 'tag', '--annotate', 'inner', '--message', `Inner ${githubToken(2)}`)
  git(folder, 'tag', '--annotate', 'outer', 'inner', '--message', 'Outer')
  const inner = git(folder, 'rev-parse', 'inner')
  git(folder, 'tag', '--delete', 'inner')
  const { findings } = await scan(folder)
  expect(findings.map(({ path, line, commit }) => [path, line, commit])).toEqual([
    [tagMessagePath, 1, inner],
    [tagMessagePath, 3, git(folder, 'rev-parse', 'v1')],
  ])
  expect(findings[0]?.history?.author).toBe('Ada Example')
})

test('what is said of a file stays about the file where a message had the secret first', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  commitFiles(folder, {}, `Soon to come: ${githubToken()}`)
  const second = commitFiles(folder, { 'a.sh': `${githubToken()}\n` })
  const { findings } = await scan(folder)
  expect(findings[0]).toMatchObject({
    path: 'a.sh',
    commit: second,
    history: { paths: [commitMessagePath, 'a.sh'] },
  })
})

test('messages are left out where the policy says so', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  commitFiles(folder, {}, `Use ${githubToken()}`)
  const { findings, coverage } = await scan(folder, { isIgnored: (path) => path === commitMessagePath })
  expect(findings).toEqual([])
  expect(coverage.notScanned).toMatchObject([{ code: 'ignored-by-policy' }])
})

test('author, signature and other headers are no message, and a commit without a message is none', async () => {
  const folder = newRepository({ 'a.txt': 'a\n' })
  const tree = git(folder, 'rev-parse', 'HEAD^{tree}')
  const header = `tree ${tree}\nauthor ${githubToken()} <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n`
  git(folder, 'update-ref', 'refs/heads/odd', writeObject(folder, 'commit', header))
  const { findings, coverage } = await scan(folder)
  expect(findings).toEqual([])
  expect(coverage.notScanned).toEqual([])
})

test('a message that comes in windows is cut behind the header', () => {
  const { sink, windows } = gatheringSink()
  const messages = messageSink(sink)
  messages.window(0, Buffer.from('tree 1\n\nmessage'), 0, false)
  messages.window(0, Buffer.from('sage goes on'), 11, true)
  expect(windows.map(({ offset, bytes }) => [offset, bytes.toString()])).toEqual([
    [0, 'message'],
    [3, 'sage goes on'],
  ])
})

test('no rule about files takes a message for a file', () => {
  for (const path of [commitMessagePath, tagMessagePath])
    expect([mayBeRisky(path), mayConcernAssistants(path)]).toEqual([false, false])
})
