import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hits } from '../../../scanner/engine/prefilter/hits.ts'
import { compileLiterals, type Literal } from '../../../scanner/engine/prefilter/literals.ts'
import { searchInWebAssembly } from '../../../scanner/engine/prefilter/prefilter.ts'
import { rememberLast } from '../../../scanner/engine/prefilter/remember-last.ts'
import { type Search, searchInJavaScript } from '../../../scanner/engine/prefilter/scan.ts'
import { runs } from '../../runs.ts'

const hitsOf = (find: Search, bytes: Uint8Array): readonly string[] => {
  const { literals } = find(bytes)
  return placesOf(literals).toSorted()
}

const placesOf = ({ count, positions, kinds }: Hits): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${positions[index]} ${kinds[index]}`)

/** What the search must find, written down as simply as possible. */
function plainly(literals: readonly Literal[], bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString('latin1')
  const lower = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
  return literals
    .flatMap(({ text: literal, ignoreCase }, index) => {
      const [inside, wanted] = ignoreCase ? [lower, literal.toLowerCase()] : [text, literal]
      const places: string[] = []
      for (let at = inside.indexOf(wanted); at !== -1; at = inside.indexOf(wanted, at + 1))
        places.push(`${at} ${index}`)
      return places
    })
    .toSorted()
}

/** Few characters, so that literals occur, overlap and nearly occur. */
const text = fc.string({ unit: fc.constantFrom(...'aAbBkKeEyY_=: "\n0-'.split('')), maxLength: 200 })
const literal = fc.record({
  text: fc.string({ unit: fc.constantFrom(...'aAbBkKeEyY_0-'.split('')), minLength: 3, maxLength: 8 }),
  ignoreCase: fc.boolean(),
  isKey: fc.constant(false),
})

test('finds exactly the literals that are there', () => {
  fc.assert(
    fc.property(fc.array(literal, { minLength: 1, maxLength: 12 }), text, (literals, input) => {
      const bytes = Buffer.from(input, 'latin1')
      const expected = plainly(literals, bytes)
      const tables = compileLiterals(literals)
      expect(hitsOf(searchInJavaScript(tables), bytes)).toEqual(expected)
    }),
    { numRuns: runs },
  )
})

test('WebAssembly and JavaScript find the same', () => {
  const any = fc.record({
    text: literal.map((one) => one.text),
    ignoreCase: fc.boolean(),
    isKey: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(any, { minLength: 1, maxLength: 12 }),
      fc.array(text, { maxLength: 4 }),
      (literals, inputs) => {
        const tables = compileLiterals(literals)
        const [javaScript, webAssembly] = [searchInJavaScript(tables), searchInWebAssembly(tables)]
        for (const input of inputs) {
          const bytes = Buffer.from(input, 'latin1')
          expect(hitsOf(webAssembly, bytes)).toEqual(hitsOf(javaScript, bytes))
        }
      },
    ),
    { numRuns: runs },
  )
})

/** Runs of digits, nearly long enough and longer, and all that begins an escape. */
const encoded = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '%',
        '\\',
        '&',
        '%4',
        '\\x4',
        '\\u00',
        '\\u006',
        '&#x',
        '&#6',
        ' ',
        '=',
        '\n',
        '\xe9',
        '\0',
      ),
      fc.string({ unit: fc.constantFrom(...'aZ0+/-_'.split('')), maxLength: 80 }),
      fc.string({ unit: fc.constantFrom(...'aZ0+/-_@[`{:,.'.split('')), maxLength: 20 }),
      fc.string({ unit: 'binary-ascii', maxLength: 20 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.from(parts.join(''), 'latin1'))

/** What signs there are, written down as simply as possible. */
function plainSigns(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1')
  const patterns = [
    /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,}/g,
    /%[0-9A-Fa-f]/g,
    /\\u00[0-9A-Fa-f]/g,
    /\\x[0-9A-Fa-f]/g,
    /&#[x0-9]/g,
  ]
  return patterns
    .flatMap((pattern, kind) => [...text.matchAll(pattern)].map(({ index }) => ({ index, kind })))
    .toSorted((a, b) => a.index - b.index)
    .map(({ index, kind }) => `${index} ${kind}`)
}

test('finds exactly the signs of encodings that are there', () => {
  const tables = compileLiterals([{ text: 'key', ignoreCase: true, isKey: true }])
  const [javaScript, webAssembly] = [searchInJavaScript(tables), searchInWebAssembly(tables)]
  fc.assert(
    fc.property(encoded, (bytes) => {
      const expected = plainSigns(bytes)
      expect(placesOf(javaScript(bytes).signs)).toEqual(expected)
      expect(placesOf(webAssembly(bytes).signs)).toEqual(expected)
    }),
    { numRuns: runs },
  )
})

test('finds more signs than the kernel has room for in one call', () => {
  const tables = compileLiterals([{ text: 'key', ignoreCase: true, isKey: false }])
  const bytes = Buffer.from(`%41${'a'.repeat(33)} `.repeat(20_000))
  const { signs } = searchInWebAssembly(tables)(bytes)
  expect(placesOf(signs)).toEqual(plainSigns(bytes))
})

test('remembering the text before changes nothing', () => {
  const tables = compileLiterals([
    { text: 'key', ignoreCase: true, isKey: true },
    { text: 'aKeY_', ignoreCase: false, isKey: false },
    { text: 'B0b', ignoreCase: true, isKey: false },
  ])
  const [fresh, remembering] = [searchInWebAssembly(tables), rememberLast(searchInWebAssembly(tables))]
  const piece = fc.oneof(
    text,
    encoded.map((bytes) => bytes.toString('latin1')),
  )
  const edit = fc.record({ at: fc.nat(12_000), remove: fc.nat(300), insert: piece })
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.array(edit, { maxLength: 6 }), (pieces, edits) => {
      let version = Array.from({ length: 60 }, () => pieces.join(''))
        .join(' ')
        .slice(0, 12_000)
      for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: '' }, ...edits]) {
        version = version.slice(0, at) + insert + version.slice(at + remove)
        const bytes = Buffer.from(version, 'latin1')
        const [found, expected] = [remembering(bytes), fresh(bytes)]
        expect(placesOf(found.literals).toSorted()).toEqual(placesOf(expected.literals).toSorted())
        expect(placesOf(found.signs)).toEqual(placesOf(expected.signs))
      }
    }),
    { numRuns: Math.max(30, Math.ceil(runs / 10)) },
  )
})

test('finds more hits than the kernel has room for in one call', () => {
  const tables = compileLiterals([{ text: 'key', ignoreCase: true, isKey: false }])
  const bytes = Buffer.from('key '.repeat(50_000))
  expect(searchInWebAssembly(tables)(bytes).literals.count).toBe(50_000)
})

test('a key literal is found only where a value may be assigned', () => {
  const find = searchInJavaScript(compileLiterals([{ text: 'token', ignoreCase: true, isKey: true }]))
  const assigned = [
    'token = "abcd1234"',
    'token: abcd',
    '<token>abcd</token>',
    'set("token", "abcd")',
    'token ||= "abcd"',
    "config['token'] = 'abcd'",
    '- name: TOKEN\n  value: abcd',
  ]
  const not = ['token', 'tokens are', 'token(abcd)', '(token, other)', 'token = ab', 'if (token) {']
  expect(assigned.filter((one) => find(Buffer.from(one)).literals.count === 0)).toEqual([])
  expect(not.filter((one) => find(Buffer.from(one)).literals.count > 0)).toEqual([])
})

test('an unfit literal is a bug', () => {
  expect(() => compileLiterals([{ text: 'ab', ignoreCase: true, isKey: false }])).toThrow('unfit literal')
})
