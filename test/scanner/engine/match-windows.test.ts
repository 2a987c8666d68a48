import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchBytes } from '../../../scanner/engine/match-bytes.ts'
import { createWindowMatcher } from '../../../scanner/engine/match-windows.ts'
import { runs } from '../../runs.ts'
import { acme, compiled } from './sample-rule.ts'

const size = 256
const overlap = 64

/** @param unit bytes of a character */
function byWindows(bytes: Uint8Array, unit: number) {
  const [size, overlap] = [256 * unit, 64 * unit]
  const match = createWindowMatcher(compiled, overlap, () => {})
  const found: ReturnType<typeof matchBytes>[number][] = []
  for (let offset = 0; ; offset += size - overlap) {
    const last = offset + size >= bytes.length
    found.push(...match(bytes.subarray(offset, offset + size), offset, last))
    if (last) return found
  }
}

const encodings: readonly (readonly [string, number, (text: string) => Buffer])[] = [
  ['UTF-8', 1, (text) => Buffer.from(text)],
  ['UTF-8 with a mark', 1, (text) => Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', 2, (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16, big end first', 2, (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', 2, (text) => Buffer.from(`${'ASCII '.repeat(100)}${text}`, 'utf16le')],
]

test.each(encodings)('windows find what the whole finds, at the same places: %s', (_, unit, encode) => {
  const piece = fc.oneof(
    fc.nat(20).map((seed) => `${acme(seed)} `),
    fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é', '😀'), maxLength: 150 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const bytes = encode(pieces.join(''))
      const places = (matches: ReturnType<typeof matchBytes>) => matches.map(({ place }) => place)
      expect(places(byWindows(bytes, unit))).toEqual(places(matchBytes(compiled, bytes)))
    }),
    { numRuns: Math.max(50, runs / 4) },
  )
})

test('an archive that comes in windows is said not to be unpacked', () => {
  const problems: string[] = []
  const match = createWindowMatcher(compiled, overlap, (problem) => problems.push(problem))
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2 * size, acme())])
  for (let offset = 0; offset < zip.length; offset += size - overlap)
    match(zip.subarray(offset, offset + size), offset, offset + size >= zip.length)
  expect(problems).toEqual(['the archive is too large to be unpacked'])
})
