import { array, assert, boolean, constantFrom, integer, option, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AllowlistEntry } from '../../policies/allowlist.ts'
import { assess, type Assessment, type AssessInput } from '../../policies/assess.ts'
import { runs } from '../runs.ts'
import { day, deleted, finding, fingerprint, instant, now } from './samples.ts'

const entry = (parts: Partial<AllowlistEntry> = {}): AllowlistEntry => ({
  rule: 'acme-token',
  path: 'src/**',
  verdict: 'false-positive',
  reason: 'It is the sample of the vendor.',
  approver: '@alice',
  expires: day(30),
  source: 'allowlist.yml',
  line: 3,
  ...parts,
})

const byFingerprint = (seed: number, parts: Partial<AllowlistEntry> = {}): AllowlistEntry => {
  const { rule: _rule, path: _path, ...rest } = entry(parts)
  return { ...rest, fingerprint: fingerprint(seed) }
}

const run = (entries: readonly AllowlistEntry[], parts: Partial<AssessInput> = {}): Assessment =>
  assess({ findings: [finding()], allowlist: { entries }, isWhole: true, now, ...parts })

const status = (...given: Parameters<typeof run>): string => run(...given).findings[0]!.status

test('without any word on it a finding is open, and otherwise as it came', () => {
  expect(run([]).findings).toEqual([{ ...finding(), status: 'open' }])
})

test('an entry marks, says why, and until when', () => {
  expect(run([entry()]).findings).toEqual([
    {
      ...finding(),
      status: 'false-positive',
      statusReason: `It is the sample of the vendor. (@alice, until ${day(30)}; allowlist.yml:3)`,
      changesAt: `${day(31)}T00:00:00.000Z`,
    },
  ])
})

test('a rotation is kept', () => {
  const rotated = { who: 'bob', when: day(-3), evidence: 'Ticket SEC-1234, closed.' }
  expect(run([entry({ verdict: 'risk-accepted', rotated })]).findings[0]).toMatchObject({
    status: 'risk-accepted',
    rotated,
    statusReason: expect.stringMatching(`Rotated by bob on ${day(-3)}\\.$`),
  })
})

describe('what an entry is about', () => {
  test.each([
    [{}, {}, true],
    [{ rule: 'acme-*' }, {}, true],
    [{ rule: '*' }, {}, true],
    [{ rule: 'acme-tok' }, {}, false],
    [{ rule: 'acm-*' }, {}, false],
    [{ path: 'src/*.ts' }, {}, true],
    [{ path: 'test/**' }, {}, false],
    [{ path: 'SRC/**' }, {}, false],
    [{}, { history: deleted(['src/app.ts', 'src/old.ts']) }, true],
    [{}, { history: deleted(['src/app.ts', 'config/prod.ts']) }, false],
  ])('%j about %j: %s', (parts, found, is) => {
    expect(status([entry(parts)], { findings: [finding(found)] })).toBe(is ? 'false-positive' : 'open')
  })

  test('a fingerprint is one finding, wherever it is', () => {
    expect(
      status([byFingerprint(1)], {
        findings: [finding({ path: 'elsewhere', history: deleted(['a', 'b']) })],
      }),
    ).toBe('false-positive')
    expect(status([byFingerprint(2)])).toBe('open')
  })

  test('an entry about nothing matches nothing', () => {
    const { path: _path, ...rest } = entry()
    expect(status([rest])).toBe('open')
  })
})

const stateOf = (parts: Partial<AllowlistEntry>, rest = {}) => {
  const { findings, entries } = run([entry(parts)], rest)
  return [findings[0]!.status, entries[0]!.state, findings[0]!.changesAt]
}

describe('when an entry counts', () => {
  test('through its last day', () => {
    const last = { expires: '2026-06-15' }
    expect(stateOf(last, { now: new Date('2026-06-15T23:59:59.999Z') }).slice(0, 2)).toEqual([
      'false-positive',
      'used',
    ])
    expect(stateOf(last, { now: new Date('2026-06-16T00:00:00Z') })).toEqual(['open', 'expired', undefined])
  })

  test('not while it ends more than 400 days ahead; then by itself', () => {
    const far = '2027-07-21'
    expect(stateOf({ expires: far }, { now: new Date('2026-06-15T12:00:00Z') })).toEqual([
      'open',
      'not-yet',
      '2026-06-17T00:00:00.000Z',
    ])
    expect(stateOf({ expires: far }, { now: new Date('2026-06-17T00:00:00Z') }).slice(0, 2)).toEqual([
      'false-positive',
      'used',
    ])
  })

  test('not before its secret was rotated', () => {
    const rotated = { who: 'bob', when: day(2), evidence: 'Ticket SEC-1234, closed.' }
    expect(stateOf({ verdict: 'risk-accepted', rotated })).toEqual([
      'open',
      'not-yet',
      `${day(2)}T00:00:00.000Z`,
    ])
  })

  test('and a finding that is open although there is an entry says why', () => {
    const reasonOf = (parts: Partial<AllowlistEntry>) => run([entry(parts)]).findings[0]!.statusReason
    expect(reasonOf({ expires: day(-1) })).toBe(
      `Its allowlist entry (allowlist.yml:3) is expired: its last day was ${day(-1)}.`,
    )
    const rotated = { who: 'bob', when: day(2), evidence: 'Ticket SEC-1234, closed.' }
    expect(reasonOf({ verdict: 'risk-accepted', rotated })).toBe(
      `Its allowlist entry (allowlist.yml:3) does not count before ${day(2)}.`,
    )
    expect(reasonOf({ rule: 'other-token', expires: day(-1) })).toBeUndefined()
  })

  test('not with a clock that is none', () => {
    expect(stateOf({}, { now: new Date(Number.NaN) }).slice(0, 2)).toEqual(['open', 'expired'])
  })
})

