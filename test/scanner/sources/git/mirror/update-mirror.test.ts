import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { sizeOfMirror } from '../../../../../scanner/sources/git/mirror/mirror-folder.ts'
import { updateMirror, type UpdateOptions } from '../../../../../scanner/sources/git/mirror/update-mirror.ts'
import { join as joined, random } from '../../../../../scanner/engine/sample.ts'
import { commitFiles, git, newRepository, temporaryFolder } from '../../git-fixture.ts'
import { serveRepository } from './serve-repository.ts'

const token = joined('installation', '-', random('base62', 30, 4))
const never = new AbortController().signal

async function served(files: Readonly<Record<string, string>> = { 'a.txt': 'a\n' }) {
  const origin = newRepository(files)
  const server = await serveRepository(join(origin, '.git'))
  const mirror = join(temporaryFolder(), 'mirror.git')
  const update = (options: Partial<UpdateOptions> = {}) =>
    updateMirror(
      mirror,
      { url: server.url, token },
      { defaultBranch: 'main', refs: 'branches', mostBytes: 1e9, signal: never, ...options },
    )
  const refs = (): readonly string[] =>
    git(mirror, 'for-each-ref', '--format=%(refname) %(objectname)').split('\n').filter(Boolean)
  return { origin, server, mirror, update, refs }
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test('branches and tags come, others only where they are wanted, and what is deleted goes', async () => {
  const { origin, update, refs } = await served()
  const first = git(origin, 'rev-parse', 'HEAD')
  git(origin, 'branch', 'topic')
  git(origin, 'tag', 'v1')
  git(origin, 'update-ref', 'refs/pull/1/head', first)
  expect(await update()).toBeUndefined()
  expect(refs()).toEqual(['heads/main', 'heads/topic', 'tags/v1'].map((name) => `refs/${name} ${first}`))
  git(origin, 'branch', '-D', 'topic')
  // A branch may take the place of a folder of branches.
  git(origin, 'branch', 'topic/more')
  git(origin, 'commit', '--quiet', '--amend', '--message', 'Rewritten')
  const second = git(origin, 'rev-parse', 'HEAD')
  expect(await update()).toBeUndefined()
  expect(refs()).toEqual([
    `refs/heads/main ${second}`,
    `refs/heads/topic/more ${first}`,
    `refs/tags/v1 ${first}`,
  ])
  expect(await update({ refs: 'all' })).toBeUndefined()
  expect(refs()).toContain(`refs/pull/1/head ${first}`)
})

test('after a push only what is new comes', async () => {
  const large = random('base62', 200_000, 5)
  const { origin, server, update } = await served({ 'large.txt': large })
  await update()
  const bytes = (): number => server.requests.reduce((sum, request) => sum + request.bytes, 0)
  const before = bytes()
  expect(before).toBeGreaterThan(100_000)
  commitFiles(origin, { 'b.txt': 'b\n' })
  await update()
  expect(bytes() - before).toBeLessThan(10_000)
})

test('the token is on no command line, in no address and in no file, and goes to that host alone', async () => {
  const { server, mirror, update } = await served()
  const seen: string[] = []
  server.instead = () => {
    for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
      try {
        seen.push(readFileSync(`/proc/${name}/cmdline`, 'latin1'))
      } catch {
        // It has ended.
      }
    }
    return false
  }
  expect(await update()).toBeUndefined()
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64')
  expect(server.requests.length).toBeGreaterThan(1)
  for (const { authorization } of server.requests) expect(authorization).toBe(`Basic ${credentials}`)
  const lines = seen.filter((line) => line.includes('fetch') && line.includes(server.url))
  expect(lines.length).toBeGreaterThan(0)
  const written = filesBelow(mirror).map((path) => readFileSync(path, 'latin1'))
  for (const text of [...seen, ...written])
    for (const secret of [token, credentials]) expect(text).not.toContain(secret)
})

