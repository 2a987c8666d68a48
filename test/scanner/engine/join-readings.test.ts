import { expect, test } from 'vitest'
import type { Found } from '../../../scanner/engine/found.ts'
import { joinReadings } from '../../../scanner/engine/join-readings.ts'
import { acmeRule, passwordRule } from './sample-rule.ts'
import { countProcessorTime } from '../../processor-time.ts'

function found(secret: string, start: number, end: number, reachedBy: readonly string[], rank = 2): Found {
  const rule = rank === 0 ? passwordRule : acmeRule
  const { severity, confidence } = rule
  const own = {
    rule,
    severity,
    confidence,
    secret,
    shown: 0,
    rank,
    hasOwnForm: false,
    onlyInConfiguration: false,
  }
  const candidate = { ...own, start: 0, end: secret.length }
  return { candidate, start, end, reachedBy, excerpt: '', placed: true, isKnown: false }
}

const cell = ['notebook']
const [a, b] = [found('a', 0, 9, []), found('b', 20, 29, [])]

test.each<
  readonly [string, readonly Found[], readonly Found[], readonly (readonly [string, readonly string[]])[]]
>([
  [
    'the same twice',
    [a, b],
    [found('a', 0, 9, cell)],
    [
      ['a', []],
      ['b', []],
    ],
  ],
  [
    'the same elsewhere',
    [a],
    [found('a', 20, 29, cell)],
    [
      ['a', []],
      ['a', cell],
    ],
  ],
  [
    'another at its place',
    [a, b],
    [found('A', 1, 8, cell)],
    [
      ['b', []],
      ['A', cell],
    ],
  ],
  ['another that is less telling', [a], [found('A', 1, 8, cell, 0)], [['a', []]]],
  [
    'two at the place of one',
    [a],
    [found('A', 0, 4, cell), found('B', 5, 9, cell)],
    [
      ['A', cell],
      ['B', cell],
    ],
  ],
  [
    'the same, and one that reaches into it',
    [a],
    [found('a', 0, 8, cell), found('B', 8, 12, cell)],
    [
      ['a', []],
      ['B', cell],
    ],
  ],
  ['the same by an escape', [found('a', 0, 9, ['unicode-escapes'])], [found('a', 2, 8, cell)], [['a', cell]]],
  [
    'both in base64',
    [found('a', 0, 9, ['base64'])],
    [found('a', 0, 9, [...cell, 'base64'])],
    [['a', ['base64']]],
  ],
  [
    'another in longer base64',
    [found('a', 0, 9, ['base64'])],
    [found('b', 0, 99, [...cell, 'base64'])],
    [
      ['a', ['base64']],
      ['b', [...cell, 'base64']],
    ],
  ],
])('%s', (_name, plain, inCells, expected) => {
  const joined = joinReadings(plain, inCells)
  expect(joined.map(({ candidate, reachedBy }) => [candidate.secret, reachedBy])).toEqual(expected)
})

test('thousands of the same in one encoded text', () => {
  const all = (reachedBy: readonly string[]) =>
    Array.from({ length: 30_000 }, () => found('a', 0, 9, reachedBy))
  const plain = all(['base64'])
  const milliseconds = countProcessorTime()
  expect(joinReadings(plain, all([...cell, 'base64']))).toHaveLength(plain.length)
  // By pairs it would be minutes.
  expect(milliseconds()).toBeLessThan(3000)
})
