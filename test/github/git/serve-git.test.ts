import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { hour } from '../clock.ts'
import type { Simulator } from '../server/simulator.ts'
import { company } from '../simulated.ts'
import { runGit } from './run-git.ts'

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'git-client-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const remote = (github: Simulator, name: string, token?: string): string => {
  const url = new URL(`${github.webUrl}/acme/${name}.git`)
  if (token) Object.assign(url, { username: 'x-access-token', password: token })
  return url.href
}

const history = {
  commits: [
    { files: { '.env': 'KEY=1\n', 'src/a.ts': 'export {}\n' }, message: 'Begin' },
    { files: { '.env': null }, message: 'Remove settings' },
  ],
}

test('git clones with an installation token, history and all', async () => {
  const { github, acme, installation } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web', ...history })
  const folder = await temporaryFolder()
  const token = github.addInstallationToken(installation)
  await runGit(folder, ['clone', '--quiet', remote(github, 'web', token), 'web'])
  const log = await runGit(path.join(folder, 'web'), ['log', '--format=%s'])
  expect(log.toString().trim().split('\n')).toEqual(['Remove settings', 'Begin'])
  expect(await readFile(path.join(folder, 'web/src/a.ts'), 'utf8')).toBe('export {}\n')
  expect(github.calls.map(({ operationId, isWrite }) => [operationId, isWrite])).toContainEqual([
    'git/upload-pack',
    false,
  ])
  expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([])
})

test('a bare mirror without blobs, and one commit by its id, can be fetched', async () => {
  const { github, acme, installation, octokit } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web', ...history })
  const { data } = await octokit.repos.getCommit({ owner: 'acme', repo: 'web', ref: 'main' })
  const folder = await temporaryFolder()
  const url = remote(github, 'web', github.addInstallationToken(installation))
  await runGit(folder, ['clone', '--quiet', '--bare', '--filter=blob:none', url, 'bare'])
  await runGit(folder, ['init', '--quiet', '--bare', 'other'])
  await runGit(path.join(folder, 'other'), ['fetch', '--quiet', '--depth=1', url, data.parents[0]!.sha])
  const seen = await runGit(path.join(folder, 'other'), ['show', 'FETCH_HEAD:.env'])
  expect(seen.toString()).toBe('KEY=1\n')
})

test('without a token, with a wrong, old or narrower one, nothing is cloned', async () => {
  const { github, acme, installation } = await company({ contents: 'read' })
  github.addRepository(acme, { name: 'web', ...history })
  const api = github.addRepository(acme, { name: 'api', ...history })
  const folder = await temporaryFolder()
  const clone = (name: string, token?: string) =>
    runGit(folder, ['clone', '--quiet', remote(github, name, token), 'x'])
  await expect(clone('web')).rejects.toThrow(/Authentication|could not read Username/)
  await expect(clone('web', 'nonsense')).rejects.toThrow(/Authentication failed/)
  const narrowed = github.addInstallationToken(installation, { repositories: [api] })
  await expect(clone('web', narrowed)).rejects.toThrow(/not found/)
  await expect(clone('absent', narrowed)).rejects.toThrow(/not found/)
  const powerless = github.addInstallationToken(installation, { permissions: { metadata: 'read' } })
  await expect(clone('web', powerless)).rejects.toThrow(/403/)
  const old = github.addInstallationToken(installation)
  github.clock.advance(hour)
  await expect(clone('web', old)).rejects.toThrow(/Authentication failed/)
})

test('what is public needs no token', async () => {
  const { github, acme } = await company()
  github.addRepository(acme, { name: 'open', visibility: 'public', ...history })
  const folder = await temporaryFolder()
  await runGit(folder, ['clone', '--quiet', remote(github, 'open'), 'open'])
  expect(await readFile(path.join(folder, 'open/src/a.ts'), 'utf8')).toBe('export {}\n')
})

test('a push is seen by the interface, and only by that repository', async () => {
  const { github, acme, installation, octokit } = await company({ contents: 'write' })
  github.addRepository(acme, { name: 'web', ...history })
  github.addRepository(acme, { name: 'twin', ...history })
  const folder = await temporaryFolder()
  const token = github.addInstallationToken(installation)
  await runGit(folder, ['clone', '--quiet', remote(github, 'web', token), 'web'])
  const work = path.join(folder, 'web')
  await writeFile(path.join(work, 'new.txt'), 'new\n')
  await runGit(work, ['add', '.'])
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
  await runGit(work, [...author, 'commit', '--quiet', '-m', 'Add'])
  await runGit(work, ['push', '--quiet', 'origin', 'HEAD:main', 'HEAD:refs/heads/topic'])
  const get = (repo: string) => octokit.repos.getContent({ owner: 'acme', repo, path: 'new.txt' })
  expect((await get('web')).data).toMatchObject({ type: 'file', size: 4 })
  await expect(get('twin')).rejects.toMatchObject({ status: 404 })
  const branches = await octokit.repos.listBranches({ owner: 'acme', repo: 'web' })
  expect(branches.data.map(({ name }) => name)).toEqual(['main', 'topic'])
  expect(github.calls.filter(({ isWrite }) => isWrite)).toMatchObject([
    { operationId: 'git/receive-pack', status: 200, actor: 'installation' },
  ])
})

test('who may only read cannot push, and nobody can to an archive', async () => {
  const { github, acme, installation } = await company({ contents: 'write' })
  const web = github.addRepository(acme, { name: 'web', ...history })
  const folder = await temporaryFolder()
  const reader = github.addInstallationToken(installation, {
    permissions: { contents: 'read', metadata: 'read' },
  })
  await runGit(folder, ['clone', '--quiet', remote(github, 'web', reader), 'web'])
  const push = (token: string) =>
    runGit(path.join(folder, 'web'), ['push', '--quiet', remote(github, 'web', token), 'HEAD:refs/heads/x'])
  await expect(push(reader)).rejects.toThrow(/403/)
  web.archived = true
  await expect(push(github.addInstallationToken(installation))).rejects.toThrow(/403/)
})

test('a person clones by a classic token what they can read', async () => {
  const { github, acme, ada } = await company()
  const bob = github.addUser({ login: 'bob' })
  github.addRepository(acme, { name: 'web', ...history })
  const folder = await temporaryFolder()
  const clone = (token: string, to: string) =>
    runGit(folder, ['clone', '--quiet', remote(github, 'web', token), to])
  await clone(github.addClassicToken(ada, ['repo']), 'ok')
  await expect(clone(github.addClassicToken(ada, ['read:org']), 'a')).rejects.toThrow(/not found/)
  await expect(clone(github.addClassicToken(bob, ['repo']), 'b')).rejects.toThrow(/not found/)
})
