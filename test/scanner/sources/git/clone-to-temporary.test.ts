import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cloneToTemporary, isRepositoryUrl } from '../../../../scanner/sources/git/clone-to-temporary.ts'
import { readHistory } from '../../../../scanner/sources/git/read-history.ts'
import { commitFiles, git, newRepository, temporaryFolder } from '../git-fixture.ts'
import { openForTest } from '../open-for-test.ts'

beforeEach(() => {
  vi.stubEnv('HOME', temporaryFolder())
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** Serves this machine's repositories over an "ssh" that connects to nowhere but the local git. */
function useLocalSsh(): string {
  const folder = temporaryFolder()
  const script = join(folder, 'ssh')
  // The last argument is the command that ssh would run there.
  writeFileSync(script, `#!/bin/sh\nenv > ${folder}/environment\nfor last; do :; done\neval "$last"\n`)
  chmodSync(script, 0o755)
  vi.stubEnv('GIT_SSH_COMMAND', script)
  return folder
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('gatehouse-clone-'))

test('all branches and tags are cloned, and removed again', async () => {
  useLocalSsh()
  const origin = newRepository({ 'a.txt': 'a\n' })
  git(origin, 'tag', 'v1')
  git(origin, 'checkout', '--quiet', '-b', 'other')
  commitFiles(origin, { 'b.txt': 'b\n' })
  git(origin, 'checkout', '--quiet', 'main')
  const { path, dispose } = await cloneToTemporary(`ssh://git@example.com${origin}`)
  const repository = await openForTest(path)
  expect(repository).toMatchObject({ workTree: null, shallow: false, partial: false })
  expect((await readHistory(repository)).commits).toBe(2)
  dispose()
  expect(existsSync(dirname(path))).toBe(false)
  dispose()
})

test('neither hooks nor templates of the user run, and GIT_ variables stay out', async () => {
  const ssh = useLocalSsh()
  const home = temporaryFolder()
  mkdirSync(join(home, 'hooks'))
  mkdirSync(join(home, 'template', 'hooks'), { recursive: true })
  for (const hook of [join(home, 'hooks'), join(home, 'template', 'hooks')]) {
    for (const name of ['post-checkout', 'reference-transaction']) {
      writeFileSync(join(hook, name), `#!/bin/sh\ntouch ${home}/ran\n`)
      chmodSync(join(hook, name), 0o755)
    }
  }
  const settings = `[core]\n\thooksPath = ${home}/hooks\n[init]\n\ttemplateDir = ${home}/template\n`
  writeFileSync(join(home, '.gitconfig'), settings)
  vi.stubEnv('HOME', home)
  vi.stubEnv('GIT_DIR', '/nonexistent')
  vi.stubEnv('GIT_TRACE', `${home}/trace`)
  const { path, dispose } = await cloneToTemporary(`git@example.com:${newRepository({ 'a.txt': 'a\n' })}`)
  expect(existsSync(join(path, 'HEAD'))).toBe(true)
  expect(existsSync(join(path, 'hooks'))).toBe(false)
  dispose()
  expect(readdirSync(home).toSorted()).toEqual(['.gitconfig', 'hooks', 'template'])
  expect(readFileSync(join(ssh, 'environment'), 'utf8')).not.toContain('GIT_TRACE')
})

test('a failed clone says so without credentials, and leaves nothing behind', async () => {
  const before = leftovers()
  vi.stubEnv('https_proxy', 'http://127.0.0.1:9')
  const failing = cloneToTemporary('https://somebody:hunter22@example.invalid/owner/name.git')
  await expect(failing).rejects.toMatchObject({ code: 'clone-failed' })
  const message = await failing.catch((error: Error) => error.message)
  expect(message).toContain('https://example.invalid/owner/name.git could not be cloned')
  expect(message).not.toContain('hunter22')
  expect(message).not.toContain('somebody')
  expect(leftovers()).toEqual(before)
})

test.each([
  'ext::sh -c touch% x',
  'ext://x',
  'git://example.com/x',
  'http://example.com/x',
  'fd::17',
  'https://-oProxyCommand=x/y',
  'ssh://-oProxyCommand=x/y',
  '-oProxyCommand=x@host:y',
  '--upload-pack=x',
  '/some/path',
])('%s is refused', async (url) => {
  await expect(cloneToTemporary(url)).rejects.toMatchObject({ code: 'usage' })
})

test('a redirect of the user to a forbidden transport is refused', async () => {
  const home = temporaryFolder()
  const settings = `[url "ext::touch ${home}/ran #"]\n\tinsteadOf = https://example.com/\n[protocol "ext"]\n\tallow = always\n`
  writeFileSync(join(home, '.gitconfig'), settings)
  vi.stubEnv('HOME', home)
  await expect(cloneToTemporary('https://example.com/x')).rejects.toMatchObject({ code: 'clone-failed' })
  expect(existsSync(join(home, 'ran'))).toBe(false)
})

test('a file address is read in place', async () => {
  const origin = newRepository({ 'a.txt': 'a\n' })
  const { path, dispose } = await cloneToTemporary(`file://${origin}`)
  expect(path).toBe(origin)
  dispose()
  expect(existsSync(origin)).toBe(true)
  await expect(cloneToTemporary('file://other-host/x')).rejects.toMatchObject({ code: 'usage' })
})

test.each([
  ['https://github.com/a/b', true],
  ['git@github.com:a/b.git', true],
  ['ssh://host/x', true],
  ['file:///x', true],
  ['.', false],
  ['/a/b', false],
  ['a/b', false],
  ['C:\\x', false],
  ['name:x', false],
])('whether %s is an address', (text, expected) => {
  expect(isRepositoryUrl(text)).toBe(expected)
})