test.skipIf(process.platform === 'win32')('no hook, template or setting of anybody runs', async () => {
  const { origin, mirror, update } = await served()
  const folder = temporaryFolder()
  const mark = join(folder, 'ran')
  const hook = (path: string): void => {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, `#!/bin/sh\ntouch ${mark}\n`)
    chmodSync(path, 0o755)
  }
  await update()
  for (const name of ['reference-transaction', 'post-fetch', 'pre-auto-gc', 'post-checkout']) {
    hook(join(mirror, 'hooks', name))
    hook(join(folder, 'template', 'hooks', name))
  }
  writeFileSync(
    join(mirror, 'config'),
    `[core]\n\tfsmonitor = touch ${mark}\n\tsshCommand = touch ${mark}\n[url "ext::touch ${mark}"]\n\tinsteadOf = http\n`,
  )
  writeFileSync(join(folder, '.gitconfig'), `[init]\n\ttemplateDir = ${folder}/template\n`)
  vi.stubEnv('HOME', folder)
  vi.stubEnv('GIT_TRACE', join(folder, 'trace'))
  commitFiles(origin, { 'b.txt': 'b\n', '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::x\n' })
  expect(await update()).toBeUndefined()
  vi.unstubAllEnvs()
  expect(existsSync(mark)).toBe(false)
  expect(existsSync(join(folder, 'trace'))).toBe(false)
  expect(existsSync(join(mirror, 'hooks'))).toBe(false)
  expect(readFileSync(join(mirror, 'config'), 'utf8')).not.toContain('insteadOf')
})

test.each([401, 403, 404])('what answers with %i is refused', async (status) => {
  const { server, update } = await served()
  server.instead = (_, response) => {
    response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic' } : {}).end()
    return true
  }
  expect(await update()).toMatchObject({ code: 'refused' })
})

test('a redirect is not followed', async () => {
  const { server, update } = await served()
  const elsewhere = await served()
  server.instead = (message, response) => {
    response
      .writeHead(301, { location: elsewhere.server.url + (message.url ?? '').slice('/shop.git'.length) })
      .end()
    return true
  }
  expect(await update()).toMatchObject({ code: 'refused' })
  expect(elsewhere.server.requests).toEqual([])
})

test.each([
  'ssh://git@example.com/a.git',
  'file:///etc',
  'http://example.com/a.git',
  'https://user:word@example.com/a.git',
  '--upload-pack=touch',
])('%s is not fetched from', async (url) => {
  const { update, mirror } = await served()
  await update()
  const options: UpdateOptions = { defaultBranch: null, refs: 'branches', mostBytes: 1e9, signal: never }
  expect(await updateMirror(mirror, { url, token }, options)).toMatchObject({ code: 'bad-address' })
})

test('a connection that breaks off is told, and the next try succeeds', async () => {
  const { server, mirror, update, refs } = await served({ 'large.txt': random('base62', 400_000, 6) })
  server.cutAfter = 100_000
  expect(await update()).toMatchObject({ code: 'interrupted' })
  server.cutAfter = Infinity
  expect(await update()).toBeUndefined()
  expect(refs()).toHaveLength(1)
  expect(filesBelow(join(mirror, 'objects')).filter((path) => path.includes('tmp_'))).toEqual([])
})

test('what is larger than the bound is given up and not kept', async () => {
  const { mirror, update } = await served({ 'large.txt': random('base62', 400_000, 7) })
  expect(await update({ mostBytes: 100_000 })).toMatchObject({ code: 'too-large' })
  expect(existsSync(mirror)).toBe(false)
})

test('a fetch ends at once when it is aborted, however long the other side takes', async () => {
  const { server, update } = await served()
  server.instead = () => true
  const begun = Date.now()
  await expect(update({ signal: AbortSignal.timeout(300) })).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(Date.now() - begun).toBeLessThan(30_000)
})

test('locks and half a pack that a killed git left are cleared away', async () => {
  const { origin, mirror, update, refs } = await served()
  await update()
  for (const name of ['packed-refs.lock', 'refs/heads/main.lock', 'HEAD.lock', 'objects/pack/tmp_pack_x'])
    writeFileSync(join(mirror, name), '')
  const head = commitFiles(origin, { 'b.txt': 'b\n' })
  expect(await update()).toBeUndefined()
  expect(refs()).toEqual([`refs/heads/main ${head}`])
  expect(filesBelow(mirror).filter((path) => /lock$|tmp_/.test(path))).toEqual([])
})

test('a mirror that is damaged is had anew', async () => {
  const { origin, mirror, update, refs } = await served()
  await update()
  for (const path of filesBelow(join(mirror, 'objects', 'pack'))) {
    chmodSync(path, 0o600)
    writeFileSync(path, 'no pack')
  }
  const head = commitFiles(origin, { 'b.txt': 'b\n' })
  expect(await update()).toBeUndefined()
  expect(refs()).toEqual([`refs/heads/main ${head}`])
  expect(git(mirror, 'fsck', '--connectivity-only')).toBe('')
  expect(sizeOfMirror(mirror)).toBeGreaterThan(0)
})
