import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inPackOrder } from '../../../../scanner/sources/git/pack-order.ts'
import { readBlobs } from '../../../../scanner/sources/git/read-blobs.ts'
import type { Repository } from '../../../../scanner/sources/git/repository.ts'
import {
  damageObject,
  git,
  importCommits,
  newRepository,
  removeObject,
  temporaryFolder,
  writeObject,
} from '../git-fixture.ts'
import { gatheringSink, openForTest, readTexts } from '../open-for-test.ts'

const absentId = 'deadbeef'.repeat(5)

test('texts come in the order of the ids, whatever their size', async () => {
  const folder = newRepository()
  const wanted = ['', '\n', 'a\n', 'no line end', '\0\xff\n\n', 'x'.repeat(300_000), 'end'].map((text) => ({
    text,
    id: writeObject(folder, 'blob', Buffer.from(text, 'latin1')),
  }))
  const { texts, problems } = await readTexts(
    await openForTest(folder),
    wanted.map(({ id }) => id),
  )
  expect([...texts.values()]).toEqual(wanted.map(({ text }) => text))
  expect([...texts.keys()]).toEqual(wanted.map((_, index) => index))
  expect(problems.size).toBe(0)
})

test('large blobs come in windows that overlap', async () => {
  const folder = newRepository()
  const content = Buffer.from(Array.from({ length: 100_003 }, (_, index) => (index * 7919) % 251))
  const id = writeObject(folder, 'blob', content)
  const limits = { wholeLimit: 1000, windowSize: 1024, overlap: 100 }
  const { windows, texts } = await readTexts(await openForTest(folder), [id], limits)
  expect(texts.size).toBe(0)
  expect(
    windows.every(({ offset, bytes }) => bytes.equals(content.subarray(offset, offset + bytes.length))),
  ).toBe(true)
  expect(windows.every(({ length }) => length <= 1024)).toBe(true)
  const starts = windows.map(({ offset }) => offset)
  expect(starts).toEqual(windows.map((_, index) => index * 924))
  expect(windows.map(({ last }) => last)).toEqual(windows.map((_, index) => index === windows.length - 1))
  const end = windows.at(-1)
  expect(end && end.offset + end.length).toBe(content.length)
})

test.each([
  [1000, 1],
  [1001, 1],
  [1024, 1],
  [1025, 2],
  [1948, 2],
  [1949, 3],
])('a blob of %i bytes comes in the right number of windows', async (size, count) => {
  const folder = newRepository()
  const id = writeObject(folder, 'blob', 'y'.repeat(size))
  const limits = { wholeLimit: 999, windowSize: 1024, overlap: 100 }
  const { windows } = await readTexts(await openForTest(folder), [id], limits)
  expect(windows.map(({ last }) => last)).toEqual(
    Array.from({ length: count }, (_, index) => index === count - 1),
  )
})

test('missing and damaged blobs are named, and all others are read', async () => {
  const folder = newRepository()
  const ids = Array.from({ length: 40 }, (_, index) => writeObject(folder, 'blob', `text ${index}\n`))
  removeObject(folder, ids[3]!)
  damageObject(folder, ids[7]!)
  damageObject(folder, ids[39]!)
  const { texts, problems } = await readTexts(await openForTest(folder), [...ids, absentId])
  expect(texts.size).toBe(37)
  expect(texts.get(38)).toBe('text 38\n')
  expect([...problems]).toEqual([
    [3, 'missing-object'],
    [7, 'corrupt-object'],
    [39, 'corrupt-object'],
    [40, 'missing-object'],
  ])
})

test('a damaged pack costs only the blobs in it that are damaged', async () => {
  const folder = newRepository()
  const ids = Array.from({ length: 10 }, (_, index) => writeObject(folder, 'blob', noise(index + 3)))
  for (const [index, id] of ids.entries()) git(folder, 'update-ref', `refs/tags/t${index}`, id)
  git(folder, 'repack', '-adq', '--window=0')
  damagePack(folder, ids[4]!)
  const { texts, problems } = await readTexts(await openForTest(folder), ids)
  expect([...problems]).toEqual([[4, 'corrupt-object']])
  expect(texts.size).toBe(9)
})

/** Bytes that do not compress away. */
const noise = (seed: number) =>
  Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * at * seed + (at >> 3) * seed) & 255))

