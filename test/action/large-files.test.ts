import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLargeFiles } from '../../action/gather/large-files.ts'
import { githubToken } from '../cli/secrets.ts'
import { readDetails } from '../github/world/details.ts'
import { openedPull, strong, usual } from './opened-pull.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'

const bundle = useAction()
const published = (options: ActionOptions) => runAction(bundle(), options)
const noise = 'It is quiet here.\n'.repeat(2000)
const secret = (number: number): Buffer => Buffer.from(`${noise}token=${githubToken(number)}\n${noise}`)

test('what lies in Git LFS is looked at in place of its pointer, in every commit, and only once for what was there', async () => {
  const { github, web, push, run, comments } = await openedPull({ 'a.txt': 'a\n' }, {}, published)
  const [clean, leaked] = [Buffer.from(noise), secret(1)]
  await push({ 'data.csv': github.addLargeFile(web, clean), 'gone.bin': github.addLargeFile(web, secret(3)) })
  await push({ 'gone.bin': null })
  const first = await run()
  expect(first).toMatchObject({ exit: 1, outputs: { findings: '1', blocking: '1', scanned: 'true' } })
  expect(first.log + first.summary).toContain('gone.bin')
  expect(first.log + first.summary).not.toContain(githubToken(3))

  await push({ 'data.csv': github.addLargeFile(web, leaked) })
  const second = await run()
  expect(second).toMatchObject({ exit: 1, outputs: { findings: '2', blocking: '2', scanned: 'true' } })
  const said = comments().map(({ path: at, body }) => [at, body] as const)
  expect(said).toEqual([['data.csv', expect.stringContaining('in line 2001 of the file in Git LFS.')]])
  expect(said[0]![1]).not.toContain('```suggestion')

  // The same from GitHub's API alone, without git.
  const third = await run(usual, {}, {}, { environment: { PATH: '' } })
  expect(third).toMatchObject({ exit: 1, outputs: { findings: '2', scanned: 'true' } })
})

test('what an earlier version of a file in Git LFS held already is not the change’s', async () => {
  const [before, after] = [secret(1), Buffer.concat([secret(2), secret(1)])]
  const [old, now] = [pointer(digest(before), before.length), pointer(digest(after), after.length)]
  const opened = await openedPull(
    { 'data.csv': now, 'moved/other.csv': old, 'other.csv': null },
    { 'data.csv': old, 'other.csv': old },
  )
  for (const content of [before, after]) opened.github.addLargeFile(opened.web, content)
  const result = await opened.run()
  expect(result).toMatchObject({ exit: 1, outputs: { findings: '1', scanned: 'true' } })
  expect(opened.comments().map(({ path: at }) => at)).toEqual(['data.csv'])
})

test('what cannot be had is neither green nor the author’s fault, and says why', async () => {
  const { github, web, push, run } = await openedPull({ 'a.txt': 'a\n' })
  const oid = 'a'.repeat(64)
  await push({ 'lost.bin': pointer(oid, 12_345), 'huge.bin': pointer('b'.repeat(64), 312 * 1024 * 1024) })
  const lost = await run(strong)
  expect(lost).toMatchObject({ exit: 1, outputs: { conclusion: 'not-scanned', findings: '0' } })
  expect(lost.summary).toContain('could not be fetched: the store does not have it')
  expect(lost.summary).toContain('has 312 MB; at most 100 MB are fetched of one file')
  expect(github.calls.filter(({ path: at }) => at.endsWith('/info/lfs/objects/batch'))).toHaveLength(1)

  // What comes is not what was named.
  const { largeFiles } = readDetails(web)
  largeFiles.set(oid, Buffer.alloc(12_345))
  expect((await run()).summary).toContain('what came is not what its pointer names')
  largeFiles.set(oid, Buffer.alloc(20_000))
  expect((await run()).summary).toContain('larger than its pointer says')
})

test('a checkout that has the files is used, if they are what they are called', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-lfs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const put = (oid: string, content: Buffer): string => {
    const at = path.join(folder, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4))
    mkdirSync(at, { recursive: true })
    writeFileSync(path.join(at, oid), content)
    return path.join(at, oid)
  }
  const content = Buffer.from('This is there.')
  const oid = digest(content)
  const location = put(oid, content)
  const wrong = 'c'.repeat(64)
  put(wrong, content)
  const files = openLargeFiles({
    place: { owner: 'acme', repo: 'web', server: 'http://127.0.0.1:9' },
    token: 'none',
    checkout: folder,
    sleep: async () => {},
    signal: new AbortController().signal,
  })
  onTestFinished(files.close)
  const brought = await files.bring([oid, wrong].map((one) => ({ oid: one, size: content.length })))
  expect(brought.get(oid)).toEqual({ location })
  expect(brought.get(wrong)).toEqual({
    problem: 'It is in Git LFS, and could not be fetched: the connection failed.',
  })
})

const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

const pointer = (oid: string, size: number): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${size}\n`
