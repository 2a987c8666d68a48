import { assert, constantFrom, array, property, string, oneof } from 'fast-check'
import { expect, test } from 'vitest'
import { readStrictYaml } from '../../policies/yaml/strict-yaml.ts'
import { runs } from '../runs.ts'

const read = (text: string) => readStrictYaml(text, 300_000)

function problemOf(text: string): { line: number; column: number; message: string } {
  const result = read(text)
  if (result.ok) throw new Error(`taken: ${JSON.stringify(result.value)}`)
  return result.problems[0]!
}

test('values keep their types, and dates stay text', () => {
  const result = read('a: 1\nb: [yes, true, null, 2026-01-31]\nc: {d: "x"}\n')
  expect(result.ok && result.value).toEqual({ a: 1, b: ['yes', true, null, '2026-01-31'], c: { d: 'x' } })
})

test('places are those of the value, of its key where it has none, of what should hold it where it is missing', () => {
  const result = read('a:\n  - b: 1\n    c:\n  - é: x\n')
  if (!result.ok) throw new Error(result.problems[0]?.message)
  expect(result.placeOf([])).toEqual({ line: 1, column: 1 })
  expect(result.placeOf(['a', 0, 'b'])).toEqual({ line: 2, column: 8 })
  expect(result.placeOf(['a', 0, 'c'])).toEqual({ line: 3, column: 5 })
  expect(result.placeOf(['a', 1, 'missing', 'deeper'])).toEqual({ line: 4, column: 5 })
  expect(result.placeOfKey(['a', 1], 'é')).toEqual({ line: 4, column: 5 })
})

test('columns count UTF-16 units', () => {
  const result = read('{"😀": 1, b: 2}')
  expect(result.ok && result.placeOf(['b'])).toEqual({ line: 1, column: 14 })
})

test.each([
  ['a: 1\nb: 2\na: 3\n', 3, 1, /stands here twice/],
  ['x: {a: 1, a: 2}', 1, 11, /stands here twice/],
  ['a: &x 1', 1, 4, /Anchors/],
  ['a: *x', 1, 4, /Aliases/],
  ['a: !secret b', 1, 4, /Tags/],
  ['a: !!binary aGk=', 1, 4, /Tags/],
  ['%YAML 1.1\n---\na: yes', 1, 1, /Directives/],
  ['? a\n: b', 1, 1, /key: value/],
  ['a: 1\n---\nb: 2', 2, 1, /second document/],
  ['a: [1', 1, 6, /not valid YAML/],
  ['a:\n\t- b', 2, 1, /not valid YAML/],
  ['a: "\u0000"', 1, 5, /control character/],
  ['[a]: b', 1, 1, /not valid YAML/],
  ['['.repeat(17), 1, 17, /nested/],
  ['- '.repeat(17), 1, 33, /nested/],
  [`${' '.repeat(101)}a: b`, 1, 102, /indented/],
])('%j is refused at its place', (text, line, column, message) => {
  expect(problemOf(text)).toEqual({ line, column, message: expect.stringMatching(message) })
})

test('an alias bomb is refused at its first anchor', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [*${'abcdefgh'[index]}, *${'abcdefgh'[index]}]`),
  ]
  expect(problemOf(bomb.join('\n'))).toMatchObject({ line: 1, column: 4 })
})

test('a text over the limit is not looked at', () => {
  expect(readStrictYaml('a: 1\n'.repeat(10), 49)).toMatchObject({ ok: false })
  expect(readStrictYaml('a', 1)).toMatchObject({ ok: true })
})

test.each([
  '? ',
  '- ',
  '[',
  '{a: ',
  '"\n',
  '*a ',
  'a:\n',
  '[,',
  '- - - - - - - x\n',
  "'",
  '{: ',
  '#\n',
  '\r',
  '\\',
  '"\\x',
])('250,000 characters of %j are answered', (part) => {
  expect(read(part.repeat(250_000 / part.length)).ok).toBeTypeOf('boolean')
})

test('no text makes it throw', () => {
  const parts = [
    'a',
    ':',
    ' ',
    '\n',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '#',
    '&a',
    '*a',
    '!',
    '%',
    '?',
    '\t',
    '\r',
    '---',
    '...',
    '\ufeff',
    '\u0002',
    '<<: ',
    '__proto__: ',
    '😀',
  ]
  const text = oneof(
    string({ unit: 'binary' }),
    array(constantFrom(...parts), { maxLength: 60 }).map((list) => list.join('')),
  )
  assert(
    property(text, (input) => {
      const result = read(input)
      if (result.ok) return true
      const lines = input.split('\n')
      return result.problems.every(
        ({ line, column }) =>
          line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1]!.length + 1,
      )
    }),
    { numRuns: runs },
  )
})
