import { expect, test } from 'vitest'
import { isReminderDue } from '../../../../app/enforcement/reviews/remind-of-reviews.ts'

const now = new Date('2027-03-01T12:00:00Z')
const ago = (hours: number): Date => new Date(now.getTime() - hours * 60 * 60 * 1000)

test.each([
  ['is not due yet', { dueAt: ago(-1), remindedAt: null, reviewedAt: null }, false],
  ['is just due', { dueAt: now, remindedAt: null, reviewedAt: null }, true],
  ['was spoken of today', { dueAt: ago(30), remindedAt: ago(23), reviewedAt: null }, false],
  ['was spoken of yesterday', { dueAt: ago(30), remindedAt: ago(24), reviewedAt: null }, true],
  ['is reviewed', { dueAt: ago(30), remindedAt: null, reviewedAt: ago(1) }, false],
])('a review that %s', (_, review, isDue) => {
  expect(isReminderDue(review, now)).toBe(isDue)
})
