import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { gitEnvironment as environment } from '../github/git/run-git.ts'
import { temporaryFolder } from '../scanner/sources/git-fixture.ts'
import { runGitSync } from './run-git-sync.ts'
import { startGit } from './start-git.ts'

const hash = ['hash-object', '--stdin']
// More than any pipe or socket holds.
const large = Buffer.alloc(5_000_000, 'gatehouse\n')

test('git has its input, its folder and its environment, and its output comes back, as large as it is', async () => {
  const folder = temporaryFolder()
  runGitSync({ args: ['init', '--quiet', '--bare'], folder, environment })
  const written = runGitSync({ args: [...hash, '-w'], folder, environment, input: large }).toString('utf8')
  const id = written.trim()
  expect(runGitSync({ args: ['cat-file', 'blob', id], folder, environment }).equals(large)).toBe(true)

  const one = await startGit({ args: hash, folder, environment, hasInput: true })
  one.input!.end(large)
  expect((await buffer(one.output)).toString('utf8')).toBe(written)
  expect(await one.ended).toEqual({ code: 0, complaints: '' })
  const other = await startGit({ args: ['cat-file', 'blob', id], folder, environment, hasInput: false })
  expect((await buffer(other.output)).equals(large)).toBe(true)

  const named = { ...environment, GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'a@b' }
  const ident = runGitSync({ args: ['var', 'GIT_COMMITTER_IDENT'], folder, environment: named })
  expect(ident.toString('utf8')).toMatch(/^Ada <a@b> /)
})

test('many at once keep their inputs and outputs apart', async () => {
  const folder = temporaryFolder()
  const texts = Array.from({ length: 40 }, (_, index) => `text ${index}`)
  const ids = await Promise.all(
    texts.map(async (text) => {
      const git = await startGit({ args: hash, folder, environment, hasInput: true })
      git.input!.end(text)
      return (await buffer(git.output)).toString('utf8')
    }),
  )
  expect(ids).toEqual(
    texts.map((input) => runGitSync({ args: hash, folder, environment, input }).toString('utf8')),
  )
})

test('that git fails is told with its complaints; that it cannot be started, too', async () => {
  const folder = temporaryFolder()
  const args = ['rev-parse', 'HEAD']
  expect(() => runGitSync({ args, folder, environment })).toThrow(/not a git repository/)
  const git = await startGit({ args, folder, environment, hasInput: true })
  // It does not wait for what is written to it.
  git.input!.end(large)
  expect((await buffer(git.output)).toString('utf8')).toBe('')
  expect(await git.ended).toEqual({ code: 128, complaints: expect.stringContaining('not a git repository') })

  const nowhere = path.join(folder, 'nowhere')
  expect(() => runGitSync({ args, folder: nowhere, environment })).toThrow(/ENOENT/)
  await expect(startGit({ args, folder: nowhere, environment, hasInput: false })).rejects.toThrow(/ENOENT/)
  // And they go on.
  expect(runGitSync({ args: ['version'], folder, environment }).toString('utf8')).toMatch(/^git version/)
})

test('what starts git ends with the process that it does so for, however that ends', async () => {
  const script = `
    import { runGitSync } from ${JSON.stringify(path.join(import.meta.dirname, 'run-git-sync.ts'))}
    import { startGit } from ${JSON.stringify(path.join(import.meta.dirname, 'start-git.ts'))}
    const git = { args: ['version'], folder: '/', environment: ${JSON.stringify(environment)} }
    process.stdout.write(runGitSync(git))
    const { output } = await startGit({ ...git, hasInput: false })
    for await (const chunk of output) process.stdout.write(chunk)
    process.kill(process.pid, 'SIGKILL')
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = Promise.all([buffer(child.stdout), buffer(child.stderr)])
  // Not before those have ended, which share its last output.
  const [, signal] = await once(child, 'close')
  expect((await said).map(String)).toEqual([expect.stringMatching(/^(?:git version .+\n){2}$/), ''])
  expect(signal).toBe('SIGKILL')
})