/** Overwrites some bytes in the middle of one object's data. */
function damagePack(folder: string, id: string): void {
  const packs = join(folder, '.git', 'objects', 'pack')
  const pack = join(
    packs,
    readdirSync(packs).find((name) => name.endsWith('.pack'))!,
  )
  const lines = git(folder, 'verify-pack', '-v', pack.replace(/pack$/, 'idx')).split('\n')
  const [, , , , offset] = lines.find((line) => line.startsWith(id))!.split(/\s+/)
  const bytes = readFileSync(pack)
  bytes.fill(0x55, Number(offset) + 100, Number(offset) + 300)
  chmodSync(pack, 0o644)
  writeFileSync(pack, bytes)
}

test('when git dies in between, the rest is read by a new one', async () => {
  const folder = newRepository()
  const ids = Array.from({ length: 50 }, (_, index) => writeObject(folder, 'blob', `text ${index}\n`))
  const repository = await openForTest(folder)
  const dying = await withProgram(repository, `head -c 1100 | ${repository.git.binary} "$@"; kill -9 $$`)
  const { texts, problems } = await readTexts(dying, ids)
  expect(texts.size).toBe(50)
  expect(problems.size).toBe(0)
})

test('a git that never answers is an error, not a list of damaged blobs', async () => {
  const folder = newRepository()
  const ids = Array.from({ length: 50 }, (_, index) => writeObject(folder, 'blob', `text ${index}\n`))
  const broken = await withProgram(await openForTest(folder), 'echo "no good" >&2; exit 1')
  await expect(readTexts(broken, ids)).rejects.toMatchObject({ code: 'git-failed', message: /no good/ })
})

/** The same repository, read by a shell script in git's place. */
async function withProgram(repository: Repository, script: string): Promise<Repository> {
  const program = join(temporaryFolder(), 'git')
  writeFileSync(program, `#!/bin/sh\n${script}\n`)
  chmodSync(program, 0o755)
  return { ...repository, git: { ...repository.git, binary: program } }
}

test('an error in the sink ends the reading and is passed on', async () => {
  const folder = newRepository()
  const id = writeObject(folder, 'blob', 'text\n')
  const failing = {
    ...gatheringSink().sink,
    whole: () => {
      throw new Error('matching failed')
    },
  }
  await expect(readBlobs(await openForTest(folder), Buffer.from(id, 'hex'), failing)).rejects.toThrow(
    'matching failed',
  )
})

test('a signal ends the reading', async () => {
  const folder = newRepository()
  const id = writeObject(folder, 'blob', 'text\n')
  const stop = new AbortController()
  const sink = { ...gatheringSink().sink, whole: () => stop.abort(new Error('enough')) }
  const ids = Buffer.from(id.repeat(20_000), 'hex')
  const reading = readBlobs(await openForTest(folder), ids, sink, { signal: stop.signal })
  await expect(reading).rejects.toThrow('enough')
})

test('blobs borrowed from another object store are read, and the store is named', async () => {
  const lender = newRepository({ 'a.txt': 'lent\n' })
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--shared', lender, 'clone with "quotes"\n')
  const repository = await openForTest(join(folder, 'clone with "quotes"\n'))
  expect(repository.alternates).toEqual([join(lender, '.git', 'objects')])
  const { texts } = await readTexts(repository, [git(lender, 'rev-parse', 'HEAD:a.txt')])
  expect(texts.get(0)).toBe('lent\n')
})

test('pack order holds every id once, absent ones last', async () => {
  const folder = newRepository()
  const texts = Array.from({ length: 30 }, (_, index) => ({ 'a.txt': `line\n`.repeat(index + 50) }))
  importCommits(folder, 'main', texts)
  git(folder, 'repack', '-adq')
  const loose = writeObject(folder, 'blob', 'loose\n')
  const packed = git(folder, 'rev-list', '--objects', 'HEAD', '--', 'a.txt').split('\n')
  const blobs = packed.filter((line) => line.endsWith(' a.txt')).map((line) => line.slice(0, 40))
  const given = [absentId, loose, ...blobs]
  const repository = await openForTest(folder)
  const { ids, indexes } = await inPackOrder(repository, Buffer.from(given.join(''), 'hex'))
  expect([...indexes].toSorted((a, b) => a - b)).toEqual(given.map((_, index) => index))
  expect(Buffer.from(ids).toString('hex')).toBe(Array.from(indexes, (index) => given[index]).join(''))
  expect(indexes.slice(-2)).toEqual(Uint32Array.of(0, 1))
})
