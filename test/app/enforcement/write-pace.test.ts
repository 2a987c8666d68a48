import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  githubWriteLimits,
  type PacedWrite,
  sentBy,
  type SentWrite,
  turnOf,
  type WriteLimits,
} from '../../../app/enforcement/write-pace.ts'

const now = Date.UTC(2026, 10, 26, 14)
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const issue: PacedWrite = { makesContent: true, share: 1 }
const switching: PacedWrite = { makesContent: false, share: 1 }

/** One each so many milliseconds, the last just now. */
const every = (milliseconds: number, count: number, makesContent: boolean): readonly SentWrite[] =>
  Array.from({ length: count }, (_, index) => ({
    at: now - (count - 1 - index) * milliseconds,
    makesContent,
  }))

describe('a turn', () => {
  test('comes at once for a few, and with a second between where there are many', () => {
    expect(turnOf([], issue, githubWriteLimits, now)).toEqual({ kind: 'now' })
    expect(turnOf(every(1, 19, true), issue, githubWriteLimits, now)).toEqual({ kind: 'now' })
    expect(turnOf(every(1, 20, true), issue, githubWriteLimits, now)).toEqual({ kind: 'soon', after: second })
    expect(turnOf(every(1, 20, true), issue, githubWriteLimits, now + second)).toEqual({ kind: 'now' })
  })

  test('comes later where a minute or an hour is used up, when a tenth is free again', () => {
    const minuteFull = every(100, 80, false)
    expect(turnOf(minuteFull, switching, githubWriteLimits, now)).toEqual({
      kind: 'later',
      after: minuteFull[7]!.at + minute - now,
    })
    const hourFull = every(2 * second, 500, true)
    expect(turnOf(hourFull, issue, githubWriteLimits, now)).toEqual({
      kind: 'later',
      after: hourFull[49]!.at + hour - now,
    })
    // What makes nothing is not held up by that.
    expect(turnOf(hourFull, switching, githubWriteLimits, now)).toMatchObject({ kind: 'soon' })
  })

  test('is left to others where only a share may be used up', () => {
    const most = every(3 * second, 400, true)
    expect(turnOf(most, { ...issue, share: 0.8 }, githubWriteLimits, now)).toMatchObject({ kind: 'later' })
    expect(turnOf(most, issue, githubWriteLimits, now)).not.toMatchObject({ kind: 'later' })
  })

  test('is not lost to a clock that was set back', () => {
    const ahead = every(1, 80, true).map((one) => ({ ...one, at: one.at + 24 * hour }))
    expect(turnOf(ahead, issue, githubWriteLimits, now)).toEqual({ kind: 'now' })
  })
})

const limits = fc.record({
  perMinute: fc.integer({ min: 1, max: 40 }),
  contentPerHour: fc.integer({ min: 1, max: 120 }),
})
const writes = fc.array(fc.record({ makesContent: fc.boolean(), share: fc.constantFrom(0.5, 0.8, 1) }), {
  maxLength: 150,
})

/** Sends them one after the other as soon as each may be. */
function send(all: readonly PacedWrite[], allowed: WriteLimits): readonly SentWrite[] {
  const sent: SentWrite[] = []
  let at = now
  for (const write of all) {
    for (
      let turn = turnOf(sent, write, allowed, at);
      turn.kind !== 'now';
      turn = turnOf(sent, write, allowed, at)
    )
      at += turn.after
    sent.push({ at, makesContent: write.makesContent })
  }
  return sent
}

const mostWithin = (times: readonly number[], length: number): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + length).length))

test('within no minute and no hour more is sent than the limits, everything is sent, and when it is was said before', () => {
  fc.assert(
    fc.property(writes, limits, (all, allowed) => {
      const sent = send(all, allowed)
      const content = sent.filter(({ makesContent }) => makesContent)
      expect(
        mostWithin(
          sent.map(({ at }) => at),
          minute,
        ),
      ).toBeLessThanOrEqual(allowed.perMinute)
      expect(
        mostWithin(
          content.map(({ at }) => at),
          hour,
        ),
      ).toBeLessThanOrEqual(allowed.contentPerHour)
      expect(sentBy([], all, allowed, now)).toBe(sent.at(-1)?.at ?? now)
    }),
    { numRuns: 60 },
  )
})

test('who waits as long as was said has a turn then, or at least is told of a later one', () => {
  fc.assert(
    fc.property(writes, limits, fc.nat(hour), (all, allowed, later) => {
      const sent = send(all, allowed)
      const at = (sent.at(-1)?.at ?? now) + later
      const turn = turnOf(sent, issue, allowed, at)
      if (turn.kind === 'now') return
      expect(turn.after).toBeGreaterThan(0)
      expect(turnOf(sent, issue, allowed, at + turn.after).kind).not.toBe('later')
    }),
    { numRuns: 100 },
  )
})
