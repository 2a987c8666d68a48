import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Exposure,
  exposureInWords,
  exposureOf,
} from '../../../../app/enforcement/exposure/exposure-of.ts'
import { intervalChanges, type ReachInterval } from '../../../../app/enforcement/exposure/reach-intervals.ts'
import type { KnownFinding } from '../../../../app/enforcement/findings/known-finding.ts'
import type { Reach } from '../../../../app/enforcement/inventory/reach.ts'
import { assessed } from '../findings/sample-finding.ts'

const on = (month: number, day = 1): Date => new Date(Date.UTC(2026, month - 1, day))

const finding = (more: Partial<KnownFinding> = {}): KnownFinding => ({
  rule: 'github-personal-access-token',
  fingerprint: 'g1:a',
  path: 'a.sh',
  source: 'scan',
  state: 'open',
  why: null,
  rotated: null,
  firstSeenAt: on(6),
  changedAt: on(6),
  lastSeenAt: on(7),
  // Its author's date is in March.
  places: [assessed()],
  ...more,
})
const interval = (more: Partial<ReachInterval> = {}): ReachInterval => ({
  assistant: 'claude',
  path: 'workflow',
  state: 'connected',
  from: on(1),
  beginIsKnown: true,
  until: null,
  ...more,
})
const march = new Date('2026-03-01T10:00:00+02:00')

describe('a finding is exposed', () => {
  test('from the commit that brought it, while the assistant is there', () => {
    expect(exposureOf(finding(), [interval()])).toEqual([
      {
        assistant: 'claude',
        state: 'connected',
        from: march,
        beginIsKnown: true,
        until: null,
        paths: ['workflow'],
      },
    ])
    expect(exposureOf(finding(), [interval({ until: on(2) })])).toEqual([])
    expect(exposureOf(finding(), [interval({ from: on(4), until: on(5) })])).toMatchObject([
      { from: on(4), until: on(5) },
    ])
  })

  test('since an unknown day where the assistant was there when we first looked', () => {
    const early = interval({ from: on(5), beginIsKnown: false })
    expect(exposureOf(finding(), [early])).toMatchObject([{ from: on(5), beginIsKnown: false }])
    // It came later than the connection was first seen, so its own begin is what counts.
    const long = interval({ from: on(2), beginIsKnown: false })
    expect(exposureOf(finding(), [long])).toMatchObject([{ from: march, beginIsKnown: true }])
  })

  test('until it is gone or was rotated; in history it still can be read', () => {
    const until = (more: Partial<KnownFinding>) => exposureOf(finding(more), [interval()])[0]?.until
    expect(until({ state: 'gone', changedAt: on(8) })).toEqual(on(8))
    expect(until({ state: 'fixed-at-tip', changedAt: on(8) })).toBeNull()
    const rotated = { who: 'ada', when: '2026-08-01', evidence: 'T-1' }
    expect(until({ state: 'rotated', rotated })).toEqual(on(8, 2))
  })

  test('from when we saw it where its date cannot be', () => {
    const dated = (authorDate: string) =>
      exposureOf(finding({ places: [assessed({ history: { ...assessed().history!, authorDate } })] }), [
        interval(),
      ])[0]!.from
    expect(dated('1970-01-01T00:00:00+00:00')).toEqual(on(6))
    expect(dated('2031-01-01T00:00:00+00:00')).toEqual(on(6))
  })

  test('by all paths together, and what is only possible apart from it', () => {
    const all = exposureOf(finding(), [
      interval({ path: 'secret', from: on(4), until: on(6) }),
      interval({ from: on(5), until: on(7) }),
      interval({ from: on(9) }),
      interval({ path: 'cloud-session', state: 'possible' }),
    ])
    expect(all.map(({ state, from, until, paths }) => [state, from, until, paths])).toEqual([
      ['connected', on(4), on(7), ['secret', 'workflow']],
      ['connected', on(9), null, ['workflow']],
      ['possible', march, null, ['cloud-session']],
    ])
  })

  test('at no instant outside its intervals, and at each inside', () => {
    const day = fc.integer({ min: 1, max: 300 })
    const intervals = fc.array(
      fc.record({
        from: day,
        length: fc.option(fc.integer({ min: 1, max: 100 })),
        state: fc.constantFrom('connected' as const, 'possible' as const),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(intervals, day, (given, asked) => {
        const at = on(1, asked)
        const all = given.map(({ from, length, state }) =>
          interval({ from: on(1, from), until: length === null ? null : on(1, from + length), state }),
        )
        const isIn = ({ from, until }: Pick<Exposure, 'from' | 'until'>) =>
          from <= at && (until === null || at < until)
        const exposures = exposureOf(finding(), all)
        for (const state of ['connected', 'possible'] as const)
          expect(exposures.some((one) => one.state === state && isIn(one))).toBe(
            at >= march && all.some((one) => one.state === state && isIn(one)),
          )
      }),
    )
  })
})

test('words say what is not known', () => {
  const [exposure] = exposureOf(finding(), [
    interval({ from: on(5), beginIsKnown: false, state: 'possible' }),
  ])
  expect(exposureInWords(exposure!)).toBe(
    'may have been able to read it from 2026-05-01 or before (it was connected when we first looked), and still can',
  )
})

describe('intervals', () => {
  const reach = (state: Reach['state']): Reach => ({
    assistant: 'claude',
    path: 'workflow',
    state,
    control: 'enforceable',
    evidence: [],
  })
  const change = (before: Reach['state'] | undefined, after: Reach['state'], open?: ReachInterval['state']) =>
    intervalChanges(
      [{ before, after: reach(after) }],
      new Map(open === undefined ? [] : [['claude workflow', open] as const]),
    )

  test('begin where something is seen, at a known day only where it was looked for before', () => {
    expect(change('not-seen', 'connected')).toMatchObject([{ ends: false, begins: { beginIsKnown: true } }])
    expect(change(undefined, 'connected')).toMatchObject([{ begins: { beginIsKnown: false } }])
    expect(change('unknown', 'possible')).toMatchObject([
      { begins: { state: 'possible', beginIsKnown: false } },
    ])
  })

  test('end where it was looked for and not seen, and not where it could not be read', () => {
    expect(change('connected', 'not-seen', 'connected')).toEqual([
      { assistant: 'claude', path: 'workflow', ends: true },
    ])
    expect(change('connected', 'unknown', 'connected')).toEqual([])
    expect(change('unknown', 'connected', 'connected')).toEqual([])
    expect(change('possible', 'connected', 'possible')).toMatchObject([
      { ends: true, begins: { state: 'connected', beginIsKnown: true } },
    ])
  })
})
