import { anything, array, assert, constantFrom, integer, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { pathNamesAPlace } from '../../policies/path-names-a-place.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { runs } from '../runs.ts'
import { fingerprint } from './samples.ts'

const good = {
  rule: 'aws-access-key',
  path: 'test/fixtures/**',
  verdict: 'false-positive',
  reason: 'The sample from the vendor’s own documentation.',
  approver: '@alice',
  expires: '2026-12-31',
}

function problems(parts: object): string[] {
  const entry = Object.fromEntries(
    Object.entries({ ...good, ...parts }).filter(([, value]) => value !== undefined),
  )
  const result = readAllowlist(stringify({ version: 1, entries: [entry] }))
  return result.ok ? [] : result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

test('an entry keeps the place where it is written', () => {
  const text = `version: 1\nentries:\n  # why\n  - ${JSON.stringify(good)}\n\n  - {${JSON.stringify(good).slice(1)}\n`
  const result = readAllowlist(text, 'gatehouse/allowlist.yml')
  if (!result.ok) throw new Error(result.problems[0]?.message)
  expect(result.allowlist.entries).toEqual([
    { ...good, source: 'gatehouse/allowlist.yml', line: 4 },
    { ...good, source: 'gatehouse/allowlist.yml', line: 6 },
  ])
  expect(Object.isFrozen(result.allowlist.entries[0])).toBe(true)
})

test.each([
  {},
  { rule: 'aws-*' },
  { rule: '*' },
  { path: '**/.env' },
  { rule: undefined, path: undefined, fingerprint: fingerprint(7) },
  {
    verdict: 'risk-accepted',
    rotated: { who: 'bob', when: '2026-01-02', evidence: 'Ticket SEC-1234, closed.' },
  },
])('%j is taken', (parts) => {
  expect(problems(parts)).toEqual([])
})

test.each([
  [{ rule: undefined }, /^3:5 Say what the entry is about/],
  [{ path: undefined }, /^3:5 Say what the entry is about/],
  [{ fingerprint: fingerprint(7) }, /Write either `fingerprint`, or `rule` and `path`/],
  [{ rule: undefined, path: undefined, fingerprint: 'g1:xyz' }, /40 hex digits/],
  [{ rule: 'AWS' }, /Write the id of a rule/],
  [{ rule: '**' }, /Write the id of a rule/],
  [{ verdict: 'ignore' }, /^5:14 "ignore" is not allowed here\. Allowed: false-positive, risk-accepted/],
  [{ reason: undefined }, /`reason` is missing/],
  [{ reason: 'because' }, /`reason` must have at least 15 characters/],
  [{ reason: '.................' }, /a reason that somebody else can check/],
  [{ reason: '              x' }, /`reason` must have at least 15/],
  [{ approver: '' }, /`approver` must have at least 1 character/],
  [{ expires: undefined }, /`expires` is missing/],
  [{ expires: 'never' }, /Write a day as/],
  [{ expires: '2026-02-30' }, /Write a day as/],
  [{ rotated: { who: 'bob', when: '2026-01-02', evidence: 'Ticket SEC-1234, closed.' } }, /was a real one/],
  [{ verdict: 'risk-accepted', rotated: { who: 'bob', when: '2026-01-02' } }, /`evidence` is missing/],
  [{ until: '2026-01-01' }, /Unknown key "until"\. Allowed here: fingerprint, rule, path/],
])('%j is a problem', (parts, message) => {
  expect(problems(parts).join('\n')).toMatch(message)
})

describe('an entry that could match everything', () => {
  const globs = [
    '**',
    '*',
    '**/*',
    '*/**',
    '**/**',
    '**/*.*',
    '?*',
    '{**,src/a}',
    '**/[a-z]*',
    '**/[!~]*',
    '{*,**/*}',
    '{a,.env,README.md,src/**,app/**}',
    '{[a-zA-Z]*,.*}/**',
    '**/*{a,e,s,n}*',
  ]

  test.each(globs)('path %s is refused for every rule, and for one', (path) => {
    expect(problems({ rule: '*', path }).join('\n')).toMatch(/matches everything/)
    expect(problems({ path }).join('\n')).toMatch(/matches everything/)
  })

  test.each(['src/**', '**/*.md', '.env', '*.pem', 'a/{b,c}/**', '**/testdata/**', 'docs/[a-z]*.md', 'é/**'])(
    'path %s names a place',
    (path) => {
      expect(pathNamesAPlace(path)).toBe(true)
    },
  )
})

const isAnswer = (text: string): boolean => {
  const result = readAllowlist(text)
  return result.ok || result.problems.every(({ line, message }) => line >= 1 && message.length > 0)
}

test('no text and no value makes it throw', () => {
  const text = stringify({ version: 1, entries: [good, { ...good, rule: '*' }] })
  assert(property(string({ unit: 'binary' }), isAnswer), { numRuns: runs })
  assert(
    property(constantFrom(...Object.keys(good), 'rotated', 'fingerprint'), anything(), (key, value) =>
      isAnswer(JSON.stringify({ version: 1, entries: [{ ...good, [key]: value }] })),
    ),
    { numRuns: runs },
  )
  assert(
    property(
      array(integer({ min: 0, max: text.length }), { maxLength: 3 }),
      string({ maxLength: 4 }),
      (places, inserted) =>
        isAnswer(
          places.reduce(
            (damaged, place) => damaged.slice(0, place) + inserted + damaged.slice(place + 3),
            text,
          ),
        ),
    ),
    { numRuns: runs },
  )
})
