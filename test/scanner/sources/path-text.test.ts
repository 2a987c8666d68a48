import { assert, property, string, uint8Array } from 'fast-check'
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
  [[0x25, 0x46, 0x46], '%FF'],
  [[0xef, 0xbb, 0xbf, 0x61], '\uFEFFa'],
])('%j is shown as %j', (bytes, text) => {
  expect(pathText(Uint8Array.from(bytes))).toBe(text)
})

test('any text comes back as it is, and different paths never have the same key', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const bytes = Buffer.from(text)
      expect(pathText(bytes)).toBe(bytes.toString())
      expect(pathKey(bytes)).toBe(bytes.toString())
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
