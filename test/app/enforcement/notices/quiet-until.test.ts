import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quietUntil, toldNotBefore } from '../../../../app/enforcement/notices/quiet-until.ts'

const berlin = { from: '18:00', to: '08:00', timeZone: 'Europe/Berlin' }
const at = (text: string): Date => new Date(text)

describe('quiet hours', () => {
  test.each([
    ['in the evening until the morning', berlin, '2026-11-26T17:00:30Z', '2026-11-27T07:00:00Z'],
    ['in the night until the morning', berlin, '2026-11-26T03:00:00Z', '2026-11-26T07:00:00Z'],
    ['not in the day', berlin, '2026-11-26T10:00:00Z', undefined],
    ['not in the minute in which they end', berlin, '2026-11-26T07:00:00Z', undefined],
    ['of the summer by its clock', berlin, '2026-07-26T17:00:00Z', '2026-07-27T06:00:00Z'],
    // The clocks are set back on 25 October: the night is an hour longer.
    ['over a change of the clocks', berlin, '2026-10-24T20:00:00Z', '2026-10-25T07:00:00Z'],
    [
      'within a day',
      { from: '12:00', to: '13:15', timeZone: 'UTC' },
      '2026-11-26T12:00:00Z',
      '2026-11-26T13:15:00Z',
    ],
    [
      'never where they begin when they end',
      { from: '12:00', to: '12:00', timeZone: 'UTC' },
      '2026-11-26T12:00:00Z',
      undefined,
    ],
  ] as const)('%s', (_, quietHours, now, until) => {
    expect(quietUntil(quietHours, at(now))).toEqual(until === undefined ? undefined : at(until))
  })

  test('of a weekend last until Monday morning', () => {
    const quiet = { ...berlin, days: ['sat', 'sun'] as ('sat' | 'sun')[] }
    // A Friday evening.
    expect(quietUntil(quiet, at('2026-11-27T18:00:00Z'))).toEqual(at('2026-11-30T07:00:00Z'))
    expect(quietUntil(quiet, at('2026-11-28T12:00:00Z'))).toEqual(at('2026-11-30T07:00:00Z'))
  })

  test('do not keep back a warning of what is taken before they end', () => {
    const night = at('2026-11-26T22:00:00Z')
    const morning = at('2026-11-27T07:00:00Z')
    expect(toldNotBefore(berlin, at('2026-11-27T02:00:00Z'), night)).toBeUndefined()
    // What is taken later, or was taken already, can wait.
    expect(toldNotBefore(berlin, at('2026-11-27T08:00:00Z'), night)).toEqual(morning)
    expect(toldNotBefore(berlin, at('2026-11-26T21:00:00Z'), night)).toEqual(morning)
    expect(toldNotBefore(berlin, undefined, night)).toEqual(morning)
    expect(toldNotBefore(undefined, at('2026-11-27T02:00:00Z'), night)).toBeUndefined()
  })

  test('on all days still end', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
    const until = quietUntil({ ...berlin, days: [...days] }, at('2026-11-27T18:00:00Z'))
    expect(until!.getTime() - Date.parse('2026-11-27T18:00:00Z')).toBeLessThan(9 * 24 * 60 * 60 * 1000)
  })

  test('are over when they are said to be, and were not before', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'Asia/Kathmandu',
      'America/New_York',
      'Australia/Lord_Howe',
    )
    const instant = fc.date({
      min: at('2026-01-01T00:00:00Z'),
      max: at('2027-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(time, time, zone, instant, (from, to, timeZone, now) => {
        const quietHours = { from, to, timeZone }
        const until = quietUntil(quietHours, now)
        if (until === undefined) return
        expect(until > now).toBe(true)
        expect(quietUntil(quietHours, until)).toBeUndefined()
        const before = new Date(Math.max(now.getTime(), until.getTime() - 60_000))
        expect(quietUntil(quietHours, before)).toEqual(until)
      }),
      { numRuns: 150 },
    )
  })
})
