import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInlineComments, readInlineComments } from '../../policies/inline-comments.ts'
import { runs } from '../runs.ts'

describe('what is taken', () => {
  test.each([
    ['x = 1 // gatehouse:allow acme-token -- the vendor’s sample', 'the vendor’s sample'],
    ['/* gatehouse:allow acme-token -- a sample */', 'a sample'],
    ['<!-- gatehouse:allow acme-token -- a sample -->', 'a sample'],
    ['{# gatehouse:allow acme-token -- a sample #}', 'a sample'],
    ['# gatehouse:allow acme-token -- a sample -- really  ', 'a sample -- really'],
    ['-- gatehouse:allow   acme-token   --   a sample\r', 'a sample'],
  ])('%j', (text, reason) => {
    expect(readInlineComments(text)).toEqual({
      comments: [{ line: 1, rule: 'acme-token', reason }],
      malformed: [],
    })
  })

  test('several rules are several comments', () => {
    expect(
      readInlineComments('a\n\n# gatehouse:allow acme-token, b-c,acme-token -- samples\n').comments,
    ).toEqual([
      { line: 3, rule: 'acme-token', reason: 'samples' },
      { line: 3, rule: 'b-c', reason: 'samples' },
    ])
  })
})

test.each([
  ['# gatehouse:allow acme-token', /reason is missing/],
  ['# gatehouse:allow acme-token --\n-- a sample', /reason is missing/],
  ['# gatehouse:allow acme-token -- ok', /too short/],
  ['# gatehouse:allow * -- everything', /does not name a rule/],
  ['# gatehouse:allow  -- everything', /does not name a rule/],
  ['# gatehouse:allow acme-* -- everything', /does not name a rule/],
  ['# gatehouse:allow-all acme-token -- everything', /does not name a rule/],
  [`# gatehouse:allow ${'a-b, '.repeat(9)} -- everything`, /more than 5 rules/],
])('%j is malformed, and told', (text, why) => {
  expect(readInlineComments(text)).toEqual({
    comments: [],
    malformed: [{ line: 1, why: expect.stringMatching(why) }],
  })
})

test('comments that the scanner cut out are parsed alike', () => {
  const text = 'gatehouse:allow acme-token -- a sample'
  expect(parseInlineComments([{ line: 9, text }])).toEqual({
    comments: [{ line: 9, rule: 'acme-token', reason: 'a sample' }],
    malformed: [],
  })
})

test.each([
  'gatehouse:allow',
  'gatehouse:allow\n',
  'gatehouse:allow a-b -- ',
  '\n',
  'gatehouse:allo',
  ' -- ',
  'gatehouse:allow a-b -- sample\n',
])('two million characters of %j are answered, with at most 1,000 comments', (part) => {
  const { comments, malformed } = readInlineComments(part.repeat(2_000_000 / part.length))
  expect(comments.length + malformed.length).toBeLessThanOrEqual(1000)
})

test('lines are counted right, and no text makes it throw', () => {
  const parts = constantFrom('gatehouse:allow', ' a-b', ' -- ', 'reason', '\n', '\r\n', ',', '*/', 'é😀')
  const text = oneof(
    string({ unit: 'binary' }),
    array(parts, { maxLength: 40 }).map((list) => list.join('')),
  )
  assert(
    property(text, (input) => {
      const { comments, malformed } = readInlineComments(input)
      const lines = input.split('\n')
      return [...comments, ...malformed].every(
        ({ line }) => lines[line - 1]?.includes('gatehouse:allow') === true,
      )
    }),
    { numRuns: runs },
  )
})
