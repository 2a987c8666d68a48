import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileLiterals, type Literal } from '../../../scanner/engine/prefilter/literals.ts'
import { findInWebAssembly } from '../../../scanner/engine/prefilter/prefilter.ts'
import { rememberLast } from '../../../scanner/engine/prefilter/remember-last.ts'
import { type FindLiterals, findInJavaScript } from '../../../scanner/engine/prefilter/scan.ts'
import { runs } from '../../runs.ts'

const hitsOf = (find: FindLiterals, bytes: Uint8Array): readonly string[] => {
  const hits = find(bytes)
  return Array.from(
    { length: hits.count },
    (_, index) => `${hits.position(index)} ${hits.literal(index)}`,
  ).toSorted()
}

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
      expect(hitsOf(findInJavaScript(tables), bytes)).toEqual(expected)
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
        const [javaScript, webAssembly] = [findInJavaScript(tables), findInWebAssembly(tables)]
        for (const input of inputs) {
          const bytes = Buffer.from(input, 'latin1')
          expect(hitsOf(webAssembly, bytes)).toEqual(hitsOf(javaScript, bytes))
        }
      },
    ),
    { numRuns: runs },
  )
})

test('remembering the text before changes nothing', () => {
  const tables = compileLiterals([
    { text: 'key', ignoreCase: true, isKey: true },
    { text: 'aKeY_', ignoreCase: false, isKey: false },
    { text: 'B0b', ignoreCase: true, isKey: false },
  ])
  const [fresh, remembering] = [findInWebAssembly(tables), rememberLast(findInWebAssembly(tables))]
  const edit = fc.record({ at: fc.nat(12_000), remove: fc.nat(300), insert: text })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), fc.array(edit, { maxLength: 6 }), (pieces, edits) => {
      let version = Array.from({ length: 60 }, () => pieces.join(''))
        .join(' ')
        .slice(0, 12_000)
      for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: '' }, ...edits]) {
        version = version.slice(0, at) + insert + version.slice(at + remove)
        const bytes = Buffer.from(version, 'latin1')
        expect(hitsOf(remembering, bytes)).toEqual(hitsOf(fresh, bytes))
      }
    }),
    { numRuns: Math.ceil(runs / 10) },
  )
})

test('finds more hits than the kernel has room for in one call', () => {
  const tables = compileLiterals([{ text: 'key', ignoreCase: true, isKey: false }])
  const bytes = Buffer.from('key '.repeat(50_000))
  expect(findInWebAssembly(tables)(bytes).count).toBe(50_000)
})

test('a key literal is found only where a value may be assigned', () => {
  const find = findInJavaScript(compileLiterals([{ text: 'token', ignoreCase: true, isKey: true }]))
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
  expect(assigned.filter((one) => find(Buffer.from(one)).count === 0)).toEqual([])
  expect(not.filter((one) => find(Buffer.from(one)).count > 0)).toEqual([])
})

test('an unfit literal is a bug', () => {
  expect(() => compileLiterals([{ text: 'ab', ignoreCase: true, isKey: false }])).toThrow('unfit literal')
})
