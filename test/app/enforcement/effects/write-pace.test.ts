import { expect, test } from 'vitest'
import { nextWriteAt, whenWritten } from '../../../../app/enforcement/effects/write-pace.ts'

const now = new Date('2030-01-07T10:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const after = (at: Date) => (at.getTime() - now.getTime()) / 1000

test.each([
  [0, 0, 0],
  [79, 10, 0],
  [80, 10, 50],
  [80, 61, 0],
  [499, 120, 0],
  [500, 120, 3480],
])('after %i writes %i seconds ago the next may be made in %i seconds', (count, seconds, wait) => {
  expect(
    after(
      nextWriteAt(
        Array.from({ length: count }, () => ago(seconds)),
        now,
      ),
    ),
  ).toBe(wait)
})

test.each([
  [1, 0],
  [80, 0],
  [81, 60],
  [500, 360],
  [501, 3600],
  [5000, 9 * 3600 + 360],
])('%i writes are made after %i seconds', (count, seconds) => {
  expect(after(whenWritten([], count, now))).toBe(seconds)
})
