import { array, assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { pathKey, pathText } from '../../../scanner/sources/path-text.ts'

test.each([
  [[0x61], 'a'],
  [[], ''],
  [[0xff], '%FF'],
  [[0x61, 0xc3], 'a%C3'],
  [[0xc3, 0xa4], 'ä'],
  [[0xf0, 0x9f, 0x98, 0x80], '😀'],
  [[0xf0, 0x9f, 0x98], '%F0%9F%98'],
  [[0xed, 0xa0, 0x80], '%ED%A0%80'],
  [[0xc0, 0x80], '%C0%80'],
  [[0xff, 0xc3, 0xa4, 0xfe], '%FFä%FE'],
  // A name that holds `%FF` itself is another one.
  [[0x25, 0x46, 0x46], '%25FF'],
  [[0x25, 0x32, 0x35], '%2525'],
  [[0x25, 0xff], '%%FF'],
  [[0x25, 0x46, 0xff], '%F%FF'],
  [Buffer.from('100%/a%20b'), '100%/a%20b'],
  [[0xef, 0xbb, 0xbf, 0x61], '\uFEFFa'],
])('%j is shown as %j', (bytes, text) => {
  expect(pathText(Uint8Array.from(bytes))).toBe(text)
})

/** What the escaping stands for. */
function bytesOf(text: string): Buffer {
  const parts = text.split(/%(25|[89A-F][0-9A-F])/)
  return Buffer.concat(parts.map((part, index) => Buffer.from(part, index % 2 === 1 ? 'hex' : 'utf8')))
}

test('every path has a text of its own, from which its bytes come back', () => {
  const piece = oneof(
    uint8Array({ maxLength: 4 }),
    constantFrom('%', '25', 'FF', '%E9', '%25', 'é').map((text) => Buffer.from(text)),
  )
  assert(
    property(array(piece, { maxLength: 6 }), (pieces) => {
      const bytes = Buffer.concat(pieces.map((one) => Uint8Array.from(one)))
      expect(bytesOf(pathText(bytes)).equals(bytes)).toBe(true)
    }),
  )
})

test('a text without such escapes stays as it is, and different paths never have the same key', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const bytes = Buffer.from(text.replaceAll('%', ''))
      expect(pathText(bytes)).toBe(bytes.toString())
      expect(pathKey(Buffer.from(text))).toBe(Buffer.from(text).toString())
    }),
  )
  const path = uint8Array({ maxLength: 6 }).map((bytes) => bytes.filter((byte) => byte !== 0))
  assert(
    property(path, path, (a, b) => {
      expect(pathKey(a) === pathKey(b)).toBe(Buffer.compare(a, b) === 0)
      expect(Buffer.from(pathText(a)).includes(Buffer.from('\uFFFD'))).toBe(
        Buffer.from(a).includes(Buffer.from('\uFFFD')),
      )
    }),
  )
})
