import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFiles, type FileReference } from '../../../scanner/sources/read-files.ts'
import { temporaryFolder, writeFiles } from './git-fixture.ts'
import { gatheringSink } from './open-for-test.ts'

const reference = (folder: string, path: string): FileReference => ({ path, location: join(folder, path) })

test('files come whole and in order, empty ones too', () => {
  const folder = temporaryFolder()
  const contents = { a: 'one', b: '', c: 'x'.repeat(300_000), d: 'two', e: 'y'.repeat(262_144) }
  writeFiles(folder, contents)
  const { sink, texts, problems } = gatheringSink()
  readFiles(
    Object.keys(contents).map((path) => reference(folder, path)),
    sink,
  )
  expect([...texts.values()]).toEqual(Object.values(contents))
  expect(problems.size).toBe(0)
})

test.each([1001, 1024, 1025, 1947, 1948, 1949, 50_000])(
  'a file of %i bytes comes in overlapping windows',
  (size) => {
    const folder = temporaryFolder()
    const content = Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919) % 251))
    writeFileSync(join(folder, 'a'), content)
    const { sink, windows, texts } = gatheringSink()
    readFiles([reference(folder, 'a')], sink, { wholeLimit: 1000, windowSize: 1024, overlap: 100 })
    expect(texts.size).toBe(0)
    expect(windows.map(({ offset }) => offset)).toEqual(windows.map((_, index) => index * 924))
    expect(
      windows.every(({ bytes, offset }) => bytes.equals(content.subarray(offset, offset + bytes.length))),
    ).toBe(true)
    expect(windows.map(({ last }) => last)).toEqual(windows.map((_, index) => index === windows.length - 1))
    const end = windows.at(-1)
    expect(end && end.offset + end.length).toBe(size)
  },
)

test('a huge file needs no more memory than a window', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'huge'), '')
  truncateSync(join(folder, 'huge'), 300 * 1024 * 1024)
  let bytes = 0
  let largest = 0
  const before = process.memoryUsage().arrayBuffers
  readFiles([reference(folder, 'huge')], {
    whole: () => expect.unreachable(),
    window: (_index, window) => {
      bytes += window.length
      largest = Math.max(largest, process.memoryUsage().arrayBuffers - before)
    },
    problem: () => expect.unreachable(),
  })
  expect(bytes).toBeGreaterThan(300 * 1024 * 1024)
  expect(largest).toBeLessThan(64 * 1024 * 1024)
})

test('what changed since it was listed neither blocks nor leads elsewhere', () => {
  const folder = temporaryFolder()
  writeFiles(folder, { target: 'not to be read' })
  symlinkSync('target', join(folder, 'link'))
  symlinkSync('loop', join(folder, 'loop'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  mkdirSync(join(folder, 'folder'))
  const paths = ['link', 'loop', 'pipe', 'folder', 'gone', 'target']
  const { sink, texts, problems } = gatheringSink()
  readFiles(
    paths.map((path) => reference(folder, path)),
    sink,
  )
  expect([...problems.values()]).toEqual(['not-a-file', 'not-a-file', 'not-a-file', 'not-a-file', 'vanished'])
  expect([...texts.values()]).toEqual(['not to be read'])
})

test('a file that may not be read is reported', ({ skip }) => {
  if (process.getuid?.() === 0) skip('root may read everything')
  const folder = temporaryFolder()
  writeFiles(folder, { closed: 'x' })
  chmodSync(join(folder, 'closed'), 0o000)
  const { sink, problems } = gatheringSink()
  readFiles([reference(folder, 'closed')], sink)
  expect(problems.get(0)).toBe('unreadable')
})

test('a file that has no size but content is read', ({ skip }) => {
  if (process.platform !== 'linux') skip('only Linux has /proc')
  const { sink, texts } = gatheringSink()
  readFiles([{ path: 'version', location: '/proc/version' }], sink)
  expect(texts.get(0)).toContain('Linux')
})

test('a path too long for the system is reported', () => {
  const { sink, problems } = gatheringSink()
  readFiles([{ path: 'x', location: `/${'d/'.repeat(3000)}x` }], sink)
  expect(problems.get(0)).toBe('too-deep')
})

test('a removed folder on the way is reported', () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'd/a': 'x' })
  rmSync(join(folder, 'd'), { recursive: true })
  writeFiles(folder, { d: 'now a file' })
  const { sink, problems } = gatheringSink()
  readFiles([reference(folder, 'd/a')], sink)
  expect(problems.get(0)).toBe('vanished')
})
