import { createHash } from 'node:crypto'
import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inPackOrder } from '../../../../../scanner/sources/git/pack-order.ts'
import { keepPacks, openPackedObjects } from '../../../../../scanner/sources/git/pack/packed-objects.ts'
import { readPackIndex } from '../../../../../scanner/sources/git/pack/pack-index.ts'
import { slicePlaces } from '../../../../../scanner/sources/git/pack/places.ts'
import { readBlobs } from '../../../../../scanner/sources/git/read-blobs.ts'
import { idLength, type Repository } from '../../../../../scanner/sources/git/repository.ts'
import { git, importCommits, newRepository, temporaryFolder, writeObject } from '../../git-fixture.ts'
import { gatheringSink, openForTest } from '../../open-for-test.ts'

/** A file of which one line in forty changes with each version. */
const text = (version: number, file: number) =>
  Array.from(
    { length: 200 },
    (_, line) => `file ${file} line ${line} of ${line % 40 === version % 40 ? version : 'all'}\n`,
  )

/** A packed repository with long chains of versions, in which git makes many deltas. @returns it and its texts by blob id */
function packedRepository(repack: readonly string[] = [], format = 'sha1') {
  const folder = newRepository({}, `--object-format=${format}`)
  const commits = Array.from({ length: 80 }, (_, version) => ({
    'a.txt': text(version, 0).join(''),
    [`b${version % 7}.txt`]: text(version, 1).toReversed().join(''),
    empty: '',
    [`s${version}`]: `${version}`,
  }))
  importCommits(folder, 'main', commits)
  git(folder, ...repack, 'repack', '-adfq', '--depth=50', '--window=10')
  const all = new Set(commits.flatMap((files) => Object.values(files)))
  const idOf = (content: string) =>
    createHash(format).update(`blob ${content.length}\0${content}`).digest('hex')
  const texts = new Map([...all].map((content) => [idOf(content), content]))
  return { folder, texts, blobs: [...texts.keys()] }
}

/** Reads blobs in the best order, through the packs. @returns the texts by id */
async function readPacked(repository: Repository, blobs: readonly string[]) {
  const order = await inPackOrder(repository, Buffer.from(blobs.join(''), 'hex'))
  const { sink, texts, problems } = gatheringSink()
  await readBlobs(repository, order.ids, sink, { places: order.places })
  const idOf = (index: number) => blobs[order.indexes[index]!]!
  return {
    order,
    texts: new Map([...texts].map(([index, text]) => [idOf(index), text])),
    problems: new Map([...problems].map(([index, code]) => [idOf(index), code])),
  }
}

const sorted = (texts: ReadonlyMap<string, string>) => [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1))

/** The same repository without a git that could help out. */
const withoutGit = (repository: Repository): Repository => ({
  ...repository,
  git: { ...repository.git, binary: '/nonexistent/git' },
})

test.each([
  ['offsets', [], 'sha1'],
  ['names', ['-c', 'repack.useDeltaBaseOffset=false'], 'sha1'],
  ['offsets', [], 'sha256'],
  ['names', ['-c', 'repack.useDeltaBaseOffset=false'], 'sha256'],
])('deltas with bases by %s are read as git reads them (%s, %s)', async (_, repack, format) => {
  const { folder, blobs, texts } = packedRepository(repack, format)
  const deltas = git(folder, 'verify-pack', '-v', packIn(folder).replace(/pack$/, 'idx')).match(
    /^chain length/gm,
  )
  expect(deltas?.length).toBeGreaterThan(5)
  const found = await readPacked(withoutGit(await openForTest(folder)), blobs)
  expect(found.problems.size).toBe(0)
  expect(sorted(found.texts)).toEqual(sorted(texts))
})

test('the order puts each blob behind the one it is built from', async () => {
  const { folder, blobs } = packedRepository()
  const listing = git(folder, 'verify-pack', '-v', packIn(folder).replace(/pack$/, 'idx')).split('\n')
  const bases = new Map(
    listing.flatMap((line) => {
      const parts = line.split(/\s+/)
      return parts.length === 7 && parts[1] === 'blob' ? [[parts[0]!, parts[6]!] as const] : []
    }),
  )
  expect(bases.size).toBeGreaterThan(50)
  const { order } = await readPacked(await openForTest(folder), blobs)
  const at = new Map(Array.from(order.indexes, (index, place) => [blobs[index]!, place]))
  for (const [id, base] of bases) expect(at.get(base)).toBeLessThan(at.get(id)!)
})

test('a part of the list can be read by itself', async () => {
  const { folder, blobs, texts } = packedRepository()
  const repository = await openForTest(folder)
  const { ids, indexes, places } = await inPackOrder(repository, Buffer.from(blobs.join(''), 'hex'))
  const half = Math.floor(blobs.length / 2)
  const { sink, texts: found } = gatheringSink()
  const length = idLength(repository)
  await readBlobs(withoutGit(repository), ids.slice(half * length), sink, {
    places: slicePlaces(structuredClone(places), half, blobs.length),
  })
  expect(found.size).toBe(blobs.length - half)
  for (const [index, text] of found) expect(text).toBe(texts.get(blobs[indexes[half + index]!]!))
})