test('the first entry in force counts; entries are reported as used, unused, stale, expired', () => {
  const entries = [
    entry({ expires: day(-1) }),
    entry({ verdict: 'risk-accepted' }),
    entry(),
    entry({ path: 'gone/**' }),
  ]
  const { findings, entries: reports } = run(entries)
  expect(findings[0]!.status).toBe('risk-accepted')
  expect(reports.map(({ state, findings }) => [state, findings.length])).toEqual([
    ['expired', 1],
    ['used', 1],
    ['unused', 1],
    ['stale', 0],
  ])
})

test('an entry is only stale where everything was looked at', () => {
  expect(run([entry({ path: 'gone/**' })], { isWhole: false }).entries[0]!.state).toBe('not-seen')
})

describe('inline comments', () => {
  const comment = { path: 'src/app.ts', line: 3, rule: 'acme-token', reason: 'a sample' }
  const answer = (parts: object, inline: 'request' | 'trust' = 'trust', found = {}) => {
    const { findings, comments } = run([], {
      findings: [finding(found)],
      inlineComments: [{ ...comment, ...parts }],
      inline,
    })
    return [findings[0]!.status, comments[0]!.state]
  }

  test('are requests, unless the policy trusts them', () => {
    expect(run([], { inlineComments: [comment] }).findings).toEqual([{ ...finding(), status: 'open' }])
    expect(run([], { inlineComments: [comment] }).comments).toEqual([
      { comment, state: 'requested', findings: [fingerprint(1)] },
    ])
    expect(answer({})).toEqual(['false-positive', 'trusted'])
  })

  test.each([
    [{ line: 2 }, {}, true],
    [{ line: 1 }, {}, false],
    [{ line: 4 }, {}, false],
    [{ rule: 'other-rule' }, {}, false],
    [{ path: 'src/other.ts' }, {}, false],
    [{}, { line: null }, false],
    [{}, { history: deleted() }, false],
    [{}, { history: { ...deleted(), tracked: true } }, true],
  ])('%j about %j: %s', (parts, found, is) => {
    expect(answer(parts, 'trust', found)).toEqual(is ? ['false-positive', 'trusted'] : ['open', 'unused'])
  })

  test('one comment answers its own line, and the next only where there is nothing to answer', () => {
    const findings = [finding(), finding({ line: 4, fingerprint: fingerprint(2) })]
    const { findings: marked } = run([], { findings, inlineComments: [comment], inline: 'trust' })
    expect(marked.map((one) => one.status)).toEqual(['false-positive', 'open'])
  })
})

test('an entry for places settles nothing that was at more places than are listed', () => {
  const history = { ...deleted(), paths: ['src/app.ts'] }
  const at = (morePaths: number) =>
    status([entry({})], { findings: [finding({ history: { ...history, morePaths } })] })
  expect(at(0)).toBe('false-positive')
  expect(at(1)).toBe('open')
})

test('allowlist, trusted comment, baseline, diff: the first that has a word counts', () => {
  const comment = { path: 'src/app.ts', line: 3, rule: 'acme-token', reason: 'a sample' }
  const all = {
    inlineComments: [comment],
    inline: 'trust' as const,
    baseline: new Set([fingerprint(1)]),
    isInDiff: () => false,
  }
  expect(status([entry({ verdict: 'risk-accepted' })], all)).toBe('risk-accepted')
  expect(status([], all)).toBe('false-positive')
  expect(status([], { ...all, inline: 'request' })).toBe('baseline')
  expect(status([], { isInDiff: () => false })).toBe('outside-diff')
  expect(status([], { isInDiff: () => true })).toBe('open')
})

const someEntries = array(
  record({
    rule: constantFrom('*', 'acme-*', 'acme-token', 'other-rule'),
    path: constantFrom('src/**', '**/*.ts', 'test/**'),
    verdict: constantFrom('false-positive', 'risk-accepted' as const),
    expires: integer({ min: -10, max: 500 }).map(day),
    isByFingerprint: boolean(),
  }).map(({ isByFingerprint, ...parts }) => (isByFingerprint ? byFingerprint(1, parts) : entry(parts))),
  { maxLength: 5 },
)
const someFindings = array(
  record({
    rule: constantFrom('acme-token', 'other-rule'),
    path: constantFrom('src/a.ts', 'test/b.ts', 'c'),
    line: option(integer({ min: 1, max: 5 })),
    fingerprint: integer({ min: 1, max: 3 }).map(fingerprint),
  }).map(finding),
  { maxLength: 6 },
)

test('nothing is dropped or changed but the marks, whatever the allowlist', () => {
  assert(
    property(someFindings, someEntries, integer({ min: -20, max: 600 }), (findings, entries, days) => {
      const assessment = run(entries, { findings, now: new Date(instant(days)) })
      const bare = assessment.findings.map(
        ({ status: _status, statusReason: _reason, changesAt: _changes, rotated: _rotated, ...rest }) => rest,
      )
      expect(bare).toEqual(findings)
      expect(assessment.entries.map((report) => report.entry)).toEqual(entries)
    }),
    { numRuns: runs },
  )
})

test('until its changesAt a finding keeps its status', () => {
  assert(
    property(someFindings, someEntries, integer({ min: 0, max: 1000 }), (findings, entries, share) => {
      const before = run(entries, { findings }).findings
      for (const [index, one] of before.entries()) {
        const end = one.changesAt === undefined ? now.getTime() + 1e11 : Date.parse(one.changesAt)
        const later = new Date(now.getTime() + Math.floor(((end - 1 - now.getTime()) * share) / 1000))
        expect(run(entries, { findings, now: later }).findings[index]!.status).toBe(one.status)
      }
    }),
    { numRuns: runs },
  )
})
