import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
  tuple,
  uint8Array,
} from 'fast-check'
import { expect, test } from 'vitest'
import { createBatchParser } from '../../../../scanner/sources/git/batch-parser.ts'
import { createByteTable } from '../../../../scanner/sources/git/byte-table.ts'
import { createHistoryTable } from '../../../../scanner/sources/git/history-table.ts'
import { createPatchParser } from '../../../../scanner/sources/git/patch-parser.ts'
import { createRawDiffParser } from '../../../../scanner/sources/git/raw-diff-parser.ts'

/** Gives bytes to a parser in pieces of these lengths, over and over. */
function pushInPieces(
  parser: { push: (chunk: Buffer) => void },
  bytes: Buffer,
  lengths: readonly number[],
): void {
  for (let at = 0, piece = 0; at < bytes.length; piece += 1) {
    const end = at + (lengths[piece % lengths.length] ?? 1)
    parser.push(bytes.subarray(at, end))
    at = end
  }
}

const pieces = array(integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 })
const id = integer({ min: 0, max: 0xffff }).map((number) => number.toString(16).padStart(40, '0'))

test('objects come out as they went in, whatever the pieces', () => {
  const object = oneof(uint8Array({ maxLength: 90 }), constant(null))
  const limits = { wholeLimit: 50, windowSize: 16, overlap: 4 }
  assert(
    property(array(tuple(id, object)), pieces, (objects, lengths) => {
      const printed = objects.map(([name, content]) =>
        content === null
          ? Buffer.from(`${name} missing\n`)
          : Buffer.concat([Buffer.from(`${name} blob ${content.length}\n`), content, Buffer.from('\n')]),
      )
      const found: (Buffer | null)[] = []
      let windows = Buffer.alloc(0)
      const sink = {
        whole: (index: number, bytes: Uint8Array) => {
          expect(index).toBe(found.length)
          found.push(Buffer.from(bytes))
        },
        window: (_index: number, bytes: Uint8Array, offset: number, last: boolean) => {
          windows = Buffer.concat([windows.subarray(0, offset), bytes])
          if (last) found.push(windows)
        },
        problem: () => expect.unreachable(),
      }
      const parser = createBatchParser(0, limits, sink, () => found.push(null))
      pushInPieces(parser, Buffer.concat(printed), lengths)
      expect(found).toEqual(objects.map(([, content]) => (content === null ? null : Buffer.from(content))))
      expect(parser.next()).toBe(objects.length)
      expect(parser.insideContent()).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('output of another program is an error', () => {
  const sink = { whole: () => undefined, window: () => undefined, problem: () => undefined }
  const limits = { wholeLimit: 50, windowSize: 16, overlap: 4 }
  for (const text of ['fatal: no\n', `${'0'.repeat(40)} blob x\n`, 'x'.repeat(500)]) {
    const parser = createBatchParser(0, limits, sink, () => undefined)
    expect(() => {
      parser.push(Buffer.from(text))
    }).toThrow('unexpected line')
  }
})

test('raw diffs come out as they went in, whatever the pieces', () => {
  const path = uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => bytes.map((byte) => byte || 0x3a))
  const change = record({
    parents: integer({ min: 1, max: 4 }),
    mode: constantFrom('100644', '000000', '120000'),
    id,
    path,
  })
  assert(
    property(array(array(change)), pieces, (commits, lengths) => {
      const printed = commits.map((changes) =>
        Buffer.concat([Buffer.from(`${'a'.repeat(40)}\0`), ...changes.map(rawRecord)]),
      )
      const found: { mode: string; id: string; path: Uint8Array }[][] = []
      const parser = createRawDiffParser(40, {
        commit: () => found.push([]),
        entry: ({ mode, id: at, path: start, pathEnd, source }) => {
          const name = Uint8Array.from(source.subarray(start, pathEnd))
          found.at(-1)?.push({ mode, id: source.toString('latin1', at, at + 40), path: name })
        },
      })
      pushInPieces(parser, Buffer.concat(printed), lengths)
      const wanted = commits.map((changes) => changes.filter(({ mode }) => mode !== '000000'))
      expect(found).toEqual(wanted.map((changes) => changes.map(({ parents: _parents, ...rest }) => rest)))
    }),
    { numRuns: 500 },
  )
})

function rawRecord(change: { parents: number; mode: string; id: string; path: Uint8Array }): Buffer {
  const { parents } = change
  const words = [
    ...Array<string>(parents).fill('100644'),
    change.mode,
    ...Array<string>(parents).fill('f'.repeat(40)),
    change.id,
  ]
  return Buffer.concat([
    Buffer.from(`${':'.repeat(parents)}${words.join(' ')} ${'M'.repeat(parents)}\0`),
    change.path,
    Buffer.from('\0'),
  ])
}

test('patches mean the same, whatever the pieces', () => {
  const patch = [
    'diff --git a/x b/x',
    `index ${'1'.repeat(40)}..${'2'.repeat(40)} 100644`,
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,3 @@ function',
    '-@@ -9 +9,9 @@',
    '-old',
    '\\ No newline at end of file',
    '+diff --git a/y b/y',
    `+index ${'7'.repeat(40)}..${'8'.repeat(40)}`,
    '+Binary files a/x and b/x differ',
    '\\ No newline at end of file',
    '@@ -20,0 +22 @@',
    '+added',
    '@@ -30 +31,0 @@',
    '-removed',
    'diff --git a/b b/b',
    `index ${'3'.repeat(40)}..${'4'.repeat(40)} 100644`,
    'Binary files a/b and b/b differ',
    'diff --git a/m b/m',
    'old mode 100644',
    'new mode 100755',
    '',
  ].join('\n')
  assert(
    property(pieces, (lengths) => {
      const parser = createPatchParser()
      pushInPieces(parser, Buffer.from(patch), lengths)
      expect([...parser.added]).toEqual([
        [
          `${'1'.repeat(40)}..${'2'.repeat(40)}`,
          [
            { from: 1, to: 3 },
            { from: 22, to: 22 },
          ],
        ],
        [`${'3'.repeat(40)}..${'4'.repeat(40)}`, null],
      ])
    }),
  )
})

test('a byte table numbers distinct strings, and grows', () => {
  assert(
    property(array(uint8Array({ maxLength: 4 })), integer(), (strings, seed) => {
      const table = createByteTable(seed)
      const numbers = new Map<string, number>()
      for (const bytes of strings) {
        const key = Buffer.from(bytes).toString('hex')
        const expected = numbers.get(key) ?? numbers.size
        numbers.set(key, expected)
        expect(table.intern(bytes, 0, bytes.length)).toBe(expected)
      }
      for (const [key, number] of numbers) {
        expect(Buffer.from(table.bytes(number)).toString('hex')).toBe(key)
        expect(table.find(Buffer.from(key, 'hex'), 0, key.length / 2)).toBe(number)
      }
      expect(table.count()).toBe(numbers.size)
      expect(table.find(Buffer.from('never'), 0, 5)).toBe(-1)
    }),
  )
  const table = createByteTable(1)
  const key = Buffer.alloc(8)
  for (let number = 0; number < 20_000; number += 1) {
    key.writeUInt32BE(number, 2)
    table.intern(key, 0, 8)
  }
  key.writeUInt32BE(12_345, 2)
  expect(table.find(key, 0, 8)).toBe(12_345)
})

test('the history table keeps the earliest commit, in whatever order records come', () => {
  const anyRecord = record({ commit: nat(50), blob: nat(5), path: nat(5), isLink: boolean() })
  assert(
    property(array(anyRecord), (records) => {
      const table = createHistoryTable(20)
      for (const { commit, blob, path, isLink } of records) {
        table.record(commit, Buffer.alloc(20, blob), Buffer.from(`p${path}`), 0, 2, isLink)
      }
      const ids = table.ids()
      for (let index = 0; index < table.count(); index += 1) {
        const own = records.filter(({ blob }) => blob === ids[index * 20])
        expect(table.firstCommit(index)).toBe(Math.min(...own.map(({ commit }) => commit)))
        const first = (path: string) =>
          Math.min(...own.filter((one) => `p${one.path}` === path).map(({ commit }) => commit))
        const paths = table.paths(index).map(({ path }) => path)
        expect(paths.toSorted()).toEqual([...new Set(own.map(({ path }) => `p${path}`))].toSorted())
        const commits = paths.map(first)
        expect(commits).toEqual(commits.toSorted((a, b) => a - b))
      }
    }),
  )
})