test('loose, absent and very large blobs are read by git, all others without', async () => {
  const { folder, blobs } = packedRepository()
  const loose = writeObject(folder, 'blob', 'loose\n')
  const large = writeObject(folder, 'blob', Buffer.alloc(17 * 1024 * 1024, 'large '))
  git(folder, 'tag', 'large', large)
  git(folder, 'repack', '-dq')
  const absent = 'deadbeef'.repeat(5)
  const repository = await openForTest(folder)
  const all = [loose, ...blobs, large, absent]
  const { ids, indexes, places } = await inPackOrder(repository, Buffer.from(all.join(''), 'hex'))
  const { sink, texts, problems, windows } = gatheringSink()
  await readBlobs(repository, ids, sink, { places })
  const placeOf = (id: string) => indexes.indexOf(all.indexOf(id))
  expect(texts.get(placeOf(loose))).toBe('loose\n')
  expect(texts.size).toBe(blobs.length + 1)
  expect(problems).toEqual(new Map([[placeOf(absent), 'missing-object']]))
  expect(windows.map(({ index }) => index)).toEqual([placeOf(large), placeOf(large)])
})

test('blobs in packs of a borrowed object store are read', async () => {
  const { folder: lender, blobs, texts } = packedRepository()
  const folder = temporaryFolder()
  git(folder, 'clone', '--quiet', '--shared', lender, 'clone')
  const found = await readPacked(withoutGit(await openForTest(join(folder, 'clone'))), blobs)
  expect(sorted(found.texts)).toEqual(sorted(texts))
})

test('whatever is damaged in a pack or its index, nothing wrong is read and nothing hangs', async () => {
  const { folder, blobs, texts } = packedRepository()
  const repository = await openForTest(folder)
  const pack = packIn(folder)
  const index = pack.replace(/pack$/, 'idx')
  const sound = { [pack]: readFileSync(pack), [index]: readFileSync(index) }
  for (const path of [pack, index]) chmodSync(path, 0o644)
  let state = 7
  let wrong = 0
  for (let round = 0; round < 42; round += 1) {
    const path = round % 3 === 0 ? index : pack
    const bytes = Buffer.from(sound[path]!)
    for (let change = 0; change < 1 + (round % 5) * 3; change += 1) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      bytes[state % bytes.length] = (state >>> 8) & 255
    }
    writeFileSync(path, round % 7 === 0 ? bytes.subarray(0, state % bytes.length) : bytes)
    const { places, indexes } = await inPackOrder(repository, Buffer.from(blobs.join(''), 'hex'))
    const objects = openPackedObjects(places.packs, 20)
    for (const [at, position] of places.positions.entries()) {
      const content = position < 0 ? null : objects.read(position)
      // An index that lies about an offset is believed, as git does; content that was damaged never comes out.
      if (path === index || content === null) continue
      if (Buffer.from(content).toString() !== texts.get(blobs[indexes[at]!]!)) wrong += 1
    }
    objects.close()
    writeFileSync(path, sound[path]!)
  }
  expect(wrong).toBe(0)
})

test('packs that are kept open serve all slices of a scan, and make room for those of another', async () => {
  const kept = keepPacks()
  for (const { folder, blobs, texts } of [packedRepository(), packedRepository()]) {
    const repository = await openForTest(folder)
    const { ids, places } = await inPackOrder(repository, Buffer.from(blobs.join(''), 'hex'))
    const objects = kept.open(places.packs, 20)
    const { sink, texts: found } = gatheringSink()
    const half = blobs.length >> 1
    for (const [from, to] of [
      [0, half],
      [half, blobs.length],
    ] as const) {
      const own = { places: slicePlaces(places, from, to), packs: kept }
      await readBlobs(withoutGit(repository), ids.slice(from * 20, to * 20), sink, own)
      for (const [index, content] of found)
        expect(content).toBe(
          texts.get(Buffer.from(ids.subarray((from + index) * 20, (from + index + 1) * 20)).toString('hex')),
        )
      found.clear()
      expect(kept.open(places.packs, 20)).toBe(objects)
    }
  }
  kept.close()
})

test('a file that is no index is none', () => {
  const path = join(temporaryFolder(), 'x.idx')
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.alloc(2000),
    Buffer.from('ff744f6300000002', 'hex'),
    Buffer.alloc(2000, 255),
  ]) {
    writeFileSync(path, bytes)
    expect(readPackIndex(path, 20)).toBeNull()
  }
  expect(readPackIndex(join(path, 'absent'), 20)).toBeNull()
})

function packIn(folder: string): string {
  const packs = join(folder, '.git', 'objects', 'pack')
  return join(
    packs,
    readdirSync(packs).find((name) => name.endsWith('.pack'))!,
  )
}
