import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchBytes } from '../../../scanner/engine/match-bytes.ts'
import { createWindowMatcher } from '../../../scanner/engine/match-windows.ts'
import { runs } from '../../runs.ts'
import { acme, compiled } from './sample-rule.ts'

const size = 256
const overlap = 64

function byWindows(bytes: Uint8Array) {
  const match = createWindowMatcher(compiled, overlap, () => {})
  const found: ReturnType<typeof matchBytes>[number][] = []
  for (let offset = 0; ; offset += size - overlap) {
    const last = offset + size >= bytes.length
    found.push(...match(bytes.subarray(offset, offset + size), offset, last))
    if (last) return found
  }
}

test('windows find what the whole finds, at the same places', () => {
  const piece = fc.oneof(
    fc.nat(20).map((seed) => `${acme(seed)} `),
    fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é', '😀'), maxLength: 150 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const bytes = Buffer.from(pieces.join(''))
      const places = (matches: ReturnType<typeof matchBytes>) => matches.map(({ place }) => place)
      expect(places(byWindows(bytes))).toEqual(places(matchBytes(compiled, bytes)))
    }),
    { numRuns: runs },
  )
})
